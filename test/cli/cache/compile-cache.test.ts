import fc from 'fast-check'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { run } from '../../../src/cli/run.ts'
import { pader, type Ended } from '../support.ts'
import { events, writeClusters } from './events.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-known-'))
})
afterEach(() => {
  vi.doUnmock('../../../src/cli/compile/part-compiler.ts')
  rmSync(folder, { recursive: true, force: true })
})

/** Calls a build of Pader that has a place for what it may keep. */
async function keeping(root: string, args: readonly string[], build = 'this build'): Promise<Ended> {
  const printed = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr'): Parameters<typeof run>[1]['stdout'] => ({
    write: (text) => void (printed[name] += text),
    isTerminal: false,
    columns: 80,
  })
  const exitCode = await run(args, {
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: { XDG_CACHE_HOME: join(folder, 'cache') },
    cwd: root,
    home: process.cwd(),
    build,
    stop: new AbortController().signal,
    endInOrder: () => undefined,
    now: () => new Date('2027-01-15T12:00:00Z'),
  })
  return { exitCode, ...printed }
}

const kept = (): string => join(folder, 'cache', 'pader', 'compiled')

function treeOf(root: string): Readonly<Record<string, string>> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    entries
      .map(({ name, parentPath }) => join(parentPath, name))
      .map((path) => [path.slice(root.length), readFileSync(path, 'utf8')]),
  )
}

const ways: readonly (readonly string[])[] = [
  [],
  ['--dry-run'],
  ['--quiet', '--detailed-exitcode', '--out', '.pader/out'],
  ['--dry-run', '--cluster', 'a'],
  ['--dry-run', '--location', 'rome', '--output', 'json'],
  ['--dry-run', '--output', 'sarif'],
  ['--dry-run', '--output', 'junit'],
  ['--dry-run', '--output', 'markdown', '--now', '2041-01-01'],
]

test('whatever happened before, a run that knows something says and writes what one that knows nothing does', async () => {
  const seen = { runs: 0, broken: 0, files: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ event: fc.constantFrom(...Object.keys(events)), way: fc.constantFrom(...ways) }), {
        minLength: 4,
        maxLength: 12,
      }),
      async (steps) => {
        const [knows, forgets] = [join(folder, 'knows'), join(folder, 'forgets')]
        for (const root of [knows, forgets]) {
          rmSync(root, { recursive: true, force: true })
          writeClusters(root)
        }
        for (const { event, way } of [{ event: 'it changes back', way: [] }, ...steps]) {
          for (const root of [knows, forgets]) events[event]?.(root)
          const ended = await keeping(knows, ['compile', ...way])
          expect(ended).toEqual(await keeping(forgets, ['compile', '--no-cache', ...way]))
          expect(treeOf(knows)).toEqual(treeOf(forgets))
          seen.runs += 1
          if (ended.exitCode === 3) seen.broken += 1
          seen.files = Math.max(seen.files, Object.keys(treeOf(knows)).length)
        }
      },
    ),
    { numRuns: 6 },
  )
  expect(seen.runs).toBeGreaterThan(25)
  expect(seen.broken).toBeGreaterThan(1)
  expect(seen.files).toBeGreaterThan(12)
}, 120_000)

test('when nothing has changed nothing is compiled, written or kept', async () => {
  writeClusters(folder)
  const first = await keeping(folder, ['compile'])
  expect(first).toMatchObject({ exitCode: 0, stderr: '' })
  // The second run has read what the first has written; from then on nothing is new.
  await keeping(folder, ['compile'])
  const before = [treeOf(join(folder, '.pader')), treeOf(kept())]
  const times = (): readonly number[] => readdirSync(kept()).map((name) => statSync(join(kept(), name)).ctimeMs)
  const written = times()
  forbidCompiling()
  expect((await keeping(folder, ['compile'])).stdout).toContain('.pader/out/a is up to date')
  expect((await keeping(folder, ['compile', '--dry-run', '--output', 'sarif'])).exitCode).toBe(0)
  expect([treeOf(join(folder, '.pader')), treeOf(kept())]).toEqual(before)
  expect(times()).toEqual(written)
  events['a value changes']?.(folder)
  expect((await keeping(folder, ['compile'])).stderr).toContain('something is compiled')
})

test('a change of one cluster leaves the others alone', async () => {
  writeClusters(folder)
  await keeping(folder, ['compile', '--dry-run'])
  const before = new Set(readdirSync(kept()))
  events['a value changes']?.(folder)
  await keeping(folder, ['compile', '--dry-run'])
  // What the cluster comes to, and what its locations say.
  expect(readdirSync(kept()).filter((name) => !before.has(name))).toHaveLength(2)
  // The common part and both clusters depend on what is set for all of them.
  events['a severity']?.(folder)
  const after = new Set(readdirSync(kept()))
  await keeping(folder, ['compile', '--dry-run'])
  expect(readdirSync(kept()).filter((name) => !after.has(name))).toHaveLength(3)
})

test('another build, another day and sources that may change know nothing', async () => {
  writeClusters(folder)
  await keeping(folder, ['compile', '--dry-run'])
  const count = (): number => readdirSync(kept()).length
  // Three parts, and what is known of the files.
  expect(count()).toBe(4)
  await keeping(folder, ['compile', '--dry-run'], 'another build')
  expect(count()).toBe(8)
  await keeping(folder, ['compile', '--dry-run', '--now', '2027-01-16'])
  expect(count()).toBe(11)
  await keeping(folder, ['compile', '--dry-run', '--no-cache', '--now', '2027-01-17'])
  await pader(folder, 'compile', '--dry-run')
  expect(count()).toBe(11)
})

test('a run over the very files and artifacts of the last one needs nothing but what that came to', async () => {
  writeClusters(folder)
  for (let turn = 0; turn < 2; turn += 1) await keeping(folder, ['compile'])
  const before = await keeping(folder, ['compile'])
  for (const name of readdirSync(kept())) {
    const path = join(kept(), name)
    if (!readFileSync(path, 'utf8').includes('"folders":')) rmSync(path)
  }
  expect(readdirSync(kept())).toHaveLength(1)
  forbidCompiling()
  expect(await keeping(folder, ['compile'])).toEqual(before)
  // Who wants to know about one location needs more than that.
  expect((await keeping(folder, ['compile', '--location', 'rome'])).stderr).toContain('something is compiled')
})

test('damage costs time and nothing else', async () => {
  writeClusters(folder)
  for (let turn = 0; turn < 2; turn += 1) await keeping(folder, ['compile'])
  const first = await keeping(folder, ['compile'])
  const names = readdirSync(kept())
  for (const [index, name] of names.entries()) {
    if (index % 2 === 0) truncateSync(join(kept(), name), 100)
    else writeFileSync(join(kept(), name), readFileSync(join(kept(), names[0] ?? '')))
  }
  expect(names.length).toBeGreaterThan(5)
  expect(await keeping(folder, ['compile'])).toEqual(first)
  forbidCompiling()
  expect(await keeping(folder, ['compile'])).toEqual(first)
})

/** From here on a run that compiles anything fails. */
function forbidCompiling(): void {
  vi.doMock('../../../src/cli/compile/part-compiler.ts', () => ({
    PartCompiler: class {
      constructor() {
        throw new Error('something is compiled')
      }
    },
  }))
}

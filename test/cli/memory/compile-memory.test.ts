import fc from 'fast-check'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { run } from '../../../src/cli/run.ts'
import { pader, type Ended } from '../support.ts'

const program = resolve('dist/cli/bin.js')
const withoutBuild = existsSync(program) ? '' : ' (skipped: dist/ is not built)'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-known-'))
})
afterEach(() => {
  vi.doUnmock('../../../src/cli/compile/part-compiler.ts')
  rmSync(folder, { recursive: true, force: true })
})

const write = (root: string, path: string, content: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

const cluster = (entry: string, more = ''): string => `format: 1
product: { version: 12.2.15, build: '51390', branch: main }
entryNode: ${entry}
centralManagement:
  port: 12346
  ca: { name: Test CA, sha256: 7b3f0c6a52d94e18b1f6c3a7e09d25c84f6e1b7a93d05c2e8f41a6b9d7c0e352, keyBits: 3072, expires: 2040-03-31 }
${more}`

const location = (name: string, number: number, priority = 10): string => `format: 1
nodes:
  ${name}-1:
    uuid: D6CD9202-A787-5ACD-1E85-D855D9D3E6B${number}
    address: 10.0.${number}.11
    listeners: ['10.0.${number}.11:12346']
    priority: ${priority}
    groups: { network: [all], runtime: ${name}, update: ${name} }
`

/** Two clusters of two nodes. */
function writeClusters(root: string): void {
  write(root, 'clusters/pader.yaml', 'format: 1\n')
  for (const [name, sites] of [
    ['a', ['oslo', 'rome']],
    ['b', ['lima', 'bern']],
  ] as const) {
    write(root, `clusters/${name}/cluster.yaml`, cluster(`${sites[0]}-1`))
    for (const [index, site] of sites.entries())
      write(root, `clusters/${name}/locations/${site}.yaml`, location(site, index))
  }
}

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

/** What may happen to a repository and to what was made of it between two runs. */
const events: Readonly<Record<string, (root: string) => void>> = {
  'a value changes': (root) => write(root, 'clusters/a/locations/oslo.yaml', location('oslo', 0, 20)),
  'it changes back': (root) => write(root, 'clusters/a/locations/oslo.yaml', location('oslo', 0)),
  'a comment': (root) => write(root, 'clusters/a/locations/rome.yaml', `# here\n${location('rome', 1)}`),
  'a default': (root) => write(root, 'clusters/b/cluster.yaml', cluster('lima-1', 'defaults: { priority: 5 }\n')),
  'a text that is no YAML': (root) => write(root, 'clusters/b/locations/bern.yaml', 'nodes: [\n'),
  'a key that is not known': (root) => write(root, 'clusters/b/locations/bern.yaml', `${location('bern', 1)}nods: 1\n`),
  'it is repaired': (root) => write(root, 'clusters/b/locations/bern.yaml', location('bern', 1)),
  'a location more': (root) => write(root, 'clusters/a/locations/kiev.yaml', location('kiev', 2)),
  'a location less': (root) => rmSync(join(root, 'clusters/a/locations/kiev.yaml'), { force: true }),
  'a severity': (root) => write(root, 'clusters/pader.yaml', 'format: 1\nrules: { CM-NET-002: warning }\n'),
  'a stray file': (root) => write(root, 'clusters/a/notes.yaml', 'a: 1\n'),
  'another file': (root) => write(root, 'clusters/README.md', 'clusters\n'),
  'a cluster more': (root) => write(root, 'clusters/c/cluster.yaml', cluster('none-1')),
  'a cluster less': (root) => rmSync(join(root, 'clusters/c'), { recursive: true, force: true }),
  'the artifacts go': (root) => rmSync(join(root, '.pader'), { recursive: true, force: true }),
  'an artifact is changed': (root) => write(root, '.pader/out/a/locations/rome.json', '{}'),
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
  expect(readdirSync(kept()).filter((name) => !before.has(name))).toHaveLength(1)
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

test('damage costs time and nothing else', async () => {
  writeClusters(folder)
  const first = await keeping(folder, ['compile', '--dry-run'])
  const names = readdirSync(kept())
  for (const [index, name] of names.entries()) {
    if (index % 2 === 0) truncateSync(join(kept(), name), 100)
    else writeFileSync(join(kept(), name), readFileSync(join(kept(), names[0] ?? '')))
  }
  expect(await keeping(folder, ['compile', '--dry-run'])).toEqual(first)
  forbidCompiling()
  expect(await keeping(folder, ['compile', '--dry-run'])).toEqual(first)
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

/** A process of the build that keeps what it finds out in the folder of this test. */
async function inProcess(root: string, args: readonly string[]): Promise<Ended> {
  const { NODE_EXTRA_CA_CERTS: _costsTime, ...own } = process.env
  const env = { ...own, XDG_CACHE_HOME: join(folder, 'cache') }
  const child = spawn(process.execPath, [program, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [exitCode] = await ended
  return { exitCode, stdout, stderr }
}

test.skipIf(withoutBuild !== '')(
  `processes that race for what is kept say what one alone says${withoutBuild}`,
  async () => {
    writeClusters(folder)
    const changes = [
      'it changes back',
      'a value changes',
      'a default',
      'a text that is no YAML',
      'it is repaired',
    ] as const
    for (const change of changes) {
      events[change]?.(folder)
      const alone = await inProcess(folder, ['compile', '--dry-run', '--no-cache', '--output', 'json'])
      const racing = Array.from({ length: 4 }, async () =>
        inProcess(folder, ['compile', '--dry-run', '--output', 'json']),
      )
      let isOver = false
      const all = Promise.all(racing).finally(() => (isOver = true))
      // Meanwhile somebody cleans up, and a disk that is full cuts files short.
      for (let turn = 0; !isOver; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 10))
        for (const name of existsSync(kept()) ? readdirSync(kept()) : []) {
          if ((turn + name.charCodeAt(0)) % 3 === 0) rmSync(join(kept(), name), { force: true })
          else if (turn % 4 === 0 && !name.includes('.tmp')) damage(join(kept(), name))
        }
      }
      for (const ended of await all) expect(ended).toEqual(alone)
    }
    const [first, second] = await Promise.all([1, 2].map(async () => inProcess(folder, ['compile', '--dry-run'])))
    expect(first).toEqual(second)
    expect(readdirSync(kept()).filter((name) => name.endsWith('.tmp'))).toEqual([])
  },
  60_000,
)

/** Cuts a file short, unless it has gone away. */
function damage(path: string): void {
  try {
    truncateSync(path, 80)
  } catch {
    // Another process was quicker.
  }
}

import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readFileSync } from 'node:fs'
import { run } from '../../src/cli/run.ts'
import { running, worldOf, type Running } from '../served/scene.ts'

vi.setConfig({ testTimeout: 120_000 })

const page = readFileSync('docs/first-day.md', 'utf8')
const blocks = (kind: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${kind}\\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => text)
const lines = blocks('sh').flatMap((text) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '')),
)

let folder: string
const open: Running[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-first-day-'))
})
afterAll(async () => {
  for (const one of open) await one.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The words of a command line, without quotation marks. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')

function start(line: string, ...more: string[]): Running {
  const words = wordsOf(line).slice(1)
  const started = running([...words.map((word) => word.replace('/opt/pader', resolve('.'))), ...more], folder)
  open.push(started)
  return started
}

async function carryOut(line: string): Promise<{ code: number; said: string }> {
  if (line.startsWith('git ')) {
    const names = ['-c', 'user.name=Engineer', '-c', 'user.email=engineer@example.com']
    for (const part of line.split(' && ')) execFileSync('git', [...names, ...wordsOf(part).slice(1)], { cwd: folder })
    return { code: 0, said: '' }
  }
  const said: string[] = []
  const world = { ...worldOf(said, new AbortController().signal), cwd: folder }
  const code = await run(wordsOf(line).slice(1), world)
  return { code, said: said.join('') }
}

/** What each command of the page has to end with, in the order of the page; what is left out ends with 0. */
const ends: Readonly<Record<string, { readonly code?: number; readonly says?: RegExp; readonly hears?: RegExp[] }>> = {
  'pader emulate /opt/pader/clusters/two-site --write-host host.yaml': { hears: [/stop it with Ctrl-C/] },
  'pader calibrate two-site --host-config host.yaml --values shown.yaml': { says: /learnt +listeners/ },
  'pader import two-site --host-config host.yaml': { says: /the first plan is empty: 4 nodes/ },
  'pader compile --dry-run': { says: /two-site: 4 nodes in 2 locations/ },
  'pader doctor --preflight --host-config host.yaml': { says: /0 findings/ },
  'pader plan --host-config host.yaml': { says: /nothing to change/ },
  'pader watch --host-config host.yaml --remote . --mode observe --serve 8460': { hears: [/as it should be/] },
  'pader plan --host-config host.yaml --save plan.json': { code: 2, says: /updates\.interval {2}empty → 180/ },
  'pader apply plan.json --host-config host.yaml': { says: /in sync after 1 commit/ },
  'pader watch --host-config host.yaml --remote . --mode enforce': { hears: [/mode "enforce"/, /as it should be/] },
  'pader hold --cluster two-site --host-config host.yaml --why "storm in Tokyo"': { says: /on hold: two-site/ },
}

/** Ports that a test leaves to the system. */
const ports: Readonly<Record<string, readonly string[]>> = {
  emulate: ['--port', '0', '--control', '0'],
  watch: ['--serve', '0'],
}

describe('the first day', () => {
  test('every expectation is about a command of the page', () => {
    expect(lines.length).toBeGreaterThan(15)
    expect(Object.keys(ends).filter((line) => !lines.includes(line))).toEqual([])
  })

  test('its files are what the page shows, and its commands work in the order in which they stand there', async () => {
    const shown = blocks('yaml').find((text) => text.startsWith('# shown.yaml'))
    await writeFile(join(folder, 'shown.yaml'), shown ?? '')
    for (const line of lines) {
      if (line.startsWith('mkdir')) {
        execFileSync('git', ['init', '--quiet', '--initial-branch=main'], { cwd: folder })
        continue
      }
      if (line.includes('commit -am')) await editSomethingSmall()
      const expected = ends[line] ?? {}
      if (expected.hears !== undefined) {
        const started = start(line, ...(ports[wordsOf(line)[1] ?? ''] ?? []))
        for (const pattern of expected.hears) await started.hears(pattern)
        if (wordsOf(line)[1] === 'emulate') await vi.waitFor(async () => readFile(join(folder, 'host.yaml')), 20_000)
        if (wordsOf(line)[1] === 'watch') expect(await started.stop(), started.said()).toBe(0)
        continue
      }
      const { code, said } = await carryOut(line)
      expect([line, code], said).toEqual([line, expected.code ?? 0])
      if (expected.says !== undefined) expect(said).toMatch(expected.says)
    }
    const journal = await readFile(join(folder, 'host.yaml.d', 'state', 'journal', 'two-site.jsonl'), 'utf8')
    expect(journal.match(/"committed"/g)).toHaveLength(1)
  })
})

async function editSomethingSmall(): Promise<void> {
  const file = join(folder, 'clusters', 'two-site', 'cluster.yaml')
  const text = await readFile(file, 'utf8')
  expect(text).toContain('  updates:\n')
  await writeFile(file, text.replace('  updates:\n', '  updates:\n    interval: 180\n'))
}

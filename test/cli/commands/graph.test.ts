import { Ajv } from 'ajv'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import { expect, onTestFinished, test } from 'vitest'
import { run } from '../../../src/cli/run.ts'
import type { World } from '../../../src/cli/world.ts'

async function pader(cwd: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err'): World['stdout'] => ({
    write: (text) => void (written[name] += text),
    isTerminal: false,
    columns: 80,
  })
  const code = await run(args, {
    stdout: stream('out'),
    stderr: stream('err'),
    env: {},
    cwd,
    home: process.cwd(),
    stop: new AbortController().signal,
    endInOrder: () => undefined,
    now: () => new Date('2026-11-22T00:00:00Z'),
  })
  return { code, ...written }
}

const here = process.cwd()
const twoSite = ['clusters/two-site']

test('pader graph draws every node of the repository', async () => {
  const { code, out } = await pader(here, 'graph', ...twoSite)
  expect(code).toBe(0)
  for (const name of ['tokyo-1', 'tokyo-2', 'newyork-1', 'newyork-2']) expect(out).toContain(name)
})

test('the drawing is well-formed, names every node and stands alone', async () => {
  const { out } = await pader(here, 'graph', ...twoSite, '--output', 'svg')
  const names: string[] = []
  const parser = new SaxesParser()
  parser.on('text', (text) => names.push(text))
  parser.on('error', (error) => {
    throw error
  })
  parser.write(out).close()
  expect(names.join(' ')).toMatch(/newyork-1.*newyork-2.*tokyo-1.*tokyo-2/s)
  expect(out).not.toMatch(/href|url\(|@import|<script/)
})

test.each(['mermaid', 'dot', 'json'])('as %s it names every node', async (format) => {
  const { code, out } = await pader(here, 'graph', ...twoSite, '--output', format)
  expect(code).toBe(0)
  for (const name of ['tokyo-1', 'tokyo-2', 'newyork-1', 'newyork-2']) expect(out).toContain(name)
})

test('the difference from a revision is drawn, what is at risk too, although the checks find errors', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pader-graph-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync('clusters/two-site', join(folder, 'clusters/two-site'), { recursive: true })
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'start')
  const file = join(folder, 'clusters/two-site/locations/newyork.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('    transit: true\n', ''))
  const { code, out, err } = await pader(folder, 'graph', '--base', 'HEAD')
  expect(code).toBe(0)
  expect(out).toContain('! newyork-1')
  expect(out).toContain('! at risk')
  expect(err).toMatch(/^pader: the checks find 1 error: see "pader compile --dry-run"\n$/)
  for (const [form, marked] of [
    ['svg', 'class="chip risk"'],
    ['mermaid', ':::risk'],
    ['dot', 'penwidth=3'],
    ['json', '"isAtRisk": true'],
  ] as const)
    expect((await pader(folder, 'graph', '--base', 'HEAD', '--output', form)).out).toContain(marked)
})

test('pader path tells hops, shared groups and what breaks the way', async () => {
  const { code, out } = await pader(here, 'path', 'tokyo-2', 'newyork-2', ...twoSite)
  expect(code).toBe(0)
  expect(out).toBe(
    `tokyo-2 → newyork-2: 3 hops
  tokyo-2 → tokyo-1  shares tokyo
  tokyo-1 → newyork-1  shares transit
  newyork-1 → newyork-2  shares newyork
  breaks when lost: tokyo-1, newyork-1
`,
  )
})

test('a mistyped node gets a suggestion and exit code 64', async () => {
  const { code, err } = await pader(here, 'path', 'tokio-2', 'newyork-2', ...twoSite)
  expect(code).toBe(64)
  expect(err).toBe('pader: no node "tokio-2": did you mean "tokyo-2"?\n')
})

test('pader simulate loss ranks what does harm, and says among how many', async () => {
  const { code, out } = await pader(here, 'simulate', 'loss', '--cluster', 'two-site')
  expect(code).toBe(0)
  expect(out).toContain('two-site: 2 of 4 losses among 4 nodes do harm')
  expect(out.indexOf('tokyo-1')).toBeLessThan(out.indexOf('newyork-1'))
  expect(out.replaceAll(/\s+/g, ' ')).toContain('no rollout: the entry node is gone')
})

test.each([
  ['graph', ['graph', ...twoSite]],
  ['path', ['path', 'tokyo-2', 'newyork-2', ...twoSite]],
  ['loss', ['simulate', 'loss', '--cluster', 'two-site', '--k', '2']],
])('the JSON of %s is what its published schema says', async (kind, args) => {
  const { out } = await pader(here, ...args, '--output', 'json')
  const validate = new Ajv({ strict: true }).compile(
    JSON.parse(readFileSync(`schema/output/${kind}.schema.json`, 'utf8')),
  )
  expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true)
  expect(validate({})).toBe(false)
})

test.each([
  [['simulate', 'storm'], "'storm' is invalid"],
  [['simulate', 'loss', '--k', '3'], "argument '3' is invalid"],
])('%j is a usage error', async (args, message) => {
  const { code, err } = await pader(here, ...args)
  expect(code).toBe(64)
  expect(err).toContain(message)
})

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../../src/cli/run.ts'
import { pader, paderWithoutRoom } from '../support.ts'

let folder: string
const tests = 'three-site/tests/own.yaml'
const file = `format: 1
tests:
  - name: gambling is blocked, and nobody is let through
    regions: [emea]
    request: { Authentication.UserName: kim, URL.Host: www.bets.example }
    expect: { action: let through }
`
const fits = (kind: string, text: string): void => {
  const schemaOf = (name: string): object =>
    JSON.parse(readFileSync(`schema/output/${name}.schema.json`, 'utf8')) as object
  // The schema of lines refers to that of one document.
  const validate = new Ajv({ allErrors: true }).addSchema(schemaOf('diagnostics')).compile(schemaOf(kind))
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-test-'))
  cpSync('clusters/three-site', join(folder, 'three-site'), { recursive: true })
  writeFileSync(join(folder, tests), file)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('of a property that no rule has set, none is what a test got', async () => {
  const asked = "expect: { properties: { User-Defined.NextHop: 'proxy.example.com:8080' } }"
  writeFileSync(join(folder, tests), file.replace('expect: { action: let through }', asked))
  const { exitCode, stdout } = await pader(folder, 'test', 'three-site')
  writeFileSync(join(folder, tests), file)
  expect([exitCode, stdout.replaceAll(/\s+/g, ' ')]).toEqual([
    3,
    expect.stringContaining('expected User-Defined.NextHop = "proxy.example.com:8080", got none'),
  ])
})

test('a test that fails shows what each comparison read and said, with its line', async () => {
  const { exitCode, stdout } = await pader(folder, 'test', 'three-site', '--coverage')
  expect(exitCode).toBe(3)
  // At the other nodes of the region the same was asked, which is told once.
  expect(stdout.split('failed: ')).toHaveLength(2)
  const [failure] = /^failed: .*\n(?: .*\n)*/m.exec(stdout) ?? []
  await expect(failure).toMatchFileSnapshot('test-failed.txt')
  expect(stdout).toMatch(/no test applies it\n(.*\n)*three-site: tests apply \d+ of \d+ rules\n\d+ passed, 4 failed\n$/)
})

test('pipelines read it: a case for each test at each node, and an annotation for each that failed', async () => {
  const junit = (await pader(folder, 'test', 'three-site', '--output', 'junit')).stdout
  const seen: Record<string, number> = {}
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => (seen[name] = (seen[name] ?? 0) + 1))
  parser.write(junit).close()
  expect(seen).toMatchObject({ testsuites: 1, testsuite: 2, failure: 4 })
  expect(junit).toContain(`tests="${seen['testcase']}" failures="4"`)
  const { stdout } = await pader(folder, 'test', 'three-site', '--output', 'github')
  expect(stdout).toMatch(/^::error file=three-site\/tests\/own.yaml,line=3,/)
  fits('tests', (await pader(folder, 'test', 'three-site', '--output', 'json')).stdout)
})

test('with --watch, a file that is saved runs the tests again, until the process is asked to stop', async () => {
  const stop = new AbortController()
  let printed = ''
  const shown = (count: number): boolean => printed.split(' passed, ').length - 1 >= count
  const stream = { write: (text: string) => void (printed += text), isTerminal: false, columns: 80 }
  const ended = run(['test', 'three-site', '--watch'], {
    stdout: stream,
    stderr: { ...stream, write: () => undefined },
    env: {},
    cwd: folder,
    home: process.cwd(),
    stop: stop.signal,
    endInOrder: () => undefined,
    now: () => new Date('2027-01-15T12:00:00Z'),
  })
  await expect.poll(() => shown(1), { timeout: 20_000 }).toBe(true)
  const repaired = file.replace('action: let through', 'action: Block')
  // Saved until it is seen: watching begins some time after the first run.
  await expect
    .poll(
      () => {
        writeFileSync(join(folder, tests), repaired)
        return printed.includes(', 0 failed')
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(true)
  stop.abort()
  expect(await ended).toBe(0)
  writeFileSync(join(folder, tests), file)
}, 50_000)

test('findings have their other forms too, and a comment of its own says how many failed', async () => {
  const forms = ['sarif', 'gitlab', 'ndjson'] as const
  const files = forms.flatMap((form) => ['--output', `${form}=${form}.out`])
  const { stdout } = await pader(folder, 'test', 'three-site', '--output', 'markdown', ...files)
  const [sarif = '', gitlab = '', ndjson = ''] = forms.map((form) => readFileSync(join(folder, `${form}.out`), 'utf8'))
  expect(JSON.parse(sarif)).toMatchObject({
    runs: [{ results: Array.from({ length: 4 }, () => ({ ruleId: 'POL-TEST-FAILED', level: 'error' })) }],
  })
  expect(JSON.parse(gitlab)).toHaveLength(4)
  const lines = ndjson.trimEnd().split('\n')
  expect(lines).toHaveLength(6) // a head, four findings and their tally
  for (const line of lines) fits('diagnostics-lines', line)
  expect(stdout).toMatch(
    /^<!-- pader:tests -->\n### Pader: \d+ tests passed, 4 failed\n\n- three-site: tests apply [^]*POL-TEST-FAILED/,
  )
})

test('a test that cannot be read says where, and what to write; nothing is updated then', async () => {
  writeFileSync(join(folder, tests), file.replace('Authentication.UserName: kim', 'time: 2027-02-30T10:00'))
  const { exitCode, stderr } = await pader(folder, 'test', 'three-site', '--update')
  expect(exitCode).toBe(3)
  expect(stderr).toContain('nothing was updated: ')
  expect(stderr).toMatch(
    /own.yaml:5:\d+: SCHEMA-DATE "2027-02-30T10:00" is no day of the calendar\n {2}help: write it like "2027-03-31"\n$/,
  )
  writeFileSync(join(folder, tests), file)
})

test('--update rewrites what is expected and keeps comments; what is open stays, and the command fails', async () => {
  const open = `  - name: who knows
    regions: [emea]
    request: { user: kim }
    expect: { action: Redirect }
`
  const before = `${file.replace('{ action: let through }', '{ action: let through } # for now')}${open}`
  writeFileSync(join(folder, tests), before)
  const unwritten = await paderWithoutRoom(folder, 'test', 'three-site', '--update')
  expect(unwritten.exitCode).toBe(1)
  expect(unwritten.stderr).toMatch(/^pader: nothing was changed: the disk is full/)
  const { exitCode, stdout, stderr } = await pader(folder, 'test', 'three-site', '--update')
  expect(readFileSync(join(folder, tests), 'utf8')).toBe(before.replace('let through }', 'Block }'))
  expect(stderr).toMatch(
    /^updated three-site\/tests\/own.yaml: gambling .*\nnot updated three-site\/tests\/own.yaml: who knows\n {2}at \S+, the decision is open: /,
  )
  expect(stdout).toContain('passed, 4 failed')
  expect(exitCode).toBe(3)
  expect((await pader(folder, 'test', 'three-site', '--update', '--watch')).exitCode).toBe(64)
  writeFileSync(join(folder, tests), file)
})

test('what is unused is a document as well', async () => {
  const { stdout } = await pader(folder, 'unused', 'three-site', '--output', 'json')
  fits('unused', stdout)
  expect(JSON.parse(stdout)).toMatchObject({ policy: 'three-site', proved: true })
})

test('what nothing uses is named: a list, and a region without nodes with the rule set that is for it', async () => {
  const own = join(folder, 'unused', 'three-site')
  cpSync('clusters/three-site', own, { recursive: true })
  const edit = (path: string, change: (text: string) => string): void =>
    writeFileSync(join(own, path), change(readFileSync(join(own, path), 'utf8')))
  edit('regions.yaml', (text) => `${text}  oslo: { description: Nobody yet, owner: team-compliance-emea }\n`)
  edit('policy/10-ground.yaml', (text) => text.replace(/( +)emea: (ad\.emea\.\S+)/, '$1emea: $2\n$1oslo: $2'))
  writeFileSync(join(own, 'lists/Forgotten.yaml'), 'format: 1\ntype: regex\nentries: ["*.x.example"]\n')
  const rule = '{ name: X, criteria: URL.Host equals "x.example", action: Block }'
  writeFileSync(join(own, 'policy/99.yaml'), `format: 1\nruleSets: [{ name: Oslo, region: oslo, rules: [${rule}] }]\n`)
  const { exitCode, stdout } = await pader(folder, 'unused', 'unused/three-site', '--output', 'json')
  expect(exitCode).toBe(2)
  fits('unused', stdout)
  expect(JSON.parse(stdout)).toMatchObject({
    dead: [{ path: 'Oslo', reason: 'regionless' }],
    emptyRegions: [{ name: 'oslo' }],
    unused: [
      { kind: 'list', name: 'Forgotten', reason: 'unnamed', span: { file: 'unused/three-site/lists/Forgotten.yaml' } },
    ],
  })
  const text = (await pader(folder, 'unused', 'unused/three-site')).stdout
  expect(text).toContain('Oslo: nothing belongs to its region')
  expect(text).toMatch(/Forgotten.yaml the list "Forgotten": nothing\s+uses it/)
})

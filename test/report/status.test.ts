import { Ajv } from 'ajv'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { plain } from '../../src/report/appearance.ts'
import { EXIT } from '../../src/report/exit-code.ts'
import type { ClusterHealth, NodeHealth } from '../../src/report/status/health.ts'
import { leaseText } from '../../src/report/status/lease-text.ts'
import { diagnosisText } from '../../src/report/doctor/text.ts'
import { statusJson } from '../../src/report/status/json.ts'
import { nagiosReport } from '../../src/report/status/nagios.ts'
import { statusText } from '../../src/report/status/text.ts'
import { URGENCY, worstOf } from '../../src/report/worst-exit-code.ts'
import { verdictOn } from '../../src/report/status/verdict.ts'

const node = (name: string, more: Partial<NodeHealth> = {}): NodeHealth => ({
  name,
  location: name.replace(/-\d+$/, ''),
  isTransit: false,
  answers: true,
  sync: 'in sync',
  version: '12.2.15-51390',
  skew: { seconds: 0.2, uncertainty: 0.6 },
  differences: 0,
  attached: false,
  ...more,
})

const health = (more: Partial<ClusterHealth> = {}): ClusterHealth => ({
  cluster: 'emea',
  at: '2027-01-15T02:00:00.000Z',
  entryNode: 'paris-1',
  asksNodes: true,
  waiting: [],
  away: [],
  leased: [],
  leasesEnded: [],
  unansweredLogins: [],
  nodes: [node('paris-1'), node('paris-2')],
  findings: [],
  differences: { changes: 0, left: 0, summary: 'nothing to change' },
  ...more,
})

test('the first difference that is left is told with what to do, and the others are counted', () => {
  const differences = {
    changes: 0,
    left: 2,
    summary: '2 differences left as found',
    firstLeft: 'list "x": no mark; ask',
  }
  expect(statusText(health({ differences }), plain, { all: false })).toMatch(
    /left +list "x": no mark; ask; and 1 more\n/,
  )
})

test('what could not be read is no difference: it is named, and the verdict is that it is unknown', () => {
  const unread = ['document "x" of paris-2: an HTML page (500)', 'the lists: no answer']
  const differences = { changes: 1, left: 2, summary: '1 change in 1 commit, 2 differences left as found' }
  const nodes = [node('paris-1', { differences: 1 }), node('paris-2', { left: 2 })]
  const found = health({ unread, differences, nodes })
  expect(verdictOn(found)).toMatchObject({ exitCode: EXIT.unreachable, words: expect.stringContaining('2 parts') })
  const text = statusText(found, plain, { all: false })
  expect(text).toMatch(/not read +document "x" of paris-2: an HTML page \(500\); and 1 more\n/)
  expect(text).toMatch(/paris-1 +~ 1 difference from the YAML/)
  expect(text).toMatch(/paris-2 +~ 2 left as found/)
  const schema: object = JSON.parse(readFileSync('schema/output/status.schema.json', 'utf8'))
  const validate = new Ajv({ strict: false }).compile(schema)
  expect(validate(JSON.parse(statusJson([found]))), JSON.stringify(validate.errors)).toBe(true)
})

test('no reason is cut off: what a line has no room for goes on below', () => {
  const why = `nobody answers: connect ECONNREFUSED 192.0.2.4:4712 ${'and so on '.repeat(12)}to the end`
  const text = statusText(health({ nodes: [node('paris-1'), node('paris-2', { answers: false, why })] }), plain, {
    all: false,
  })
  expect(text.replaceAll(/\s+/g, ' ').replace(' clock ok, 12.2.15-51390', '')).toContain(`does not answer: ${why}`)
  expect(text.split('\n').every((line) => line.length <= plain.columns)).toBe(true)
})

test('a node that answers with an error is not said to give no answer', () => {
  const why = 'refused (503)'
  const nodes = [node('paris-1'), node('paris-2', { answers: false, amiss: true, sync: 'not shown', why })]
  const text = statusText(health({ nodes }), plain, { all: false })
  expect(text).toMatch(/^\S+ +1 node does not answer correctly\n/)
  expect(text).toMatch(/paris-2 +✗ does not answer correctly: refused\s/)
  const silent = node('paris-3', { answers: false, sync: 'not shown' })
  expect(verdictOn(health({ nodes: [...nodes, silent] })).words).toBe('2 nodes do not answer')
})

test('a lease that ran out is told with whose it was, in the status and by doctor', () => {
  const lapsed = { by: 'op@jump', why: 'apply', since: '2027-01-15T01:50:00.000Z', until: '2027-01-15T01:58:00.000Z' }
  const found = health({ lapsed })
  const words = /that of op@jump \(apply\) expired at 2027-01-15 01:58:00 UTC and was not released/
  expect(statusText(found, plain, { all: false }).replaceAll(/\s+/g, ' ')).toMatch(words)
  const diagnosis = { findings: [], lines: 0, unknown: [], lease: leaseText(found) }
  expect(diagnosisText(diagnosis, plain).replaceAll(/\s+/g, ' ')).toMatch(words)
  const lock = { by: 'bob@jump', why: 'watch', since: lapsed.since, until: lapsed.until }
  expect(leaseText({ lock })).toBe(
    'by bob@jump (watch) since 2027-01-15 01:50:00 UTC, until 2027-01-15 01:58:00 UTC unless extended',
  )
  expect(leaseText({})).toBe('nobody holds the lease')
  const schema: object = JSON.parse(readFileSync('schema/output/status.schema.json', 'utf8'))
  const validate = new Ajv({ strict: false }).compile(schema)
  expect(validate(JSON.parse(statusJson([found]))), JSON.stringify(validate.errors)).toBe(true)
})

test('a login that was never answered is told as text and as data, with what it means', () => {
  const unansweredLogins = [{ node: 'paris-1', user: 'pader-writer', at: '2027-01-15T01:58:00.000Z' }]
  const text = statusText(health({ unansweredLogins }), plain, { all: false })
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    'login of "pader-writer" at paris-1, sent 2027-01-15 01:58:00 UTC, never answered: a session of Pader may be open there',
  )
  expect(JSON.parse(statusJson([health({ unansweredLogins })]))).toMatchObject({ clusters: [{ unansweredLogins }] })
  expect(statusText(health(), plain, { all: false })).not.toContain('never answered')
})

const broken: readonly (readonly [string, Partial<ClusterHealth>, number, number])[] = [
  ['nothing', {}, EXIT.ok, 0],
  ['a node behind', { nodes: [node('paris-1'), node('paris-2', { sync: 'behind' })] }, EXIT.partial, 2],
  ['a silent node', { nodes: [node('paris-1', { answers: false, sync: 'not shown' })] }, EXIT.unreachable, 2],
  ['a difference', { differences: { changes: 1, left: 0, summary: '1 change' } }, EXIT.changes, 1],
  ['a step by hand', { waiting: [{ step: 'add-x', what: 'add x' }] }, EXIT.waiting, 1],
  ['a node that was not asked', { nodes: [node('paris-1', { sync: 'not shown' })] }, EXIT.unreachable, 1],
  ['nobody may be asked', { asksNodes: false, nodes: [node('paris-1', { sync: 'not shown' })] }, EXIT.ok, 0],
  [
    'no way in',
    { trouble: { kind: 'unreachable', message: 'm', remedy: 'r' }, nodes: [node('paris-1', { sync: 'not shown' })] },
    EXIT.unreachable,
    3,
  ],
  ['somebody logged on', { trouble: { kind: 'attached elsewhere', message: 'm', remedy: 'r' } }, EXIT.locked, 1],
]

describe('the performance data of a monitoring plug-in', () => {
  const figures = (more: Partial<ClusterHealth>): string =>
    nagiosReport([health(more)])
      .output.split(' | ')[1]!
      .trim()

  test('counts the nodes by what they showed; those out of service alarm nobody', () => {
    const outOfService = { ticket: 'CHG-1', expires: '2027-02-01' }
    const nodes = [
      node('paris-1'),
      node('paris-2', { sync: 'behind' }),
      node('paris-3', { sync: 'behind', outOfService }),
      node('paris-4', { answers: false, sync: 'not shown' }),
      node('paris-5', { answers: false, sync: 'not shown', outOfService }),
    ]
    const differences = { changes: 3, left: 2, summary: 's' }
    expect(figures({ nodes, differences })).toBe(
      'emea_nodes=5 emea_in_sync=1 emea_behind=1 emea_silent=1 emea_differences=3',
    )
  })

  test('tells in seconds how long ago every node was shown to hold one storage', () => {
    expect(figures({ provedAt: '2027-01-15T00:58:29.600Z' })).toMatch(/ emea_proved_age=3690s$/)
    expect(figures({ provedAt: '2027-01-15T02:00:00.000Z' })).toMatch(/ emea_proved_age=0s$/)
  })

  test('tells no age before the first proof, and none of one that a clock which was ahead has written', () => {
    expect(figures({})).not.toContain('age')
    expect(figures({ provedAt: '2027-01-15T02:00:05.000Z' })).not.toContain('age')
  })
})

describe('the status of a cluster', () => {
  test.each(broken)('%s: exit code and state of a monitoring plug-in', (_, more, exitCode, nagios) => {
    const one = health(more)
    expect(verdictOn(one).exitCode).toBe(exitCode)
    const report = nagiosReport([one])
    expect(report.exitCode).toBe(nagios)
    expect(report.output).toMatch(/^PADER (OK|WARNING|CRITICAL|UNKNOWN) - [^|\n]+\| [^|\n]+\n$/)
  })

  test('only what was shown by every node is called in sync', () => {
    for (const [what, more] of broken) {
      const said = verdictOn(health(more)).words
      expect(said.startsWith('in sync'), what).toBe(what === 'nothing')
    }
  })

  test('of several clusters the one that needs a person most decides, whatever their order', () => {
    expect(worstOf([EXIT.ok, EXIT.changes, EXIT.partial])).toBe(EXIT.partial)
    expect(worstOf([EXIT.partial, EXIT.changes, EXIT.ok])).toBe(EXIT.partial)
    expect(worstOf([])).toBe(EXIT.ok)
    expect(new Set(URGENCY)).toEqual(new Set(Object.values(EXIT)))
    for (const code of URGENCY) expect(worstOf([EXIT.ok, code, EXIT.ok])).toBe(code)
    const page = readFileSync('docs/operate.md', 'utf8').replaceAll(/\s+/g, ' ')
    expect(page).toContain(`exit code of the first of these: ${URGENCY.join(', ')}.`)
    expect(nagiosReport([health(broken[7]![1]), health(broken[1]![1])]).exitCode).toBe(2)
  })

  test('two hundred nodes fit a screen, those that need somebody first', async () => {
    const sites = ['paris', 'tokyo', 'newyork', 'lima', 'oslo']
    const nodes = sites.flatMap((site) => Array.from({ length: 40 }, (_, index) => node(`${site}-${index + 1}`)))
    nodes[57] = node('tokyo-18', { sync: 'behind', differences: 2 })
    nodes[3] = node('paris-4', { answers: false, sync: 'not shown', why: 'nobody answers: ECONNREFUSED 10.0.0.4' })
    nodes[190] = node('oslo-31', { differences: 3, skew: { seconds: 75, uncertainty: 0.5 } })
    const text = statusText(health({ nodes, provedAt: '2027-01-14T23:58:00.000Z' }), plain, { all: false })
    expect(text.split('\n').length).toBeLessThanOrEqual(24)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    await expect(text).toMatchFileSnapshot('golden/status-200-nodes.txt')
    expect(statusText(health({ nodes }), plain, { all: true }).split('\n').length).toBeGreaterThan(200)
  })

  test('however many nodes are in trouble, the screen ends', () => {
    const nodes = Array.from({ length: 200 }, (_, index) => node(`paris-${index}`, { sync: 'behind' }))
    const text = statusText(health({ nodes }), plain, { all: false })
    expect(text.split('\n').length).toBeLessThanOrEqual(24)
    expect(text).toContain('and 186 more that need attention')
  })

  test('a name that would obey the terminal is shown and not obeyed', () => {
    const text = statusText(health({ nodes: [node('paris-1\u001b[2J')] }), plain, { all: false })
    expect(text).not.toContain('\u001b')
  })

  test.each(broken)('%s: the JSON is what its published schema says', (_, more) => {
    const validate = new Ajv({ strict: true }).compile(
      JSON.parse(readFileSync('schema/output/status.schema.json', 'utf8')),
    )
    const finding = {
      code: 'CM-SYN-001',
      severity: 'error' as const,
      what: 'w',
      cause: 'c',
      confidence: 'possible' as const,
      remedy: ['r'],
      count: 1,
      example: { log: 'l', line: 1 },
    }
    const full = health({
      hold: { by: 'op', why: 'upgrade', until: '2027-01-16T00:00:00.000Z' },
      lock: { by: 'op', why: 'apply', until: '2027-01-16T00:00:00.000Z' },
      watch: { by: 'op, process 1', since: '2027-01-15T00:00:00.000Z', until: '2027-01-16T00:00:00.000Z' },
      lastRun: { at: '2027-01-15T00:00:00.000Z', by: 'op', command: 'apply', commits: 2, outcome: 'in sync' },
      applied: { at: '2027-01-15T00:00:00.000Z', commit: 'a1' },
      findings: [finding],
      ...more,
    })
    expect(validate(JSON.parse(statusJson([full]))), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...JSON.parse(statusJson([full])), formatVersion: 2 })).toBe(false)
  })
})

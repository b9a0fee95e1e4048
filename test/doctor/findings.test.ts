import { describe, expect, test } from 'vitest'
import type { AuditRecord, Evidence, FailedRequest } from '../../src/doctor/evidence.ts'
import { auditFindings } from '../../src/doctor/findings/audit.ts'
import { clockFindings } from '../../src/doctor/findings/clocks.ts'
import { connectionFindings } from '../../src/doctor/findings/connection.ts'
import { locationFindings } from '../../src/doctor/findings/location.ts'
import { sharedDataFindings } from '../../src/doctor/findings/shared-data.ts'
import { statementFindings } from '../../src/doctor/findings/statements.ts'
import type { Site } from '../../src/doctor/site.ts'
import { groupName, nodeName } from '../../src/model/names.ts'
import { known, unknown } from '../../src/model/observed.ts'
import { graphOf } from '../../src/topology/graph.ts'

const place = { log: 'a.log', line: 1 }
const nodes = [
  { name: 'tokyo-1', groups: ['tokyo', 'transit'], runtimeGroup: 'asia' },
  { name: 'tokyo-2', groups: ['tokyo'], runtimeGroup: 'asia' },
  { name: 'paris-1', groups: ['paris', 'transit'], runtimeGroup: 'emea' },
  { name: 'paris-2', groups: ['paris'], runtimeGroup: 'emea' },
  { name: 'lima-1', groups: ['alone'], runtimeGroup: 'latam' },
]
const site: Site = {
  version: '12.2.15',
  graph: graphOf(nodes.map(({ name, groups }) => ({ name: nodeName(name), groups: groups.map(groupName) }))),
  byUuid: new Map(
    nodes.map(({ name, groups, runtimeGroup }) => [
      name,
      {
        name: nodeName(name),
        location: name.replace(/-\d$/, ''),
        runtimeGroup,
        isTransit: groups.includes('transit'),
      },
    ]),
  ),
}

const failed = (writer: string, peer: string, why: FailedRequest['why'] = 'no route'): FailedRequest => ({
  kind: 'failed request',
  place,
  at: 0,
  writer,
  peer: { uuid: peer, hostname: peer },
  message: 'co_distribute_init_subscription',
  why,
  text: '',
})

describe('clocks', () => {
  const clock = (node: string, seconds: number, tolerance?: number) => ({
    node,
    skew: known({ seconds, uncertainty: 1 }),
    ...(tolerance === undefined ? {} : { tolerance }),
  })
  const found = (...clocks: Parameters<typeof clockFindings>[0]) => clockFindings(clocks, '12.2')

  test('where the YAML says what is tolerated, more than that is certain to be refused', () => {
    const all = [clock('a', 0, 30), clock('b', 0, 30), clock('c', 31, 30), clock('d', -33, 30)]
    expect(found(...all)).toMatchObject([
      {
        code: 'CM-TIME-005',
        severity: 'error',
        confidence: 'certain',
        what: 'the clock of "d" differs by 32 seconds from most nodes',
        cause: expect.stringContaining('more than the 30 seconds') as string,
        count: 1,
        example: { log: 'request to d', line: 1 },
      },
    ])
  })

  test('where it does not, a minute is worth a warning', () => {
    const all = [clock('a', 0), clock('b', 0), clock('c', 61), clock('d', 62)]
    expect(found(...all.slice(0, 3))).toEqual([])
    expect(found(...all, clock('e', 0))).toMatchObject([
      {
        what: 'the clock of "d" differs by 61 seconds from most nodes',
        severity: 'warning',
        confidence: 'likely',
        cause: expect.stringContaining('is not in the YAML') as string,
      },
    ])
  })

  test('beyond what NTP corrects each clock is wrong by itself, however many are', () => {
    const all = [clock('a', 1002), clock('b', 1002), clock('c', 1001)]
    expect(found(...all).map(({ code, what }) => [code, what])).toEqual([
      ['CM-TIME-006', 'the clock of "a" is 1002 seconds off'],
      ['CM-TIME-006', 'the clock of "b" is 1002 seconds off'],
    ])
  })

  test('those that are not known are one finding, however many', () => {
    const silent = (count: number) =>
      found(...Array.from({ length: count }, (_, at) => ({ node: `n${at}`, skew: unknown(`no answer of ${at}`) })))
    expect(silent(0)).toEqual([])
    expect(silent(1)).toMatchObject([{ what: 'the clock of "n0" is not known', cause: 'no answer of 0', count: 1 }])
    expect(silent(2)).toMatchObject([
      { what: 'the clocks of "n0", "n1" are not known', cause: 'n0: no answer of 0', count: 2 },
    ])
    expect(silent(5)[0]?.what).toBe('the clocks of "n0", "n1", "n2", "n3", "n4" are not known')
    expect(silent(7)[0]?.what).toBe('the clocks of "n0", "n1", "n2", "n3", "n4" and 2 more are not known')
  })
})

describe('what the product says in plain words', () => {
  const rejected: Evidence = { kind: 'rejection', place, isPathMatrix: false, text: '' }
  const audit = (action: string): AuditRecord => ({
    kind: 'audit',
    place,
    user: 'ann',
    action,
    object: 'Rules',
    id: '',
    appliance: 'a',
  })
  const attached = (holder?: string): Evidence => ({
    kind: 'attached elsewhere',
    place,
    ...(holder === undefined ? {} : { holder }),
  })
  const found = (...evidence: readonly Evidence[]) => statementFindings(evidence, site)

  test('a save that is refused after an import is likely to be a conflict with what is there', () => {
    expect(found(rejected)).toMatchObject([{ code: 'CM-SYN-009', confidence: 'possible' }])
    expect(found(rejected, audit('MODIFIED_LIST'))).toMatchObject([{ confidence: 'possible' }])
    expect(found(audit('MODIFIED_LIST'), audit('IMPORTED_CONTENT'), rejected)).toMatchObject([
      { confidence: 'likely', cause: expect.stringContaining('an imported rule set can conflict') as string },
    ])
  })

  test('a session at one node is in the way, and at two it is a cluster that has split', () => {
    expect(found(attached('tokyo-1'), attached('tokyo-1'))).toMatchObject([
      {
        code: 'CM-GUI-004',
        what: 'a session is open at "tokyo-1" (tokyo)',
        cause: expect.stringContaining('one node of a cluster can be attached at a time') as string,
        remedy: ['use "tokyo-1" (tokyo) for the work, or log off there'],
        count: 2,
      },
    ])
    expect(found(attached())).toMatchObject([
      {
        what: 'a session is open at another node',
        remedy: ['use the link in the message for the work, or log off there'],
      },
    ])
    expect(found(attached('tokyo-1'), attached('paris-1'))).toMatchObject([
      {
        code: 'CM-SYN-013',
        what: 'a session is open at "tokyo-1" (tokyo) and "paris-1" (paris)',
        cause: expect.stringContaining('the cluster has split') as string,
        remedy: [expect.stringContaining('pader hold')],
      },
    ])
  })

  test('each thing that the dashboard says is a finding, and only what it says', () => {
    const says = (what: 'default authority' | 'shared data' | 'licence'): Evidence => ({
      kind: 'alert',
      place,
      says: what,
    })
    const codes = (...evidence: readonly Evidence[]) => found(...evidence).map(({ code, count }) => [code, count])
    expect(codes(says('licence'))).toEqual([['CM-UPD-016', 1]])
    expect(codes(says('default authority'), says('default authority'))).toEqual([['CM-CA-001', 2]])
    expect(codes(says('shared data'))).toEqual([['CM-SYN-005', 1]])
  })
})

describe('an audit log', () => {
  const record = (user: string, action: string, object: string): AuditRecord => ({
    kind: 'audit',
    place,
    user,
    action,
    object,
    id: '',
    appliance: 'a',
  })

  test('names five of the things that others changed, each once, and counts the rest', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F']
    const changed = (count: number) =>
      auditFindings(
        names.slice(0, count).flatMap((name) => [record('ann', 'MODIFIED', name), record('bob', 'MODIFIED', name)]),
        new Set(['pader']),
      )[0]?.what
    expect(changed(5)).toBe('changed outside Pader by "ann", "bob": "A", "B", "C", "D", "E"')
    expect(changed(6)).toBe('changed outside Pader by "ann", "bob": "A", "B", "C", "D", "E" and 1 more')
    const nameless = auditFindings([record('ann', 'RESTORE_SUCCEEDED', '')], new Set(['pader']))
    expect(nameless[0]?.what).toBe('changed outside Pader by "ann": RESTORE_SUCCEEDED')
  })

  test('where no account of Pader is known nobody is another, and what is grave is still told', () => {
    const records = [record('ann', 'MODIFIED', 'A'), record('ann', 'SAVING_FAILED', '')]
    expect(auditFindings(records, new Set()).map(({ what }) => what)).toEqual(['a save failed: by "ann"'])
  })
})

describe('requests between nodes that failed', () => {
  test('one witness may be the one that is off, several agree', () => {
    const skewed = (...writers: readonly string[]) =>
      connectionFindings(
        writers.map((writer) => failed(writer, 'tokyo-2', 'time difference')),
        site,
      )
    expect(skewed('tokyo-1')).toMatchObject([
      { confidence: 'possible', cause: expect.stringContaining('one other node says so; it may be the one') as string },
    ])
    expect(skewed('tokyo-1', 'paris-1')).toMatchObject([
      { confidence: 'likely', cause: expect.stringContaining('2 other nodes say so') as string },
    ])
  })

  test('what the product says itself is certain, and what nobody knows stays possible, however many say it', () => {
    const confidence = (why: FailedRequest['why']) =>
      connectionFindings([failed('tokyo-1', 'tokyo-2', why), failed('paris-1', 'tokyo-2', why)], site)[0]?.confidence
    expect((['certificate', 'no listener', 'not known', 'refused'] as const).map(confidence)).toEqual([
      'certain',
      'certain',
      'possible',
      'likely',
    ])
  })

  test('each reason is a finding of its own', () => {
    const lines = [failed('tokyo-1', 'tokyo-2', 'refused'), failed('tokyo-1', 'tokyo-2', 'time difference')]
    expect(connectionFindings(lines, site).map(({ code, count }) => [code, count])).toEqual([
      ['CM-SYN-004', 1],
      ['CM-TIME-005', 1],
    ])
  })

  test('the way between the two is told: a group that they share, relays, or that there is none', () => {
    const cause = (writer: string, peer: string) => connectionFindings([failed(writer, peer)], site)[0]?.cause
    expect(cause('tokyo-1', 'tokyo-2')).toMatch(/; "tokyo-1" and "tokyo-2" share tokyo$/)
    expect(cause('tokyo-2', 'paris-1')).toMatch(
      /; messages from "tokyo-2" go over "tokyo-1"; all of it depends on "tokyo-1"$/,
    )
    expect(cause('tokyo-1', 'lima-1')).toMatch(
      /; the network groups have no way from "tokyo-1" to "lima-1" \(CM-NET-002\)$/,
    )
    expect(cause('a stranger', 'lima-1')).toMatch(/one other node says so$/)
  })

  test('what a request through the line between two locations met is about the line only where several nodes of both met it', () => {
    const explained = (...lines: readonly FailedRequest[]) => locationFindings(lines, site).explained.size
    const [one, other] = [failed('tokyo-1', 'paris-1'), failed('paris-2', 'tokyo-2', 'handshake')]
    expect(explained(one, other)).toBe(2)
    expect(explained(one)).toBe(0)
    expect(explained(one, failed('tokyo-2', 'paris-1'))).toBe(0)
    // A node that is refused is there.
    expect(explained(one, failed('paris-2', 'tokyo-2', 'refused'))).toBe(0)
    // Who does not reach the nodes beside it either has another trouble.
    expect(explained(one, other, failed('paris-1', 'paris-2'))).toBe(0)
    expect(explained(one, other, failed('lima-1', 'a stranger'))).toBe(2)
  })
})

test('data that often does not arrive asks for smaller groups, with the size of the one that it is', () => {
  const lines = Array.from({ length: 40 }, (_, minute) => ({ ...failed('tokyo-1', 'tokyo-2'), at: minute * 60_000 }))
  const found = (peer: string) =>
    sharedDataFindings(
      lines.map((line) => ({ ...line, peer: { uuid: peer, hostname: peer } })),
      { ends: new Map([[place.log, 10 * 3_600_000]]) },
      site,
    )
  expect(found('tokyo-2')).toMatchObject([
    { code: 'CM-SYN-006', cause: '40 failures an hour or more; its runtime group "asia" has 2 nodes' },
  ])
  expect(found('a stranger')).toMatchObject([{ cause: '40 failures an hour or more' }])
})

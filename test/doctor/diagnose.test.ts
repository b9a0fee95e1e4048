import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/doctor/diagnose.ts'
import { clockFindings } from '../../src/doctor/findings/clocks.ts'
import { readLogs } from '../../src/doctor/log/read-logs.ts'
import { unknownSite, type Site } from '../../src/doctor/site.ts'
import { groupName, nodeName } from '../../src/model/names.ts'
import { known, unknown } from '../../src/model/observed.ts'
import { plain } from '../../src/report/appearance.ts'
import { diagnosisText } from '../../src/report/doctor/text.ts'
import { graphOf } from '../../src/topology/graph.ts'

const T1 = 'A0000000-0000-0000-0000-000000000001'
const T2 = 'A0000000-0000-0000-0000-000000000002'
const N1 = 'B0000000-0000-0000-0000-000000000001'
const N2 = 'B0000000-0000-0000-0000-000000000002'
const nodes = [
  { uuid: T1, name: 'tokyo-1', location: 'tokyo', groups: ['tokyo', 'transit'] },
  { uuid: T2, name: 'tokyo-2', location: 'tokyo', groups: ['tokyo'] },
  { uuid: N1, name: 'newyork-1', location: 'newyork', groups: ['newyork', 'transit'] },
  { uuid: N2, name: 'newyork-2', location: 'newyork', groups: ['newyork'] },
]
const site: Site = {
  version: '12.2.15',
  graph: graphOf(nodes.map(({ name, groups }) => ({ name: nodeName(name), groups: groups.map(groupName) }))),
  byUuid: new Map(
    nodes.map(({ uuid, name, location, groups }) => [
      uuid,
      { name: nodeName(name), location, runtimeGroup: 'all', isTransit: groups.includes('transit') },
    ]),
  ),
}

const time = (minute: number): string => {
  const [day, clock] = new Date(Date.UTC(2026, 8, 1, 8, minute)).toISOString().replace('Z', '').split('T')
  return `${day} ${clock} +00:00`
}
const failure = (peer: string, error: string, minute = 0, message = 'co_distribute_init_subscription'): string =>
  `[${time(minute)}] [Coordinator] [NodeRequestFailed] Message '<${message}>' on node ${peer} (some-host) failed with error '${error}'.`
const connect = (errno: number, text: string, message = 'co_distribute_init_subscription'): string =>
  `(301 - 'cannot connect') - "${message}: failure 'errno: ${errno} - '${text}'' while sending request - last action: connect"`
const noRoute = connect(113, 'No route to host')
const skewed = "(405 - 'time difference too high')"
const log = (writer: string, ...lines: string[]) => ({ name: `log of ${writer}`, writer, text: lines.join('\n') })
const codesAndWords = (...logs: ReturnType<typeof log>[]) =>
  diagnose(readLogs(logs), site).map(({ code, what }) => [code, what])

describe('each documented error has its cause', () => {
  test.each([
    ['a time difference', failure(T2, skewed), 'CM-TIME-005', '"tokyo-2" (tokyo) differs'],
    ['no route', failure(T2, noRoute), 'CM-SYN-004', 'no route to "tokyo-2"'],
    ['a refusal', failure(T2, connect(111, 'Connection refused')), 'CM-SYN-004', 'refuses connections'],
    ['a handshake', failure(T2, connect(107, 'Transport endpoint is not connected')), 'CM-SYN-004', 'handshake'],
    ['an error of no known kind', failure(T2, "(999 - 'odd')"), 'CM-SYN-004', 'not known here'],
    [
      'no listener',
      'Add appliance failed: cannot add node because local node has no running listener available',
      'CM-IP-001',
      'no listener',
    ],
    [
      'a refusal while adding',
      "co_distribute_add_cluster_node: failure 'errno: 111 - 'Connection refused' while sending request - last action: connect",
      'CM-SYN-004',
      'refuses connections',
    ],
    [
      'another authority',
      'Add appliance failed: co_distribute_add_cluster_node: ssl failure on message socket 14 while sending request - last action: certificate verification.',
      'CM-SYN-008',
      'certificate',
    ],
    [
      'groups that do not connect',
      `[${time(0)}] [Coordinator] [StorageConfigurationRejectedLocal] Configuration rejected with 'checking new settings failed - Invalid node path matrix / unreachable nodes'.`,
      'CM-SYN-007',
      'do not connect all nodes',
    ],
    [
      'a save that is refused',
      `[${time(0)}] [Coordinator] [StorageConfigurationRejectedLocal] Configuration rejected: clash`,
      'CM-SYN-009',
      'refused when they were saved',
    ],
    [
      'an attachment',
      `could not attach tomcat to node ${T1} because there is already a tomcat attached at node ${N1}`,
      'CM-GUI-004',
      'open at "newyork-1" (newyork)',
    ],
    [
      'the screen of an attachment',
      [
        'Another tomcat is already attached to this cluster',
        'Please log on to that one.',
        'Overall Status "STATUS_ERROR":generic error',
        `Node "${T1}" reports STATUS_ERROR_GUI_ATTACH:`,
        `could not attach tomcat to node ${T1} because there is already a tomcat attached at node ${N1}`,
        'Please try to reattach to: https://newyork-1',
      ].join('\n'),
      'CM-GUI-004',
      'open at "newyork-1" (newyork)',
    ],
    ['the shipped authority', 'The Central Management Currently uses the default CA', 'CM-CA-001', 'shipped with'],
  ])('%s', (_name, line, code, words) => {
    expect(codesAndWords(log(T1, line))).toEqual([[code, expect.stringContaining(words)]])
    expect(readLogs([log(T1, line)]).unknown).toEqual([])
  })
})

test('typographic quotes and dashes mean the same', () => {
  const plain = failure(T2, noRoute)
  const printed = plain.replaceAll(" - '", ' – ‘').replaceAll("'", '’').replaceAll(' "', ' “')
  expect(printed).not.toBe(plain)
  expect(codesAndWords(log(T1, printed))).toEqual(codesAndWords(log(T1, plain)))
})

describe('whom to suspect', () => {
  test('a peer that several nodes complain about', () => {
    const logs = [T1, N1, N2].map((writer) => log(writer, failure(T2, skewed)))
    const [finding, ...others] = diagnose(readLogs(logs), site)
    expect(others).toEqual([])
    expect(finding).toMatchObject({ what: expect.stringContaining('tokyo-2'), confidence: 'likely', count: 3 })
    expect(finding?.remedy).toContain('$ service ntpdate start')
  })

  test('a node that complains about all others', () => {
    const own = log(T2, ...[T1, N1, N2].map((peer) => failure(peer, skewed)))
    expect(codesAndWords(own)).toEqual([['CM-TIME-005', expect.stringContaining('tokyo-2')]])
  })

  test('two locations that lost each other', () => {
    const logs = [log(T1, failure(N1, noRoute), failure(N2, noRoute)), log(T2, failure(N1, noRoute))]
    logs.push(log(N1, failure(T1, noRoute)))
    expect(codesAndWords(...logs)).toEqual([['CM-SYN-004', '"newyork" and "tokyo" do not reach each other']])
  })

  test('a way that depends on single nodes is named', () => {
    const [finding] = diagnose(readLogs([log(T2, failure(N2, noRoute))]), site)
    expect(finding?.cause).toContain('go over "tokyo-1", "newyork-1"; all of it depends on "tokyo-1", "newyork-1"')
  })
})

describe('runtime data that was not shared', () => {
  const message = 'co_distribute_shared_data_raw'
  const error = connect(107, 'Transport endpoint is not connected', message)
  const every = (minutes: number[]) => minutes.map((minute) => failure(T2, error, minute, message))
  const severities = (...lines: string[]) =>
    diagnose(readLogs([log(T1, ...lines)]), site).map(({ code, severity }) => [code, severity])

  test('is noise when it stops', () => {
    expect(severities(...every([0]), failure(N2, noRoute, 300))).toContainEqual(['CM-SYN-005', 'info'])
  })
  test('is trouble when it goes on', () => {
    expect(severities(...every([0, 60, 120]))).toEqual([['CM-SYN-005', 'warning']])
  })
  test('is trouble from half an hour on, told with how long it lasted', () => {
    expect(severities(...every([0, 29]))).toEqual([['CM-SYN-005', 'info']])
    expect(severities(...every([10, 40]))).toEqual([['CM-SYN-005', 'warning']])
    const [finding] = diagnose(readLogs([log(T1, ...every([45, 10]))]), site)
    expect(finding?.what).toContain('has not reached "tokyo-2" (tokyo) for 35 minutes')
  })
  test('goes on where the log ends ten minutes later at most', () => {
    expect(severities(...every([0, 60]), 'x', failure(N2, noRoute, 70))).toContainEqual(['CM-SYN-005', 'warning'])
    expect(severities(...every([0, 60]), 'x', failure(N2, noRoute, 71))).toContainEqual(['CM-SYN-005', 'info'])
  })
  test('is frequent from forty an hour on, and not because they are many in a long time', () => {
    const spread = (count: number, apart: number) => every(Array.from({ length: count }, (_, index) => index * apart))
    const later = failure(N2, noRoute, 1000)
    expect(severities(...spread(39, 1), later)).toContainEqual(['CM-SYN-005', 'info'])
    expect(severities(...spread(40, 1), later)).toContainEqual(['CM-SYN-006', 'info'])
    expect(severities(...spread(81, 1.5), later)).toContainEqual(['CM-SYN-006', 'info'])
    expect(severities(...spread(81, 2), later)).toContainEqual(['CM-SYN-005', 'info'])
  })
  test('asks for smaller groups when it is frequent', () => {
    const often = every(Array.from({ length: 50 }, (_, index) => index))
    expect(severities(...often, failure(N2, noRoute, 300))).toContainEqual(['CM-SYN-006', 'info'])
  })
})

describe('over what time something was seen', () => {
  const seen = (...lines: string[]): string[] => {
    const read = readLogs([log(T1, ...lines)])
    const text = diagnosisText({ findings: diagnose(read, site), ...read }, plain)
    return [...text.matchAll(/^ {2}(seen .*\n?.*); for example/gm)].map(([, words]) => words!.replaceAll(/\s+/g, ' '))
  }

  test('is from the first of the lines to the last, whatever their order', () => {
    expect(seen(failure(T2, skewed, 30), failure(T2, skewed, 5), failure(T2, skewed, 90))).toEqual([
      'seen 3 times, 2026-09-01 08:05:00 to 2026-09-01 09:30:00',
    ])
  })

  test('is a moment where all were seen at once', () => {
    expect(seen(failure(T2, skewed, 5))).toEqual(['seen once, 2026-09-01 08:05:00'])
    expect(seen(failure(T2, skewed, 5), failure(T2, skewed, 5))).toEqual(['seen 2 times, 2026-09-01 08:05:00'])
  })

  test('is not told of lines that have no time', () => {
    const line = 'Add appliance failed: cannot add node because local node has no running listener available'
    expect(seen(line)).toEqual(['seen once'])
    expect(seen(line, line)).toEqual(['seen 2 times'])
  })
})

describe('an audit log', () => {
  const block = (user: string, action: string): string =>
    [
      '_'.repeat(40),
      'Timestamp  : 18/Sep/2026:09:36:38.487 +0700  ',
      `User       : ${user}`,
      `Action     : ${action}`,
      'Source Name: Allowed servers',
      'Appliance  : MWG-FRA-01',
      'Details:',
      '   Entry   : 192.0.2.95',
      '   Position: 83',
      '',
    ].join('\n')
  const found = (text: string, robots: readonly string[]) =>
    diagnose(readLogs([{ name: 'audit.log', text }]), site, new Set(robots)).map(({ code, what }) => [code, what])

  test('tells the changes of others from those of the robot', () => {
    const text = block('pader', 'MODIFIED_LIST') + block('ann', 'DELETED_CONTENT') + block('ann', 'USER_LOGIN')
    expect(found(text, ['pader'])).toEqual([['CM-SYN-010', 'changed outside Pader by "ann": "Allowed servers"']])
    expect(readLogs([{ name: 'audit.log', text }]).evidence[0]).toMatchObject({
      at: Date.UTC(2026, 8, 18, 2, 36, 38, 487),
    })
    expect(readLogs([{ name: 'audit.log', text }]).unknown).toEqual([])
  })

  test('shows what a person should look at', () => {
    const grave = ['SAVING_FAILED', 'RESTORE_FAILED', 'DATE_CHANGED', 'EXPORT_PRIVATE_KEY']
    const codes = found(grave.map((action) => block('ann', action)).join(''), ['ann']).map(([code]) => code)
    expect(codes).toEqual(grave.map(() => 'CM-SYN-009'))
  })
})

test('no line is lost: each is evidence or counted as unknown', () => {
  const line = fc.oneof(
    fc.constantFrom(failure(T2, skewed), failure(N1, noRoute), '[x] [Coordinator] [Other] something', '  at java.lang'),
    fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[\r\n_:]/g, '')),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const read = readLogs([log(T1, ...lines)])
      expect(read.evidence.length + read.unknown.length).toBe(read.lines)
    }),
  )
})

test('thousands of lines are a few findings', () => {
  const lines = Array.from({ length: 5000 }, (_, index) => failure(index % 2 === 0 ? T2 : N2, skewed, index % 60))
  const findings = diagnose(readLogs([log(N1, ...lines)]), site)
  expect(findings.length).toBeLessThan(3)
  expect(findings.reduce((sum, { count }) => sum + count, 0)).toBe(5000)
})

test('the commands fit the product version', () => {
  const remedy = (version?: string) =>
    diagnose(readLogs([log(T1, failure(T2, skewed))]), unknownSite(version))[0]?.remedy.filter((step) =>
      step.startsWith('$'),
    )
  expect(remedy('7.2.0')).toEqual(['$ ntpd -s'])
  expect(remedy('7.3')).toEqual(['$ service ntpd stop', '$ service ntpdate start', '$ service ntpd start'])
  expect(remedy('12.2.15')).toEqual(remedy('7.3'))
  expect(remedy()).toHaveLength(4)
})

test('clocks: off beyond the tolerance, beyond what NTP corrects, not known', () => {
  const clock = (node: string, seconds: number) => ({ node, tolerance: 120, skew: known({ seconds, uncertainty: 1 }) })
  const clocks = [clock('a', 0), clock('b', 5), clock('c', 180), clock('d', 1500), clock('e', 1)]
  const silent = { node: 'f', skew: unknown('nobody answers') }
  expect(clockFindings([...clocks, silent], '12.2').map(({ code, what }) => [code, what])).toEqual([
    ['CM-TIME-005', expect.stringContaining('"c"')],
    ['CM-TIME-006', expect.stringContaining('"d"')],
    ['CM-TIME-008', expect.stringContaining('"f"')],
  ])
  const failed = { isAnswered: false, detail: 'connect EPERM', remedy: 'see its firewall' }
  const [found] = clockFindings([{ node: 'f', skew: unknown('nobody was asked: connect EPERM', failed) }], '12.2')
  expect(found?.remedy).toEqual(['see its firewall'])
})

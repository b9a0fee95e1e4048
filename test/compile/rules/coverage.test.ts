import { expect, test } from 'vitest'
import { catalogue } from '../../../src/compile/rules/catalogue.ts'
import { buildExample } from '../support.ts'

/** What the best-practice document (BP) says that can be checked, and the rules that check it. */
const COVERAGE: readonly (readonly [statement: string, rules: string])[] = [
  ['a cluster joins two appliances or more', 'MEM-001'],
  ['policy and accounts are shared, the Configuration tab is not', 'MEM-008 MEM-009 LOG-006'],
  ['saving reaches every node', 'SYN-002'],
  ['one backup holds the whole cluster', 'BAK-001 BAK-002'],
  ['no load balancing and no fail-over', 'MEM-012'],
  ['no master, one attached interface, one management node', 'GUI-001 GUI-002 GUI-003 GUI-004'],
  ['routes, and the port through firewalls', 'IP-011 IP-012'],
  ['clocks in sync, by NTP, or with the vendor’s server', 'TIME-001 TIME-002 TIME-004 TIME-005'],
  ['one version and one build', 'VER-001 VER-002 VER-004'],
  [
    'physical address, default port and the same one, kept up to date, not loopback',
    'IP-001 IP-002 IP-003 IP-004 IP-005 IP-006 IP-007 IP-010 IP-016',
  ],
  ['the conflict rule, and equal priorities', 'PRI-001 PRI-002 PRI-004 SYN-003'],
  [
    'a network group for each location, joined by a transit group',
    'NET-001 NET-002 NET-003 NET-004 NET-005 NET-006 NET-007 NET-008 NET-012',
  ],
  ['an update group for each location, not across the wide area network', 'UPD-002 UPD-003'],
  ['runtime groups follow the users', 'RT-002 RT-003 RT-004 RT-005 RT-006'],
  ['an added node is overwritten', 'MEM-004 MEM-005'],
  ['the interval check and who takes part in it', 'UPD-004 UPD-005 UPD-006 UPD-007 UPD-011'],
  ['which engines are updated', 'UPD-012'],
  ['the two-site and the large example', 'NET-005 NET-006 NET-010 NET-011'],
  ['ten nodes behind a transit node, else more of them and smaller groups', 'NET-009 NET-010'],
  ['in sync means one timestamp', 'SYN-001'],
  ['what the coordinator log says about time and connections', 'SYN-004 SYN-011 TIME-005'],
  ['why a node cannot be added', 'MEM-006 MEM-007 SYN-007 SYN-008 CA-002 CA-003'],
  ['clocks too far off, and the commands of each version', 'TIME-006 TIME-010'],
  ['upgrading takes the cluster apart', 'VER-007 VER-011'],
  ['region-specific policy', 'REG-001 REG-004 REG-005 REG-008'],
  ['one log configuration for all nodes', 'LOG-001'],
  ['errors about shared data', 'SYN-005 SYN-006 RT-003 RT-005'],
]

const entries = new Map(catalogue.map((entry) => [entry.head.code, entry]))

test('every statement is covered', () => {
  expect(COVERAGE).toHaveLength(27)
})

test.each(COVERAGE)('%s', (_, names) => {
  for (const name of names.split(' ')) {
    const entry = entries.get(`CM-${name}`)
    if (entry === undefined) throw new Error(`CM-${name} is not registered`)
    // A rule that is only registered says at which stage it will be asked; its page says so too.
    if (entry.rule === undefined) continue
    const found = buildExample(entry.rule, entry.rule.examples.invalid).diagnostics.map(({ code }) => code)
    expect(found).toContain(entry.head.code)
  }
})

test('what can be checked from network groups, listeners and updates alone is implemented, not only registered', () => {
  const named = COVERAGE.flatMap(([, names]) => names.split(' ')).map((name) => `CM-${name}`)
  const static_ = named.filter((code) => /NET|IP|UPD|TIME|VER|PRI|MEM|GUI|CA|BAK|SYN|ADV/.test(code))
  const implementable = static_.filter((code) => entries.get(code)?.head.stage === 'static')
  expect(implementable.length).toBeGreaterThan(40)
  expect(implementable.filter((code) => entries.get(code)?.rule === undefined)).toEqual([])
})

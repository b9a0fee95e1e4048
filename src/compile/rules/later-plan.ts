import type { RuleHead } from './head.ts'

/** The rules that need a plan: they compare what is wanted with what was seen, or judge the order of steps. */
export const planRules: readonly RuleHead[] = [
  ahead('CM-NET-004', 'error', 'Every step of a plan keeps the network groups connected', 'BP', [
    'the coordinator checks new settings before it accepts them, so a step in between that cuts nodes off is refused',
    'although the end state would be fine',
  ]),
  ahead('CM-NET-017', 'error', 'A node that is added shares a network group with a node of the cluster', 'BP', [
    'a node without a neighbour is refused when it is added',
  ]),
  ahead('CM-UPD-018', 'info', 'A manual engine update is planned inside the update window', 'PG715', [
    'an update that is started by hand reaches every appliance of the cluster, not only the one it was started on',
  ]),
  ahead('CM-IP-010', 'error', 'A plan that changes the address of an interface also changes the listener', 'BP', [
    'the listener keeps the old address when the interface gets a new one, and the other nodes lose this one',
  ]),
  ahead('CM-TIME-008', 'warning', 'Nothing is written while the clock of a node is unknown', 'BP', [
    'between equal priorities the newest change wins, and what is newest is said by the clocks of the nodes',
  ]),
  ahead('CM-VER-003', 'error', 'No policy is written while versions differ', 'BP', [
    'mixed versions in one cluster are never recommended, and a configuration of the newer one reaches the older one',
  ]),
  ahead('CM-VER-004', 'error', 'A node that joins has the version and the build of the cluster', 'BP', [
    'all appliances of a cluster run the same version and build',
  ]),
  ahead('CM-VER-007', 'warning', 'An upgrade takes the nodes out of the cluster, unless a rolling one is accepted', 'BP', [
    'the documented way makes each node stand-alone, upgrades it and joins it again; a rolling upgrade mixes versions',
  ]),
  ahead('CM-VER-008', 'error', 'An upgrade starts with a backup', 'BP', [
    'one backup holds the configuration of the whole cluster and is the way back',
  ]),
  ahead('CM-VER-009', 'warning', 'An upgrade takes one node at a time, without traffic', 'field', [
    'a node that restarts serves nobody, and two of them at once can be the whole location',
  ]),
  ahead('CM-VER-010', 'info', 'An upgrade takes the management node last', 'recalled', [
    'the management node starts the upgrade of the others; its restart ends the session that does it',
  ]),
  ahead('CM-VER-011', 'error', 'Nodes rejoin in an order that keeps the graph connected, from the node with the right policy', 'BP', [
    'the node that adds another one overwrites its policy',
  ]),
  ahead('CM-VER-012', 'warning', 'A node that is set back to a snapshot is isolated first', 'BP', [
    'it returns with old configuration, and by the rule for conflicts that can win over newer work',
  ]),
  ahead('CM-VER-013', 'warning', 'A node with a pinned repository is not upgraded from the user interface', 'field', [
    'a pinned repository offers one version only, whatever the user interface is asked for',
  ]),
  ahead('CM-PRI-004', 'error', 'A node that would win a conflict does not return with old configuration', 'BP', [
    'the lower priority value wins a conflict, so a stale node with the lowest value overwrites newer work',
  ]),
  ahead('CM-MEM-004', 'error', 'A step that adds a node names the node that gives the policy', 'BP', [
    'the added node is overwritten by the node that the administrator is attached to',
  ]),
  ahead('CM-MEM-005', 'error', 'A node with policy of its own is backed up before it is added', 'BP', [
    'its policy is overwritten when it is added',
  ]),
  ahead('CM-MEM-006', 'error', 'The node that adds another one has a running listener', 'BP', [
    'without one the new node could not talk back, and the step is refused',
  ]),
  ahead('CM-MEM-007', 'error', 'The listener of a node answers before the node is added', 'BP', [
    'a wrong address or a missing listener refuses the connection (errno 111)',
  ]),
  ahead('CM-MEM-016', 'error', 'Nothing names the UUID of a node that was replaced', 'field', [
    'new hardware has a new UUID; region selectors, jobs and the map of a backup still name the old one',
  ]),
  ahead('CM-GUI-003', 'error', 'Pader works through the management node, in one session', 'CSR', [
    'one node of a cluster can be attached at a time; a second session elsewhere is refused or locks people out',
  ]),
  ahead('CM-GUI-005', 'error', 'A session commits or discards, and logs off', 'R3', [
    'logging off drops what was not committed, and a session left open holds the attachment',
  ]),
  ahead('CM-CA-003', 'error', 'A node that joins gets the cluster authority first', 'CA', [
    'with another authority the TLS connection between the nodes fails at the certificate',
  ]),
  ahead('CM-CA-007', 'error', 'The cluster authority is made anew only while every node is reachable and in sync', 'CA', [
    'all nodes get new certificates; a node that misses them is locked out',
  ]),
  ahead('CM-BAK-003', 'warning', 'A backup is taken from a node that is in sync', 'BP', [
    'a backup holds what its node has; that of a stale node brings old configuration back',
  ]),
  ahead('CM-BAK-004', 'error', 'A backup is taken right before the first write', 'BP', [
    'one backup holds the configuration of every node, and nothing else can undo a change that went everywhere',
  ]),
  ahead('CM-BAK-005', 'error', 'A plan that restores a backup maps the UUIDs', 'field', [
    'the part of each device is kept under its UUID; on other hardware it finds no owner',
  ]),
  ahead('CM-BAK-010', 'warning', 'A full restore is acknowledged', 'BP', [
    'a restored configuration is distributed like any other: to the whole cluster',
  ]),
  ahead('CM-SYN-003', 'error', 'Nothing is applied while a node is out of sync', 'BP', [
    'by the rule for conflicts one of the two configurations wins as a whole, and the edits of the other are lost',
  ]),
  ahead('CM-REG-006', 'error', 'A plan that renames, moves or replaces a node changes its region selectors', 'BP', [
    'a selector that names the old value matches nobody, and the node gets the policy of no region',
  ]),
]

function ahead(
  code: string,
  severity: RuleHead['severity'],
  title: string,
  source: RuleHead['source'],
  why: readonly string[],
): RuleHead {
  const unverified = source === 'recalled'
  return { code, severity, title, stage: 'plan', why: why.join(' '), source, ...(unverified && { unverified }) }
}

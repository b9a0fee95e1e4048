import type { Dialect } from '../dialect/dialect.ts'
import type { Cluster, Node } from '../model/fleet.ts'
import type { ObservedCluster } from '../model/observed.ts'
import { byName } from '../topology/graph.ts'
import type { Draft } from './draft.ts'
import { estimateOf } from './estimate.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Plan, Step } from './plan.ts'

/** What a plan for an upgrade is made from. */
export interface Upgrade {
  readonly cluster: Cluster
  readonly observed: ObservedCluster
  readonly dialect: Dialect
  readonly to: { readonly version: string; readonly build?: string }
  /** `break` makes every node stand alone first, as the vendor recommends (BP); `rolling` must be asked for. */
  readonly strategy?: 'break' | 'rolling'
}

/**
 * The plan of an upgrade: a freeze and a backup, then one manual phase for each node, plain nodes first, then transit
 * nodes, the entry node last. Nothing is written to the configuration while versions differ.
 */
export function planUpgrade({ cluster, observed, dialect, to, strategy = 'break' }: Upgrade): Plan {
  const entry = cluster.entryNode.value
  const rank = (node: Node): number => (node.name === entry ? 2 : node.transit.value ? 1 : 0)
  const order = cluster.nodes.toSorted((a, b) => rank(a) - rank(b) || byName(a.name, b.name))
  const others = order.filter(({ name }) => name !== entry)
  const drafts = [
    freeze(cluster),
    ...(strategy === 'break' ? others.map((node) => separate(node, cluster)) : []),
    ...order.map((node) => upgrade(node, to, strategy)),
    // Transit nodes return first, so that every node that follows has somebody to talk to.
    ...(strategy === 'break' ? others.toReversed().map((node) => rejoin(node, cluster)) : []),
  ]
  return {
    formatVersion: 1,
    cluster: cluster.name,
    basedOn: fingerprintOf(cluster, observed, dialect),
    phases: drafts.map((draft, index) => ({ ordinal: index + 1, ...draft })),
    blocked: [],
    estimate: estimateOf(drafts),
  }
}

function freeze(cluster: Cluster): Draft {
  return byHand('freeze the cluster and back it up', {
    kind: 'manual',
    id: `back up ${cluster.name}`,
    instructions: [
      'tell everybody that nothing is saved until the upgrade is over; hold Pader with "pader hold"',
      'see that all nodes show the same storage timestamp (Configuration > Appliances)',
      `keep a backup taken at ${cluster.entryNode.value}, with private keys, away from the appliances; note which UUID belongs to which node`,
      'a snapshot that is reverted later is started with its Central Management port closed: its old configuration would take part in conflicts',
    ],
    check: { kind: 'confirmation', question: 'is everything frozen, and is a backup kept away from the appliances?' },
  })
}

function separate(node: Node, { entryNode }: Cluster): Draft {
  return byHand(`take ${node.name} out of the cluster`, {
    kind: 'manual',
    id: `separate ${node.name}`,
    instructions: [
      `see that ${node.name} takes no users' traffic`,
      `log on to ${entryNode.value}; Configuration > Appliances > ${node.name} > Delete; save; log off`,
    ],
    check: { kind: 'membership', uuid: node.uuid.value, expected: 'absent' },
  })
}

function upgrade(node: Node, to: Upgrade['to'], strategy: 'break' | 'rolling'): Draft {
  return byHand(`upgrade ${node.name} to ${to.version}`, {
    kind: 'manual',
    id: `upgrade ${node.name}`,
    instructions: [
      ...(strategy === 'rolling'
        ? [`see that ${node.name} takes no users' traffic, and that no other node is being upgraded`]
        : []),
      'take a snapshot of the machine if it is a virtual one',
      `on its console, in a session that survives a lost connection: mwg-switch-repo --sticky ${to.version}, yum upgrade yum, yum upgrade, reboot (commands of a field runbook for 12.2.20; see the release notes for other versions)`,
      'with a sticky repository, start no upgrade from the UI',
      `mwg-info version says ${to.version}${to.build === undefined ? '' : ` build ${to.build}`}`,
    ],
    check: { kind: 'version', node: node.name, ...to },
  })
}

function rejoin(node: Node, { entryNode }: Cluster): Draft {
  return byHand(`add ${node.name} again`, {
    kind: 'manual',
    id: `rejoin ${node.name}`,
    instructions: [
      `log on to ${entryNode.value} and nowhere else: the node added takes over its policy`,
      `see that ${node.name} still has its listener, its network groups and the authority of the cluster`,
      `Configuration > Appliances > Add: ${node.address?.value ?? node.hostname.value}; log off`,
    ],
    check: { kind: 'membership', uuid: node.uuid.value, expected: 'present' },
  })
}

function byHand(title: string, step: Extract<Step, { kind: 'manual' }>): Draft {
  const because = 'versions must not be mixed (BP), and what nodes do while they are is not known'
  return { kind: 'manual', title, preconditions: [], steps: [step], proof: { kind: 'unprovable', because } }
}

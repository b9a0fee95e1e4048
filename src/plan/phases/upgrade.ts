import type { Cluster, Node } from '../../model/fleet.ts'
import type { NodeName } from '../../model/names.ts'
import { byName } from '../../topology/graph.ts'
import type { Draft } from '../draft.ts'
import type { Standing } from '../membership.ts'
import type { Step } from '../plan.ts'
import { shutAway } from '../preconditions.ts'
import type { Proof } from '../proof.ts'
import { proveRest } from '../prove/prove-join.ts'
import { distancesTo } from './distances-to.ts'
import { joinPhase, pickJoining, standingOf } from './join.ts'
import type { Site } from './site.ts'

/** `break` makes every node stand alone first, as the vendor recommends (BP); `rolling` mixes versions and must be asked for. */
export type UpgradeStrategy = 'break' | 'rolling'

/**
 * The phases of an upgrade, all by hand: a freeze and a backup, then one node after the other, plain nodes first, then
 * transit nodes, the entry node last. What was done before is seen from who is in the cluster and what the nodes run.
 * Nothing is written to the configuration while versions differ.
 */
export function upgradePhases(site: Site, strategy: UpgradeStrategy): readonly Draft[] {
  const { cluster } = site
  const nodes = cluster.nodes.filter(({ outOfService }) => outOfService === undefined)
  const rank = (node: Node): number => (node.name === site.standings.entry ? 2 : node.transit.value ? 1 : 0)
  const order = nodes.toSorted((a, b) => rank(a) - rank(b) || byName(a.name, b.name))
  if (strategy === 'rolling') return [freeze(cluster), ...order.map((node) => upgrade(site, node, 'rolling'))]
  return [
    freeze(cluster),
    ...separations(site, nodes),
    ...order.map((node) => upgrade(site, node, 'break')),
    ...rejoining(site, nodes),
  ]
}

/** A backup is good for one upgrade: its confirmation names the version. */
function freeze({ name, entryNode, version, build }: Cluster): Draft {
  const to = [version.value, build?.value].filter((part) => part !== undefined).join('-')
  return byHand('freeze the cluster and back it up', [], {
    kind: 'manual',
    id: `back up ${name} before ${to}`,
    action: { kind: 'back up' },
    instructions: [
      'tell everybody not to save anything until the upgrade is over; Pader writes nothing while versions differ',
      'make sure that all nodes show the same storage timestamp (Configuration > Appliances)',
      `take a backup on ${entryNode.value}, with private keys, and keep it away from the appliances; note which UUID belongs to which node`,
      'if a node is reverted to a snapshot later, start it with its Central Management port closed: its old configuration would take part in conflicts',
    ],
    check: { kind: 'confirmation', question: 'is everything frozen, and is a backup kept away from the appliances?' },
  })
}

/** The farthest from the entry node goes first, so that none is cut off by one that left before it. */
function separations(site: Site, nodes: readonly Node[]): readonly Draft[] {
  const { entry } = site.standings
  const all = site.membership.standing
  const distance = distancesTo(entry, all)
  const byNode = new Map(nodes.map((node) => [node.name, node]))
  const gone = new Set<NodeName>()
  return all
    .filter(({ node }) => node !== entry && byNode.has(node))
    .toSorted((a, b) => (distance.get(b.node) ?? 0) - (distance.get(a.node) ?? 0) || byName(a.node, b.node))
    .map((standing): Draft => {
      gone.add(standing.node)
      const rest = all.filter(({ node }) => !gone.has(node))
      return separate(site, standing, proveRest(rest, site.context))
    })
}

function separate({ standings }: Site, { node, uuid }: Standing, proof: Proof): Draft {
  return {
    kind: 'manual',
    title: `remove ${node} from the cluster for the upgrade`,
    preconditions: shutAway(standings),
    steps: [
      {
        kind: 'manual',
        id: `separate ${node}`,
        action: { kind: 'separate', node },
        instructions: [
          `make sure that ${node} carries no user traffic`,
          `log on to ${standings.entry}; Configuration > Appliances > ${node} > Delete; save; log off`,
        ],
        check: { kind: 'membership', uuid, expected: 'absent' },
      },
    ],
    proof,
  }
}

function upgrade({ cluster, standings }: Site, node: Node, strategy: UpgradeStrategy): Draft {
  const to = { version: cluster.version.value, ...(cluster.build === undefined ? {} : { build: cluster.build.value }) }
  const alone = strategy === 'break'
  return byHand(`upgrade ${node.name} to ${to.version}`, alone ? [] : shutAway(standings), {
    kind: 'manual',
    id: `upgrade ${node.name} to ${[to.version, to.build].filter((part) => part !== undefined).join('-')}`,
    action: {
      kind: 'upgrade',
      node: node.name,
      through: 'console',
      pinned: true,
      drained: true,
      alone,
      ...(alone ? {} : { rolling: 'accepted' as const }),
    },
    instructions: [
      `make sure that ${node.name} carries no user traffic${alone ? '' : ', and that no other node is being upgraded'}`,
      'take a snapshot of the machine if it is a virtual one',
      ...commandsFor(to.version),
      `mwg-info version says ${to.version}${to.build === undefined ? '' : ` build ${to.build}`}`,
    ],
    check: { kind: 'version', node: node.name, ...to },
  })
}

/** How a node is brought to a version; known from a field runbook for 12.2, otherwise the vendor's own words are asked for. */
function commandsFor(version: string): readonly string[] {
  const major = Number.parseInt(version, 10)
  if (major < 12)
    return [`upgrade it as described in the release notes of ${version} and in the vendor's article KB76905`]
  return [
    `on its console, in a session that survives a lost connection: mwg-switch-repo --sticky ${version}, yum upgrade yum, yum upgrade, reboot (commands of a field runbook for 12.2.20; see the release notes of ${version})`,
    'with a sticky repository, start no upgrade from the UI',
  ]
}

/** The nodes return to the entry node, which overwrites them, each where it finds a neighbour. */
function rejoining(site: Site, nodes: readonly Node[]): readonly Draft[] {
  const drafts: Draft[] = []
  const { entry } = site.standings
  let standing = nodes.filter(({ name }) => name === entry).map(standingOf)
  let left = nodes.filter(({ name }) => name !== entry)
  for (let next = pickJoining(site, standing, left, true); next !== undefined;) {
    const node = next
    drafts.push(joinPhase(site, standing, node))
    standing = [...standing, standingOf(node)]
    left = left.filter((one) => one !== node)
    next = pickJoining(site, standing, left, true)
  }
  return drafts
}

function byHand(title: string, preconditions: Draft['preconditions'], step: Extract<Step, { kind: 'manual' }>): Draft {
  const because = 'versions must not be mixed (BP), and what nodes do while they are is not known'
  return { kind: 'manual', title, preconditions, steps: [step], proof: { kind: 'unprovable', because } }
}

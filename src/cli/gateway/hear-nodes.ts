import { ApplianceError } from '../../appliance/port.ts'
import type { NodeName, Uuid } from '../../model/names.ts'
import type { ObservedCluster, ObservedNode, Observation, ProductVersion } from '../../model/observed.ts'
import { awayNodes } from '../../plan/away-nodes.ts'
import { someOf } from '../../plan/member-versions.ts'
import type { Plan } from '../../plan/plan.ts'
import { isSameVersion } from '../../plan/product-version.ts'
import { isConflict, requestWords } from '../../reconcile/ending/fault-ending.ts'
import { lastBehind } from '../../reconcile/journal/last-behind.ts'
import { readJournalOf } from '../../reconcile/journal/journal.ts'
import type { Look } from '../../reconcile/observe/observe.ts'
import { unsureWords } from '../../reconcile/verify/ask-entry.ts'
import { verify } from '../../reconcile/verify/verify.ts'
import type { Progress } from '../output/progress.ts'
import type { LookingPorts } from './open-cluster.ts'

/** What is known of a cluster once its nodes were heard beside the entry node. */
export interface HeardNodes {
  /** What was observed, with the version of each node that says it. */
  readonly observed: ObservedCluster
  /** Nodes that hold something different from the entry node: an apply would stop at them. */
  readonly behind: readonly NodeName[]
  /** What to say of nodes that cannot be asked because somebody is logged on, and of those that a save may be on its way to. */
  readonly warnings: readonly string[]
}

/**
 * Hears of each node what an apply of the plan would ask it before its first commit: which version it runs and whether it
 * holds what the entry node shows. Where nothing is about to be committed, only those are asked that were behind when a
 * run last ended; where the host file lets nobody ask, those count as they did then.
 */
export async function hearNodes(
  open: LookingPorts,
  seen: Look,
  { phases: [next] }: Plan,
  progress: Progress,
): Promise<HeardNodes> {
  const { cluster, gateways, store, entryNode } = open
  const before = lastBehind(await readJournalOf(cluster.name, store), awayNodes(cluster))
  const isCommit = next !== undefined && next.kind !== 'manual'
  const nodes = [...seen.cluster.nodes.values()].filter(
    ({ uuid, name }) => uuid !== entryNode && (isCommit || (name !== undefined && before.includes(name))),
  )
  if (nodes.length === 0 || !gateways.mayAskNodes) return { observed: seen.cluster, behind: before, warnings: [] }
  const silent = silentAmong(nodes, seen.cluster.nodes.get(entryNode))
  const members = nodes.flatMap(({ uuid }) => (isCommit && silent.has(uuid) ? [] : [uuid]))
  const { versions, conflicts, behind: differing, unsure } = await ask(members, open, seen, progress)
  const heard = new Map([...silent, ...versions])
  const observed = { ...seen.cluster, nodes: withVersions(seen.cluster.nodes, heard) }
  const { version: entry } = seen.cluster
  const isSame = (name: NodeName): boolean =>
    [...observed.nodes.values()].some(
      ({ name: own, version }) =>
        own === name &&
        version?.kind === 'known' &&
        entry.kind === 'known' &&
        isSameVersion(version.value, entry.value),
    )
  // What a node of another version shows says nothing about what it holds.
  const behind = differing.filter((name) => before.includes(name) || isSame(name))
  const late = behind.filter((name) => !before.includes(name))
  return { observed, behind, warnings: [...unheardWords(conflicts, open), ...lateWords(late), ...unsure] }
}

/** Nodes that did not tell the time although the entry node did: they are down, or restart. */
function silentAmong(nodes: readonly ObservedNode[], entry: ObservedNode | undefined): Versions {
  if (entry?.skew.kind !== 'known') return new Map()
  return new Map(nodes.flatMap(({ uuid, skew }) => (skew.kind === 'unknown' ? [[uuid, skew] as const] : [])))
}

type Versions = ReadonlyMap<Uuid, Observation<ProductVersion>>

interface Answers {
  readonly versions: Versions
  readonly conflicts: ReadonlyMap<Uuid, ApplianceError>
  readonly behind: readonly NodeName[]
  /** What to say where nodes show something else, and the entry node may have been changed meanwhile. */
  readonly unsure: readonly string[]
}

async function ask(
  members: readonly Uuid[],
  { cluster, gateways, scope, entryNode, clock }: LookingPorts,
  seen: Look,
  progress: Progress,
): Promise<Answers> {
  const conflicts = new Map<Uuid, ApplianceError>()
  const task = { gateways, scope, expected: seen.snapshot, members, entryNode, witnesses: [], patience: 0 }
  const heard = (node: Uuid, said: unknown): void => {
    if (said instanceof ApplianceError && isConflict(said)) conflicts.set(node, said)
  }
  const { verification, versions, entry } = await verify({ ...task, heard }, clock, async (event) => {
    if (event.kind === 'asking')
      progress.say(`${cluster.name}: asking ${event.node} which version it runs and what it holds`)
  })
  return {
    versions: new Map([...versions].filter(([node]) => !conflicts.has(node))),
    conflicts,
    behind: verification.behind,
    unsure:
      entry.kind === 'same'
        ? []
        : [`which nodes hold something different is not known: ${unsureWords(entry)}; run "pader plan" again`],
  }
}

function withVersions(nodes: ObservedCluster['nodes'], versions: Versions): ObservedCluster['nodes'] {
  return new Map(
    [...nodes].map(([id, node]) => {
      const version = versions.get(id)
      return [id, version === undefined ? node : { ...node, version }]
    }),
  )
}

/** A plan looks once, where an apply gives a save the time that it takes to reach everybody. */
function lateWords(late: readonly NodeName[]): readonly string[] {
  if (late.length === 0) return []
  return [
    `a save may be on its way to ${someOf(late)}, or from there: an apply waits up to two minutes for it; run "pader plan" again in a moment`,
  ]
}

function unheardWords(conflicts: Answers['conflicts'], { scope }: LookingPorts): readonly string[] {
  const [first] = conflicts
  if (first === undefined) return []
  const [node, error] = first
  const who = someOf([...conflicts.keys()].map((uuid) => scope.names.get(uuid) ?? uuid))
  const why = requestWords(error, scope.names, node)
  return [
    `which version ${who} ${conflicts.size === 1 ? 'runs and what it holds' : 'run and what they hold'} is not known, and an apply asks before it commits: ${why}`,
  ]
}

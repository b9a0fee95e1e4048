import { ApplianceError } from '../../appliance/port.ts'
import { nodeName, type Uuid } from '../../model/names.ts'
import { unknown, type ObservedNode } from '../../model/observed.ts'
import { isSameVersion } from '../../plan/product-version.ts'
import { silentNodes } from '../cache/measure-clocks.ts'
import { Ended } from '../ending/ended.ts'
import { remedyFor } from '../../appliance/remedies.ts'
import { isConflict, isPassing, requestWords } from '../ending/fault-ending.ts'
import type { Look } from '../observe/observe.ts'
import { pause } from '../run/pause.ts'
import type { RunContext } from '../run/run-context.ts'
import { taskFor } from './task-for.ts'
import { askNode } from './ask-node.ts'
import type { VerificationTask } from './verification-task.ts'

/** What the nodes said before something is committed: which version they run, and whether they hold what the entry node shows. */
export interface Said {
  /** The look with their versions. */
  readonly seen: Look
  /** Whether a node of the same version shows something else: it may be about to take it over, or have missed it. */
  readonly isOneLate: boolean
  /** Where somebody is logged on at nodes, so that they could not be asked. */
  readonly conflict?: Conflict
}

/** Nodes that cannot be asked for as long as somebody is logged on. */
interface Conflict {
  /** The same look in which these nodes are as silent as any other that does not answer. */
  readonly seen: Look
  /** How a run ends that cannot do without them. */
  readonly ended: Ended
}

/** Milliseconds after which a node is asked once more whose answer was lost on the way. */
const ONCE_MORE = 5_000

/**
 * Asks each node in a session of its own which version it runs and what it holds, one after the other, since a cluster lets
 * one node be attached at a time. Who has said it since the last commit is not asked again. Nor is a node whose clock could
 * not be measured a moment ago: it is down, or restarts because it is being upgraded.
 */
export async function askMembers(seen: Look, context: RunContext): Promise<Said> {
  const { setup, cache } = context
  if (!setup.gateways.mayAskNodes) return { seen, isOneLate: false }
  const nodes = [...seen.cluster.nodes.values()].filter(({ uuid }) => uuid !== setup.entryNode)
  const silent = silentNodes(setup.cache.clocks?.value ?? new Map(), setup.entryNode)
  for (const { uuid } of nodes) {
    const reason = silent.get(uuid)
    if (reason !== undefined) cache.versions.set(uuid, unknown(reason))
    else if (cache.versions.get(uuid)?.kind !== 'known') cache.versions.delete(uuid)
  }
  let left = nodes.filter(({ uuid }) => !cache.versions.has(uuid))
  const heard: Heard = { task: taskFor(seen, context, cache.lastWritten), conflicts: new Map(), late: new Set() }
  const { conflicts } = heard
  left = await askEach(left, heard, context)
  left = left.filter(({ uuid }) => setup.scope.away?.has(uuid) !== true)
  if (left.length > 0) {
    // A session of the writer's that a run of ours left open keeps nodes from being asked as well: to log on ends it.
    if (conflicts.size > 0) await setup.gateways.entry.write(async () => undefined)
    await pause(ONCE_MORE, context)
    await askEach(left, heard, context)
  }
  const told = { seen: withSaid(seen, context), isOneLate: heard.late.size > 0 }
  const [ended] = conflicts.values()
  if (ended === undefined) return told
  for (const uuid of conflicts.keys()) cache.versions.set(uuid, unknown('somebody is logged on there'))
  return { ...told, conflict: { seen: withSaid(seen, context), ended } }
}

/** A look with the versions that the nodes have said so far in a run. */
export function withSaid(seen: Look, { cache }: RunContext): Look {
  const nodes = [...seen.cluster.nodes].map(([id, node]): [Uuid, ObservedNode] => {
    const version = cache.versions.get(id)
    return [id, version === undefined ? node : { ...node, version }]
  })
  return { ...seen, cluster: { ...seen.cluster, nodes: new Map(nodes) } }
}

/** Whether a node has said in this run that it runs something different from the entry node. */
export function saysOtherVersion({ cluster: { version: entry } }: Look, { cache }: RunContext): boolean {
  if (entry.kind !== 'known') return false
  return [...cache.versions.values()].some((one) => one.kind === 'known' && !isSameVersion(one.value, entry.value))
}

/** What nodes are asked, and what was heard of them besides their versions. */
interface Heard {
  readonly task: VerificationTask
  /** How a run ends that cannot do without them. */
  readonly conflicts: Map<Uuid, Ended>
  readonly late: Set<Uuid>
}

/** Asks nodes; those that it makes sense to ask again. */
async function askEach(nodes: readonly ObservedNode[], heard: Heard, context: RunContext): Promise<ObservedNode[]> {
  const again: ObservedNode[] = []
  for (const node of nodes) {
    const { uuid } = node
    await context.permit()
    await context.tell({ kind: 'asking', node: node.name ?? nodeName(uuid) })
    heard.conflicts.delete(uuid)
    context.cache.versions.delete(uuid)
    const fault = await ask(uuid, heard, context)
    if (fault === undefined) continue
    if (isConflict(fault)) heard.conflicts.set(uuid, conflictAt(uuid, fault, context))
    else context.cache.versions.set(uuid, unknown(fault.message))
    if (isConflict(fault) || isPassing(fault)) again.push(node)
  }
  return again
}

/** Asks one node and remembers what it says; the fault, where there was one. */
async function ask(
  node: Uuid,
  { task, late }: Heard,
  { setup, cache }: RunContext,
): Promise<ApplianceError | undefined> {
  let fault: ApplianceError | undefined
  const hear = (_: Uuid, said: unknown): void => {
    if (said instanceof ApplianceError) fault = said
  }
  const { version, holds } = await askNode({ ...task, heard: hear }, node, setup.clock)
  if (fault !== undefined) return fault
  cache.versions.set(node, version)
  const { version: entry } = task
  const isSame = entry?.kind === 'known' && version.kind === 'known' && isSameVersion(entry.value, version.value)
  if (isSame && holds === false && setup.scope.away?.has(node) !== true) late.add(node)
  return undefined
}

function conflictAt(node: Uuid, error: ApplianceError, { setup: { scope } }: RunContext): Ended {
  return new Ended({ kind: 'locked', by: requestWords(error, scope.names, node), remedy: remedyFor(error) })
}

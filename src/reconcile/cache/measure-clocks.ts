import { ApplianceError } from '../../appliance/port.ts'
import type { Uuid } from '../../model/names.ts'
import { unknown, type ClockSkew, type Observation, type ObservedNode } from '../../model/observed.ts'
import { differenceTo } from './clock-difference.ts'
import { stillFresh, type ObservationCache } from './observation-cache.ts'
import { NO_ADDRESS, type Gateways } from '../gateways.ts'
import type { Look } from '../observe/observe.ts'
import type { Clock } from '../ports.ts'

/** Nodes that are asked at the same time: a node that does not answer must not hold up two hundred others. */
const AT_ONCE = 8

/**
 * The same look with how far each clock is from the entry node's, measured by one request each that needs no login; kept
 * for looks that find nothing to do.
 */
export async function withKeptClocks(seen: Look, { gateways, entryNode, cache, clock }: Measuring): Promise<Look> {
  const skews = await measureClocks([...seen.cluster.nodes.keys()], gateways, entryNode)
  cache.clocks = { value: skews, at: clock.now() }
  return withSkews(seen, skews, entryNode)
}

/** The same with what was measured lately; undefined where that is too long ago, or a node was not asked. */
export function withKnownClocks(seen: Look, { entryNode, cache, clock }: Measuring): Look | undefined {
  const skews = stillFresh(cache.clocks, cache, clock.now())
  if (skews === undefined || [...seen.cluster.nodes.keys()].some((id) => !skews.has(id))) return undefined
  return withSkews(seen, skews, entryNode)
}

/** What clocks are measured with, and where that is kept. */
export interface Measuring {
  readonly gateways: Gateways
  readonly entryNode: Uuid
  readonly cache: ObservationCache
  readonly clock: Pick<Clock, 'now'>
}

function withSkews(seen: Look, skews: ReadonlyMap<Uuid, Observation<ClockSkew>>, entryNode: Uuid): Look {
  const nodes = new Map<Uuid, ObservedNode>()
  const entry = skews.get(entryNode) ?? unknown('the entry node is not a member')
  for (const [id, node] of seen.cluster.nodes) {
    nodes.set(id, { ...node, skew: differenceTo(entry, skews.get(id) ?? unknown('not asked')) })
  }
  return { ...seen, cluster: { ...seen.cluster, nodes } }
}

/** Nodes that did not tell the time although the entry node did, and why: they are down, or restart. */
export function silentNodes(
  skews: ReadonlyMap<Uuid, Observation<ClockSkew>>,
  entryNode: Uuid,
): ReadonlyMap<Uuid, string> {
  if (skews.get(entryNode)?.kind !== 'known') return new Map()
  return new Map([...skews].flatMap(([id, skew]) => (skew.kind === 'unknown' ? [[id, skew.reason]] : [])))
}

/** How far the clock of each node is from ours; a node that does not answer is unknown with the reason. */
export async function measureClocks(
  nodes: readonly Uuid[],
  gateways: Gateways,
  entryNode: Uuid,
): Promise<ReadonlyMap<Uuid, Observation<ClockSkew>>> {
  const found = new Map<Uuid, Observation<ClockSkew>>()
  const left = [...nodes]
  const ask = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      found.set(id, await clockAt(id === entryNode ? gateways.entry : gateways.at(id)))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  return found
}

async function clockAt(gateway: ReturnType<Gateways['at']>): Promise<Observation<ClockSkew>> {
  if (gateway === undefined) return unknown(NO_ADDRESS)
  try {
    return await gateway.clock()
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    return unknown(error.message)
  }
}

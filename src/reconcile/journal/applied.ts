import { digest, type ClusterName, type Digest } from '../../model/names.ts'
import type { Holding, Holdings } from '../../plan/holding.ts'
import { isKnownStep } from '../../plan/known-steps.ts'
import type { OwnWrite } from '../../plan/own-writes.ts'
import { recordsSince, type JournalReading } from './reading.ts'
import type { StateStore } from '../ports.ts'

/** What the cluster held when Pader last had nothing left to do. */
export interface Applied {
  readonly holdings: Holdings
  /** ISO instant since which it is that; absent before the first time. */
  readonly at?: string
  /** Where the journal stood when that was last found so: the digest of its last record. */
  readonly position?: Digest
  /** Commit that it was brought to, where the desired state was from git. */
  readonly revision?: string
}

/** Reads what was applied last; nothing before the first time, and when the file is damaged. */
export async function readApplied(store: StateStore, cluster: ClusterName): Promise<Applied> {
  const value = parse(await store.read(nameOf(cluster)))
  if (!isMap(value) || !isMap(value['objects'])) return { holdings: new Map() }
  const { at, position, revision, objects } = value
  return {
    holdings: new Map(Object.entries(objects).flatMap(([name, held]) => (isHolding(held) ? [[name, held]] : []))),
    ...(isInstant(at) ? { at } : {}),
    ...(typeof position === 'string' ? { position: digest(position) } : {}),
    ...(typeof revision === 'string' ? { revision } : {}),
  }
}

/**
 * What runs have set out to write since everything was applied; each was recorded before it was sent. Told by the order of the
 * journal: its times are those of several hosts, whose clocks differ. What a newer Pader wrote and this one does not know counts as
 * somebody else's.
 */
export function writtenSince({ position }: Applied, journal: JournalReading): readonly OwnWrite[] {
  if (position === undefined) return []
  return recordsSince(position, journal).flatMap(({ event }) =>
    event.kind === 'write intended' && isKnownStep(event.step) ? [event] : [],
  )
}

/** Remembers what a cluster holds; writes only when that, the commit that it follows, or the journal is another than before. */
export async function rememberApplied(
  store: StateStore,
  cluster: ClusterName,
  now: Required<Pick<Applied, 'holdings' | 'at' | 'position'>> & Pick<Applied, 'revision'>,
): Promise<void> {
  const before = await readApplied(store, cluster)
  const { position, revision } = now
  const isUnchanged = before.revision === revision && isSame(before.holdings, now.holdings)
  if (isUnchanged && before.position === position) return
  const at = isUnchanged ? (before.at ?? now.at) : now.at
  const objects = Object.fromEntries([...now.holdings].toSorted(([left], [right]) => (left < right ? -1 : 1)))
  const file = { format: 1, at, position, ...(revision === undefined ? {} : { revision }), objects }
  await store.replace(nameOf(cluster), new TextEncoder().encode(`${JSON.stringify(file)}\n`))
}

/** When every node of a cluster was last shown to hold one storage with nothing left to do; undefined where the file is damaged. */
export async function readProved(store: StateStore, cluster: ClusterName): Promise<string | undefined> {
  const value = parse(await store.read(proofName(cluster)))
  return isMap(value) && isInstant(value['at']) ? value['at'] : undefined
}

/** Remembers that convergence was proved at an ISO instant. */
export async function rememberProved(store: StateStore, cluster: ClusterName, at: string): Promise<void> {
  await store.replace(proofName(cluster), new TextEncoder().encode(`${JSON.stringify({ at })}\n`))
}

function isSame(left: Holdings, right: Holdings): boolean {
  return left.size === right.size && [...left].every(([name, held]) => right.get(name)?.digest === held.digest)
}

function parse(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes === undefined ? undefined : JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is no time would be told as an age of NaN. */
function isInstant(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
}

function isHolding(value: unknown): value is Holding {
  return isMap(value) && typeof value['digest'] === 'string'
}

function nameOf(cluster: ClusterName): string {
  return `applied/${cluster}.json`
}

function proofName(cluster: ClusterName): string {
  return `proved/${cluster}.json`
}

import type { ClusterName } from '../../model/names.ts'
import { readJournalOf } from '../journal/journal.ts'
import { recordedEnd, type RunEnd } from '../journal/run-end.ts'
import type { RunId, StateStore } from '../ports.ts'
import { onceDone, onceLeft } from './rollback-words.ts'

/** That nothing may be changed, as a person said or a run left it behind: by whom, why and, if said, until when. */
export interface Hold {
  readonly by: string
  readonly why: string
  /** ISO instant from which the hold no longer counts. */
  readonly until?: string
  /** Commits that may not be applied; another commit may. Without any, nothing may be changed at all. */
  readonly commits?: readonly string[]
  /** The run that may go on all the same: the one that made the hold. */
  readonly except?: RunId
  /** The run whose rollout it set out to take back by itself: the next run may go on with that. Absent once it is at its end. */
  readonly takesBack?: RunId
  /** The run that made it got to its end, and left something to a person. */
  readonly leaves?: true
}

/** A hold that counts, and what it is on. */
export interface StandingHold extends Hold {
  readonly on: ClusterName | 'all'
}

/** The command that ends a hold on one cluster or on all. */
export function releaseCommand(on: ClusterName | 'all'): string {
  return `pader release ${on === 'all' ? '--all' : `--cluster ${on}`}`
}

/** The same where something goes on with what a hold was made for; any other has only to be ended. */
export function waysOn(hold: StandingHold): string | undefined {
  return hold.except === undefined ? undefined : remedyOf(hold)
}

/** What to do about a hold. One that was made for a rollback which did not get to its end still lets that go on. */
export function remedyOf({ on, except, leaves, commits }: StandingHold): string {
  const release = `"${releaseCommand(on)}"`
  if (except === undefined) return `when the reason is gone, ${release}`
  if (leaves !== true)
    return `that did not finish: run the same "pader rollback" again to continue it; ${release} gives it up, with what is already in effect`
  const named = 'the same "pader rollback" without --yes names what it left to a person'
  return commits === undefined
    ? `${named}; when that is settled, ${release}`
    : `${named}; a commit that is not held is applied as usual, and ${release} lets those that are be applied again`
}

/** A hold of a run as it counts once that got to its end; nobody but a person goes on with what it was made for. */
export function onceEnded(hold: Hold, end: RunEnd | undefined): Hold {
  if (end === undefined) return hold
  const { takesBack: _, ...left } = hold
  if (end === 'left to a person') return { ...left, why: onceLeft(hold.why), leaves: true }
  const { except: __, ...done } = left
  return { ...done, why: onceDone(hold.why) }
}

/** A run that asks whether it may go on. */
export interface AskingRun {
  readonly run: RunId
  /** Commit that it brings the cluster to; undefined where files were not committed. */
  readonly revision?: string
}

/**
 * The hold that stops changes to a cluster at the moment: the one on all clusters, a person's on this one, or what a run left
 * behind; read before every effect. Without a run that asks, every hold counts.
 */
export async function holdOn(
  store: StateStore,
  cluster: ClusterName,
  now: number,
  asking?: AskingRun,
): Promise<StandingHold | undefined> {
  for (const name of [ALL, nameOf(cluster), ofRun(cluster)]) {
    const hold = standing(await store.read(name), now)
    const on = name === ALL ? 'all' : cluster
    if (hold !== undefined && (asking === undefined || stops(hold, asking)))
      return { ...(await asEnded(hold, cluster, store)), on }
  }
  return undefined
}

/** What a run could not bring its hold to, be it that it was killed or had no room, is told by the journal. */
async function asEnded(hold: Hold, cluster: ClusterName, store: StateStore): Promise<Hold> {
  if (hold.except === undefined || hold.leaves === true) return hold
  return onceEnded(hold, recordedEnd(await readJournalOf(cluster, store), hold.except))
}

/** What nobody committed could be the held commit with a change on top, so that a hold on commits stops it too. */
function stops({ commits, except }: Hold, { run, revision }: AskingRun): boolean {
  if (except === run) return false
  return commits === undefined || revision === undefined || commits.includes(revision)
}

/** A person holds one cluster, or all. What a run left behind stays beside it, and counts again after it. */
export async function setHold(store: StateStore, cluster: ClusterName | 'all', hold: Hold): Promise<void> {
  await write(store, cluster === 'all' ? ALL : nameOf(cluster), hold)
}

/** A run holds its cluster; what a person says meanwhile stays beside it. */
export async function setRunHold(store: StateStore, cluster: ClusterName, hold: Hold): Promise<void> {
  await write(store, ofRun(cluster), hold)
}

/** The hold that a person set on one cluster or on all, if it still counts. */
export async function personalHold(
  store: StateStore,
  cluster: ClusterName | 'all',
  now: number,
): Promise<Hold | undefined> {
  return standing(await store.read(cluster === 'all' ? ALL : nameOf(cluster)), now)
}

/** The hold that a run left behind, if there is one. */
export async function runHold(store: StateStore, cluster: ClusterName): Promise<Hold | undefined> {
  const hold = standing(await store.read(ofRun(cluster)), 0)
  return hold === undefined ? undefined : asEnded(hold, cluster, store)
}

/** Ends a hold and gives it back: a person's where there is one that still counts, otherwise what a run left behind. */
export async function releaseHold(
  store: StateStore,
  cluster: ClusterName | 'all',
  now: number,
): Promise<Hold | undefined> {
  if (cluster === 'all') return end(store, ALL, now)
  const personal = await end(store, nameOf(cluster), now)
  if (personal !== undefined) return personal
  const left = await runHold(store, cluster)
  await releaseRunHold(store, cluster)
  return left
}

/** Ends what a run left behind, and nothing that a person said. */
export async function releaseRunHold(store: StateStore, cluster: ClusterName): Promise<void> {
  await store.remove(ofRun(cluster))
}

async function write(store: StateStore, name: string, hold: Hold): Promise<void> {
  await store.replace(name, new TextEncoder().encode(`${JSON.stringify(hold)}\n`))
}

async function end(store: StateStore, name: string, now: number): Promise<Hold | undefined> {
  const bytes = await store.read(name)
  if (bytes !== undefined) await store.remove(name)
  return standing(bytes, now)
}

function standing(bytes: Uint8Array | undefined, now: number): Hold | undefined {
  const hold = bytes === undefined ? undefined : parse(bytes)
  return hold === undefined || isOver(hold, now) ? undefined : hold
}

function isOver({ until }: Hold, now: number): boolean {
  return until !== undefined && Date.parse(until) <= now
}

const ALL = 'hold/all.json'

function nameOf(cluster: ClusterName): string {
  return `hold/clusters/${cluster}.json`
}

/** A file of its own: a person and a run that hold at the same moment must not take each other's word away. */
function ofRun(cluster: ClusterName): string {
  return `hold/runs/${cluster}.json`
}

/** A file that cannot be read holds: somebody wanted nothing to happen. */
function parse(bytes: Uint8Array): Hold {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (isHold(value)) return value
  } catch {
    // falls through to the hold that nobody can lift by accident
  }
  return { by: 'unknown', why: 'the file of the hold cannot be read' }
}

function isHold(value: unknown): value is Hold {
  return (
    typeof value === 'object' &&
    value !== null &&
    'by' in value &&
    typeof value.by === 'string' &&
    'why' in value &&
    typeof value.why === 'string' &&
    (!('until' in value) || typeof value.until === 'string')
  )
}

import { clusterName, type ClusterName, type Uuid } from '../../model/names.ts'
import type { StateStore } from '../ports.ts'
import { isInEffect, lastWrittenIn } from './last-commit.ts'
import { JOURNALS, readJournalOf } from './journal.ts'
import type { JournalReading } from './reading.ts'
import type { JournalRecord } from './record.ts'

/** Another name under which nodes of a cluster were changed. */
export interface OtherName {
  readonly name: ClusterName
  /** When they last were; ISO instant. */
  readonly at: string
  /** Whether the node that this went to is a member which no file of the present name has. */
  readonly isBeside: boolean
}

/** A cluster as it is called now: its nodes, and what the journal of this name holds. */
export interface PresentName {
  readonly cluster: ClusterName
  readonly nodes: ReadonlySet<Uuid>
  readonly journal: JournalReading
  /** Members that are none of these nodes, where somebody has looked. */
  readonly strays?: ReadonlySet<Uuid>
}

/**
 * The other name under which a cluster was changed last: that of a journal whose last commit went to a member which no file of
 * this name has or, where nothing was committed under the present name, to a node of it. One that was brought along to the
 * present name is its own.
 */
export async function otherName(
  { cluster, nodes, strays = new Set(), journal }: PresentName,
  store: StateStore,
): Promise<OtherName | undefined> {
  const isNew = !journal.records.some(isInEffect)
  if (!isNew && strays.size === 0) return undefined
  const found: OtherName[] = []
  for (const file of await store.list(JOURNALS)) {
    const name = clusterName(file.replace(/\.jsonl$/, ''))
    const last = name === cluster ? undefined : lastEffect(await readJournalOf(name, store))
    if (last === undefined || journal.records.some(({ run }) => run === last.run)) continue
    const isBeside = last.nodes.some((node) => strays.has(node))
    if (isBeside || (isNew && last.nodes.some((node) => nodes.has(node)))) found.push({ name, at: last.at, isBeside })
  }
  return found.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1)
}

/**
 * The name that a cluster was given after its present one: that of a journal to which this one was brought along, and under which
 * a node was changed since. It reads every journal, so that it is asked only before something is changed.
 */
export async function laterName(
  { cluster, nodes, journal }: Omit<PresentName, 'strays'>,
  store: StateStore,
): Promise<Omit<OtherName, 'isBeside'> | undefined> {
  const own = journal.records.findLast(isInEffect)
  if (own === undefined) return undefined
  for (const file of await store.list(JOURNALS)) {
    const name = clusterName(file.replace(/\.jsonl$/, ''))
    const other = name === cluster ? undefined : await readJournalOf(name, store)
    if (other === undefined || !other.records.some(({ run }) => run === own.run)) continue
    const last = lastEffect(other)
    if (last === undefined || journal.records.some(({ run }) => run === last.run)) continue
    if (last.nodes.some((node) => nodes.has(node))) return { name, at: last.at }
  }
  return undefined
}

interface LastEffect extends Pick<JournalRecord, 'at' | 'run'> {
  readonly nodes: readonly Uuid[]
}

/** When something was last put in effect, and through which node; older versions wrote only what was written where. */
function lastEffect(journal: JournalReading): LastEffect | undefined {
  const last = journal.records.findLast(isInEffect)
  if (last === undefined) return undefined
  const { at, run, event } = last
  const through = event.kind === 'commit intended' ? event.through : undefined
  return { at, run, nodes: through === undefined ? lastWrittenIn(journal) : [through] }
}

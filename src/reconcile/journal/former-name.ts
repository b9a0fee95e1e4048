import { clusterName, type ClusterName, type Uuid } from '../../model/names.ts'
import type { StateStore } from '../ports.ts'
import { isInEffect, lastWrittenIn } from './last-commit.ts'
import { JOURNALS, readJournalOf } from './journal.ts'
import type { JournalReading } from './reading.ts'

/** A name under which the nodes of a cluster were changed before. */
export interface FormerName {
  readonly name: ClusterName
  /** When they last were; ISO instant. */
  readonly at: string
}

/** A cluster as it is called now: its nodes, and what the journal of this name holds. */
export interface PresentName {
  readonly cluster: ClusterName
  readonly nodes: ReadonlySet<Uuid>
  readonly journal: JournalReading
}

/**
 * The name that a cluster had when it was last changed, where nothing was committed under its present one: that of a journal
 * whose last commit went to a node which is of this cluster now.
 */
export async function formerName(
  { cluster, nodes, journal }: PresentName,
  store: StateStore,
): Promise<FormerName | undefined> {
  if (journal.records.some(isInEffect)) return undefined
  const found: FormerName[] = []
  for (const file of await store.list(JOURNALS)) {
    const name = clusterName(file.replace(/\.jsonl$/, ''))
    const last = name === cluster ? undefined : lastEffect(await readJournalOf(name, store))
    if (last !== undefined && last.nodes.some((node) => nodes.has(node))) found.push({ name, at: last.at })
  }
  return found.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1)
}

/** When something was last put in effect, and through which node; older versions wrote only what was written where. */
function lastEffect(journal: JournalReading): { readonly at: string; readonly nodes: readonly Uuid[] } | undefined {
  const last = journal.records.findLast(isInEffect)
  if (last === undefined) return undefined
  const { at, event } = last
  const through = event.kind === 'commit intended' ? event.through : undefined
  return { at, nodes: through === undefined ? lastWrittenIn(journal) : [through] }
}

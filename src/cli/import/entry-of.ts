import { nodeNames } from '../../adopt/import/import-cluster.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { EntryOptions } from '../options/entry.ts'
import type { LookedAt } from './source.ts'

/** Which node of a cluster is its entry node, by the name that the YAML gives it. */
export function entryOf(
  { entry }: Pick<LookedAt, 'entry'>,
  observed: Pick<ObservedCluster, 'nodes'>,
  asked: EntryOptions,
): string {
  const nodes = [...observed.nodes.values()].toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1))
  const known = [...nodeNames(nodes).values()]
  if (entry === undefined) return known[0] ?? ''
  if (known.includes(entry)) return entry
  const names = known.map((node) => `"${node}"`).join(', ')
  const remedy = asked.entry === undefined ? 'correct the host file' : 'name another with --entry'
  throw new CommandFailure(EXIT.invalid, `the cluster has no node "${entry}"`, `${remedy}: it has ${names}`)
}

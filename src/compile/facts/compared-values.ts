import type { Cluster } from '../../model/fleet.ts'
import type { Term } from '../../model/policy/criteria.ts'
import type { DesiredList } from '../../model/policy/list.ts'

/** The texts that a comparison names, and the list that they stand in. */
export function comparedWith(
  { operand }: Term,
  { policy }: Cluster,
): { readonly compared: readonly string[]; readonly list?: DesiredList } {
  if (operand.kind === 'literal') return { compared: [operand.value] }
  if (operand.kind === 'property') return { compared: [] }
  const list = policy.lists.find(({ name, type }) => name === operand.name && type === operand.type)
  // Lists of regions follow the topology by themselves.
  if (list === undefined || list.name.startsWith('pader/')) return { compared: [] }
  return { compared: list.entries.map(({ value }) => value), list }
}

import type { Guard } from './guard.ts'

/** Objects when a list loses a large part of its entries. */
export const guardListShrink: Guard = {
  code: 'GUARD-LIST-SHRINK',
  title: 'A list keeps most of its entries',
  why: 'A block list that loses its entries blocks nothing any more, on every node at once.',
  help: 'make sure that the entries were removed from the file on purpose',
  override: '--allow-list-shrink',
  *objections(plan, { observed, limits }) {
    if (observed.lists.kind !== 'known') return
    const sizes = new Map(
      [...observed.lists.value.values()].map(({ name, type, entries }) => [`${type} ${name}`, entries.length]),
    )
    for (const step of plan.phases.flatMap(({ steps }) => steps)) {
      if (step.kind !== 'edit list' && step.kind !== 'delete list') continue
      const size = sizes.get(`${step.type} ${step.list}`) ?? 0
      if (step.kind === 'delete list') {
        if (size >= limits.fewEntries) yield `the list "${step.list}" would be deleted with its ${size} entries`
        continue
      }
      const removed = step.edits.filter(({ kind }) => kind === 'remove').length
      const added = step.edits.filter(({ kind }) => kind === 'insert').length
      if (removed >= limits.fewEntries && removed - added > limits.removedEntries * size)
        yield `the list "${step.list}" would lose ${removed} of ${size} entries and get ${added}`
    }
  },
}

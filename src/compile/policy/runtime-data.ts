import type { Policy } from '../../model/policy/policy.ts'
import { pathOf, walk } from '../../policy/check/walk.ts'
import { onceForEach } from '../../source/once-for-each.ts'
import type { Place } from '../../source/place.ts'

/** A rule or a rule set that keeps something about a user between requests. */
export interface RuntimeDataUse {
  readonly path: string
  /** What it uses, as the policy calls it. */
  readonly name: string
  readonly place: Place
}

/** Words of the product for what a runtime group shares; names and ids contain them without blanks. */
const SHARED = /quota|coaching|authori[sz]edoverride|pdstorage/i

/** Where a policy first uses quota, coaching, authorized override or PDStorage: the data that a runtime group shares. */
export const runtimeDataUse = onceForEach(({ ruleSets, settings }: Policy): RuntimeDataUse | undefined => {
  const targets = new Map(settings.map(({ name, target }) => [name, target]))
  for (const visit of walk(ruleSets)) {
    const names = visit.operands.flatMap((operand) => (operand.kind === 'property' ? [operand.use.name] : []))
    if (visit.kind === 'rule') {
      const { action, events } = visit.item
      names.push(targets.get(action.settings ?? '') ?? '')
      for (const event of events) {
        if (event.kind === 'call') names.push(event.procedure)
        if (event.kind === 'enable') names.push(event.engine)
      }
    }
    const name = names.find((used) => SHARED.test(used))
    if (name !== undefined) return { path: pathOf(visit), name, place: visit.item.place }
  }
  return undefined
})

import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import type { Vocabulary, WordKind } from '../vocabulary.ts'
import { propertiesOf, type Visit } from './walk.ts'

/** Says once for each word whose id is not certain that rule sets with it are not written for an appliance. */
export function* unverifiedWords(visits: readonly Visit[], vocabulary: Vocabulary): Generator<Diagnostic> {
  const uses = new Map<
    string,
    { readonly kind: WordKind; readonly name: string; readonly place: Place; count: number }
  >()
  const use = (kind: WordKind, name: string, place: Place): void => {
    const word = vocabulary.byName(kind, name)
    if (word === undefined || word.certain) return
    const seen = uses.get(`${kind} ${name}`) ?? { kind, name, place, count: 0 }
    seen.count++
    uses.set(`${kind} ${name}`, seen)
  }
  for (const visit of visits) {
    const { criteria, place } = visit.item
    for (const { operator } of criteria.terms) use('operators', operator, criteria.place ?? place)
    for (const { name } of propertiesOf(visit)) use('properties', name, criteria.place ?? place)
    if (visit.kind === 'rule') use('actions', visit.item.action.name, place)
  }
  for (const { kind, name, place, count } of uses.values())
    yield {
      code: 'POL-UNVERIFIED',
      severity: 'info',
      message: `the id of ${singular[kind]} "${name}" is not verified (used ${count} ${count === 1 ? 'time' : 'times'})`,
      place,
      why: 'no public source shows it; a rule set that needs it is compiled and checked, and not written for an appliance',
      help: 'read the id in an export of your own appliance and write it into dialect.json of the cluster, or use words whose ids are known',
    }
}

const singular: Readonly<Record<WordKind, string>> = {
  properties: 'property',
  parameters: 'parameter',
  operators: 'operator',
  actions: 'action',
  types: 'type',
  procedures: 'procedure',
}

import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import type { Vocabulary, Word, WordKind } from '../vocabulary.ts'
import type { Visit } from './walk.ts'

/** A word without a certain id, where it is used first, and the top-level rule sets that need it. */
interface Use {
  readonly kind: WordKind
  readonly word: Word
  readonly place: Place
  readonly ruleSets: Set<string>
}

/** Says once for each word whose id is not certain which rule sets are not written for an appliance, and the way out. */
export function* unverifiedWords(visits: readonly Visit[], vocabulary: Vocabulary): Generator<Diagnostic> {
  const uses = new Map<string, Use>()
  const use = (kind: WordKind, name: string, place: Place, visit: Visit): void => {
    const word = vocabulary.byName(kind, name)
    if (word === undefined || word.certain) return
    const seen = uses.get(`${kind} ${name}`) ?? { kind, word, place, ruleSets: new Set() }
    seen.ruleSets.add((visit.around[0] ?? visit.item).name)
    uses.set(`${kind} ${name}`, seen)
  }
  for (const visit of visits) {
    const { criteria, place } = visit.item
    for (const { operator } of criteria.terms) use('operators', operator, criteria.place ?? place, visit)
    for (const operand of visit.operands)
      if (operand.kind === 'property') use('properties', operand.use.name, criteria.place ?? place, visit)
    if (visit.kind !== 'rule') continue
    use('actions', visit.item.action.name, place, visit)
    for (const event of visit.item.events) if (event.kind === 'call') use('procedures', event.procedure, place, visit)
  }
  for (const found of uses.values()) yield unverified(found)
}

function unverified({ kind, word, place, ruleSets }: Use): Diagnostic {
  const names = [...ruleSets].map((name) => `"${name}"`)
  const sets = `rule set${names.length === 1 ? '' : 's'} ${names.join(', ')}`
  const learn = 'learn the id from an export of your own appliance (pader calibrate)'
  return {
    code: 'POL-UNVERIFIED',
    severity: 'info',
    message: `the id of ${singular[kind]} "${word.name}" is not verified, so no document of the ${sets} is written for an appliance`,
    place,
    why: 'no public source shows it, and an appliance imports a rule with an unknown id as a broken rule; the policy is compiled, checked and tested all the same',
    help: word.instead === undefined ? learn : `${word.instead}; or ${learn}`,
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

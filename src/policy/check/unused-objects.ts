import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { listKey, type References } from './references.ts'

/**
 * Says which objects nothing brings to an appliance: settings, properties and lists of rows come with the document of a
 * rule set that uses them. Lists of entries are pushed by themselves, whoever uses them.
 */
export function* unusedObjects(
  { settings, properties, tables }: PolicyObjects,
  used: References,
): Generator<Diagnostic> {
  yield* left('settings object', settings, ({ name }) => used.settings.has(name))
  yield* left('property', properties, ({ name }) => used.properties.has(name))
  yield* left('list of rows', tables, (table) => used.lists.has(listKey(table)))
}

function* left<Item extends { readonly name: string; readonly place: Place }>(
  what: string,
  all: readonly Item[],
  isUsed: (item: Item) => boolean,
): Generator<Diagnostic> {
  for (const { name, place } of all.filter((item) => !isUsed(item)))
    yield {
      code: 'POL-UNUSED',
      severity: 'info',
      message: `no rule set uses the ${what} "${name}", so nothing brings it to an appliance`,
      place,
      why: 'it would come with the document of a rule set that uses it',
      help: 'use it, or remove it',
    }
}

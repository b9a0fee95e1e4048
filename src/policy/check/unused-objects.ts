import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { closureOf } from '../documents/closure.ts'

/**
 * Says which objects nothing brings to an appliance: settings, properties and lists of rows come with the document of a
 * rule set that uses them. Lists of entries are pushed by themselves, whoever uses them.
 */
export function* unusedObjects(policy: PolicyObjects): Generator<Diagnostic> {
  const used = policy.ruleSets.map((ruleSet) => closureOf(ruleSet, policy))
  yield* left(
    'settings object',
    policy.settings,
    used.flatMap(({ settings }) => settings),
  )
  yield* left(
    'property',
    policy.properties,
    used.flatMap(({ properties }) => properties),
  )
  yield* left(
    'list of rows',
    policy.tables,
    used.flatMap(({ tables }) => tables),
  )
}

function* left<Item extends { readonly name: string; readonly place: Place }>(
  what: string,
  all: readonly Item[],
  used: readonly Item[],
): Generator<Diagnostic> {
  const known = new Set(used)
  for (const { name, place } of all.filter((item) => !known.has(item)))
    yield {
      code: 'POL-UNUSED',
      severity: 'info',
      message: `no rule set uses the ${what} "${name}", so nothing brings it to an appliance`,
      place,
      why: 'it would come with the document of a rule set that uses it',
      help: 'use it, or remove it',
    }
}

import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { Place } from '../../source/place.ts'
import { listKey, referencesOf, type References } from '../check/references.ts'
import { walk, type Visit } from '../check/walk.ts'

/** A list, a settings object or a property that makes no difference to any request. */
export interface Unused {
  readonly kind: 'list' | 'settings' | 'property'
  readonly name: string
  readonly place: Place
  /** `unnamed`: nothing of the policy refers to it; `idle`: only what never applies, or is switched off, does. */
  readonly reason: 'unnamed' | 'idle'
}

/** Start of the names of what Pader makes for each region, whether a rule set is for it or not: nobody wrote it. */
const made = 'pader/'

/** Objects that nothing uses, and those that only rules and rule sets use which do nothing. */
export function unusedOf(policy: PolicyObjects, isIdle: (visit: Visit) => boolean): readonly Unused[] {
  const visits = walk(policy.ruleSets)
  const named = referencesOf(visits)
  const working = referencesOf(visits.filter((visit) => !isIdle(visit)))
  const left = (
    kind: Unused['kind'],
    all: readonly { readonly name: string; readonly place: Place; readonly type: string }[],
    of: (references: References) => ReadonlySet<string>,
    key: (one: { readonly name: string; readonly type: string }) => string,
  ): readonly Unused[] =>
    all
      .filter((one) => !of(working).has(key(one)) && !one.name.startsWith(made))
      .map((one) => ({ kind, name: one.name, place: one.place, reason: of(named).has(key(one)) ? 'idle' : 'unnamed' }))
  const settings = policy.settings.map(({ name, place, target }) => ({ name, place, type: target }))
  return [
    ...left('list', [...policy.lists, ...policy.tables], ({ lists }) => lists, listKey),
    ...left(
      'settings',
      settings,
      (references) => references.settings,
      ({ name }) => name,
    ),
    ...left(
      'property',
      policy.properties,
      ({ properties }) => properties,
      ({ name }) => name,
    ),
  ]
}

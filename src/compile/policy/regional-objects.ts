import type { Departure, RegionalObject } from '../../model/policy/regional.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import type { Layer, Sourced } from '../../model/sourced.ts'
import { walk } from '../../policy/check/walk.ts'
import { valueAt, type Place } from '../../source/place.ts'
import { sourced } from '../documents/sheet.ts'
import type { BuiltRuleSets } from './build-all.ts'
import type { Contract, Override, StricterList, StricterValue } from './override.ts'
import type { Parameter, SharedList } from './policy-source.ts'
import type { ListVariant } from './regional-lists.ts'

/** What regions may change, and what they do change, for whoever wants to know where a value comes from. */
export function regionalObjects(
  lists: readonly SharedList[],
  variants: readonly ListVariant[],
  parameters: readonly Parameter[],
  built: BuiltRuleSets,
): readonly RegionalObject[] {
  return [
    ...lists.flatMap((list) =>
      ofList(
        list,
        variants.filter(({ shared }) => shared === list),
      ),
    ),
    ...parameters.map(ofParameter),
    ...built.promises.map(({ ruleSet, contract }) => ({
      kind: 'rule set' as const,
      name: pathOf(ruleSet, built),
      place: ruleSet.place,
      ...saying(contract),
      departures: [],
    })),
  ]
}

/** The names of the rule sets around one and its own, as a change of it is told. */
function pathOf({ name, place }: RuleSet, { ruleSets }: BuiltRuleSets): string {
  const found = [...walk(ruleSets)].find(({ item }) => item.place === place && item.name === name)
  return [...(found?.around ?? []), { name }].map((one) => one.name).join(' / ')
}

function ofList({ list, contract }: SharedList, variants: readonly ListVariant[]): readonly RegionalObject[] {
  if (!contract.isSaid && variants.length === 0) return []
  const { name, place, entries } = list
  const shared = sourced(countWords(entries), 'cluster', valueAt(place.file, ['entries']))
  const departures = variants.map((variant): Departure => {
    const words = `${countWords(variant.list.entries)} (${contract.mode})`
    return {
      regions: variant.regions,
      value: sourced(words, 'region', valueAt(variant.said.list.place.file, ['entries']), shared),
      list: {
        name: variant.list.name,
        entries: variant.list.entries.flatMap(
          ({ value }, index) => entryOf(value, variant, variant.origins[index]) ?? [],
        ),
      },
    }
  })
  return [{ kind: 'list', name, place, ...saying(contract), shared, departures }]
}

/** An entry with the places that it comes from; that of the region stands first, like a layer above the shared one. */
function entryOf(value: string, { said }: ListVariant, places: readonly Place[] = []): Sourced<string> | undefined {
  return places.reduce<Sourced<string> | undefined>((below, place) => {
    const layer: Layer = place.file === said.list.place.file ? 'region' : 'cluster'
    return sourced(value, layer, place, below)
  }, undefined)
}

function ofParameter({ name, place, everywhere, byRegion, contract }: Parameter): RegionalObject {
  const path = place.kind === 'node' ? place.path : []
  const shared =
    everywhere === undefined ? undefined : sourced(everywhere, 'cluster', valueAt(place.file, [...path, 'default']))
  const departures = [...byRegion].map(([region, value]) => ({
    regions: [region],
    value: sourced(value, 'region', valueAt(place.file, [...path, 'regions', region]), shared),
  }))
  return {
    kind: 'parameter',
    name,
    place,
    ...saying(contract),
    ...(shared === undefined ? {} : { shared }),
    departures,
  }
}

function saying({
  mode,
  stricter,
  place,
  isSaid,
}: Contract<Override, StricterList | StricterValue>): Pick<RegionalObject, 'override'> {
  const words = stricter === undefined ? mode : `${mode} (${[stricter].flat().join(', ')})`
  return isSaid ? { override: { words, place } } : {}
}

function countWords({ length }: { readonly length: number }): string {
  return length === 1 ? '1 entry' : `${length} entries`
}

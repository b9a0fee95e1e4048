import type { Location, Region } from '../../model/fleet.ts'
import { locationName, nodeName, regionName } from '../../model/names.ts'
import type { Sourced } from '../../model/sourced.ts'
import { keyAt, valueAt, type DocumentPath } from '../../source/place.ts'
import type { RegionDocument, ValidDocument } from '../documents/documents.ts'
import { sourced } from '../documents/sheet.ts'

/** The regions of `regions.yaml`, or where there is none, those that locations name. */
export function resolveRegions(
  document: ValidDocument<'regions'> | undefined,
  locations: readonly Location[],
): readonly Region[] {
  const regions =
    document === undefined
      ? namedByLocations(locations)
      : Object.entries(document.content.regions).map(([name, written]) => declared(document, name, written, locations))
  return regions.toSorted((left, right) => (left.name < right.name ? -1 : 1))
}

function declared(
  { file, content }: ValidDocument<'regions'>,
  name: string,
  written: RegionDocument,
  locations: readonly Location[],
): Region {
  const path = ['regions', name]
  const place = keyAt(file, path)
  const chosen = <Value>(
    key: string,
    own: Value | undefined,
    common: Value | undefined,
    usual: Value,
  ): Sourced<Value> => {
    if (own !== undefined) return sourced(own, 'cluster', valueAt(file, [...path, key]))
    return common === undefined ? sourced(usual, 'derived', place) : sourced(common, 'cluster', valueAt(file, [key]))
  }
  const listed = each(written.locations, file, [...path, 'locations'], locationName)
  const names = new Set(listed.map(({ value }) => value))
  const naming = locations.filter((location) => location.region?.value === name && !names.has(location.name))
  return {
    name: regionName(name),
    place,
    ...(written.owner === undefined ? {} : { owner: written.owner }),
    selectBy: chosen('selectBy', written.selectBy, content.selectBy, 'hostname'),
    testBy: chosen('testBy', written.testBy, content.testBy, 'list'),
    locations: [...listed, ...naming.map(membership)].toSorted((left, right) => (left.value < right.value ? -1 : 1)),
    nodes: each(written.nodes, file, [...path, 'nodes'], nodeName),
    clientNetworks: each(written.clientNetworks, file, [...path, 'clientNetworks'], (text) => text),
  }
}

function namedByLocations(locations: readonly Location[]): readonly Region[] {
  const names = new Set(locations.flatMap(({ region }) => (region === undefined ? [] : [region.value])))
  return [...names].flatMap((name) => {
    const own = locations.filter(({ region }) => region?.value === name)
    const place = own[0]?.region?.origin.place
    if (place === undefined) return []
    return [
      {
        name: regionName(name),
        place,
        selectBy: sourced('hostname' as const, 'derived', place),
        testBy: sourced('list' as const, 'derived', place),
        locations: own.map(membership),
        nodes: [],
        clientNetworks: [],
      },
    ]
  })
}

function membership(location: Location): Sourced<Location['name']> {
  return sourced(location.name, 'location', location.region?.origin.place ?? location.place)
}

function each<Value>(
  values: readonly string[] | undefined,
  file: string,
  path: DocumentPath,
  mint: (text: string) => Value,
): readonly Sourced<Value>[] {
  return (values ?? []).map((value, index) => sourced(mint(value), 'cluster', valueAt(file, [...path, index])))
}

import type { Cluster, Location, Node } from '../../model/fleet.ts'
import type { Place } from '../../source/place.ts'
import { isSourced } from './content.ts'

/** A named value with the place that says it. */
export interface Field {
  readonly value: unknown
  /** What is shown in its place: a secret is compared and never told. */
  readonly shown?: unknown
  readonly place: Place
}

/** Fields by their name in YAML, in the order in which they are told. */
export type Fields = ReadonlyMap<string, Field>

/** What of a node is compared field by field; its name, its location and its identity are told as what they are. */
export function nodeFields(node: Node): Fields {
  const { settings, facts, address, hostname, transit, version, build, ca, outOfService, interfaces } = node
  return new Map([
    ...sourcedFields({ address, hostname, transit, version, build, ca, outOfService }),
    ...sourcedFields(settings),
    ...sourcedFields(facts),
    ...(interfaces[0] === undefined
      ? []
      : [['interfaces', { value: interfaces, place: interfaces[0].place }] as const]),
    ...(facts.portsInUse[0] === undefined
      ? []
      : [['portsInUse', { value: facts.portsInUse, place: facts.portsInUse[0].origin.place }] as const]),
  ])
}

/** What of a location is compared, apart from its nodes. */
export function locationFields(location: Location): Fields {
  const { region, timeZone, clientNetworks, roamingWith } = location
  return new Map([
    ...sourcedFields({ region, timeZone }),
    ...(clientNetworks.length === 0 ? [] : [listField('clientNetworks', clientNetworks, location.place)]),
    ...(roamingWith.length === 0 ? [] : [listField('roamingWith', roamingWith, location.place)]),
  ])
}

/** What of a cluster is compared, apart from its locations, regions and policy. */
export function clusterFields(cluster: Cluster): Fields {
  const { version, build, entryNode, port, ca, transitGroup, facts, place, description } = cluster
  const declared = Object.entries(facts)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]): readonly [string, Field] => [`network.${name}`, { value, place: placeIn(value) ?? place }])
  return new Map([
    ...sourcedFields({ version, build, entryNode, port, ca, transitGroup }),
    ...(description === undefined ? [] : [['description', { value: description, place }] as const]),
    ...declared,
  ])
}

function sourcedFields(values: object): readonly (readonly [string, Field])[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]): readonly (readonly [string, Field])[] =>
    isSourced(value) ? [[name, { value, place: value.origin.place }]] : [],
  )
}

function listField(name: string, values: readonly unknown[], fallback: Place): readonly [string, Field] {
  return [name, { value: values, place: placeIn(values) ?? fallback }]
}

/** The first place that a value names. */
function placeIn(value: unknown): Place | undefined {
  if (isSourced(value)) return value.origin.place
  if (Array.isArray(value)) return placeIn(value[0])
  return typeof value === 'object' && value !== null && 'place' in value && isPlace(value.place)
    ? value.place
    : undefined
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'file' in value && 'kind' in value
}

declare const kind: unique symbol

/** A string that is known to name one kind of thing, so that a node's name is never passed for a group's. */
type NameOf<Kind extends string> = string & { readonly [kind]: Kind }

/** Name of a cluster: the folder below `clusters/`. */
export type ClusterName = NameOf<'cluster'>
/** Name of a location: its file below `locations/`, without the ending. */
export type LocationName = NameOf<'location'>
/** Name of a node: its key below `nodes` of a location; unique in its cluster. */
export type NodeName = NameOf<'node'>
/** Name of a region: a key of `regions.yaml`. */
export type RegionName = NameOf<'region'>
/** Name of a network, runtime or update group; the three kinds are separate name spaces. */
export type GroupName = NameOf<'group'>
/** UUID of an appliance, upper case, as its REST interface gives it. */
export type Uuid = NameOf<'uuid'>
/** Lower-case hex digest of canonical bytes; equal digests mean equal content. */
export type Digest = NameOf<'digest'>

/* oxlint-disable typescript/no-unsafe-type-assertion -- names are minted here and nowhere else */

/** Mints a cluster's name. */
export const clusterName = (text: string): ClusterName => text as ClusterName
/** Mints a location's name. */
export const locationName = (text: string): LocationName => text as LocationName
/** Mints a node's name. */
export const nodeName = (text: string): NodeName => text as NodeName
/** Mints a region's name. */
export const regionName = (text: string): RegionName => text as RegionName
/** Mints a group's name. */
export const groupName = (text: string): GroupName => text as GroupName
/** Mints a UUID, folding it to the upper case that appliances use. */
export const uuid = (text: string): Uuid => text.toUpperCase() as Uuid
/** Mints a digest. */
export const digest = (text: string): Digest => text as Digest

import type { Cluster, Node } from '../../model/fleet.ts'
import type { LocationName, NodeName, Uuid } from '../../model/names.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import { SETTINGS } from '../../model/settings-catalogue.ts'
import type { SettingName } from '../../model/settings.ts'
import type { Sourced } from '../../model/sourced.ts'
import { nodesWith } from '../reading.ts'

const descriptiveNames = [
  'address',
  'build',
  'ca',
  'entryNode',
  'hostname',
  'outOfService',
  'port',
  'transit',
  'transitGroup',
  'version',
] as const

/** Values that describe a node or a cluster and are not settings of an appliance. */
export type DescriptiveName = (typeof descriptiveNames)[number]

/** A node as the artifacts hold it: who it is, what describes it, and every setting that is managed. */
export interface NodeArtifact {
  readonly name: NodeName
  readonly location: LocationName
  readonly uuid: Uuid
  /** What describes the node and is not written to it, sorted by name. */
  readonly description: readonly Property<DescriptiveName>[]
  /** What is written to the node, sorted by name. */
  readonly settings: readonly Property<SettingName>[]
}

/** One value with its unit and where it comes from. */
export interface Property<Name extends string> {
  readonly name: Name
  readonly found: Sourced<unknown>
  readonly unit?: string
}

/** What is kept of each node of a cluster, in the order of the nodes. */
export function nodeArtifacts(cluster: Cluster): readonly NodeArtifact[] {
  const names = settingNames.filter((name) => nodesWith(cluster, name).length > 0).toSorted()
  return cluster.nodes.map((node) => ({
    name: node.name,
    location: node.location,
    uuid: node.uuid.value,
    description: described(node),
    settings: managed(node, names),
  }))
}

function managed({ settings }: Node, names: readonly SettingName[]): readonly Property<SettingName>[] {
  const properties: Property<SettingName>[] = []
  for (const name of names) {
    const found = settings[name]
    if (found === undefined) continue
    const { unit } = SETTINGS[name]
    properties.push(unit === undefined ? { name, found } : { name, found, unit })
  }
  return properties
}

/** What describes a node or a cluster, sorted by name; what is not given is left out. */
export function described(subject: {
  readonly [Name in DescriptiveName]?: Sourced<unknown>
}): readonly Property<DescriptiveName>[] {
  const properties: Property<DescriptiveName>[] = []
  for (const name of descriptiveNames) {
    const found = subject[name]
    if (found !== undefined) properties.push({ name, found })
  }
  return properties
}

import type { Node } from '../../model/fleet.ts'
import type { LocationName, NodeName, Uuid } from '../../model/names.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import { SETTINGS } from '../../model/settings-catalogue.ts'
import type { SettingName } from '../../model/settings.ts'
import type { Sourced } from '../../model/sourced.ts'

/** Values that describe a node or a cluster and are not settings of an appliance. */
export type DescriptiveName =
  | 'address'
  | 'ca'
  | 'entryNode'
  | 'hostname'
  | 'outOfService'
  | 'port'
  | 'transit'
  | 'transitGroup'
  | 'uuid'
  | 'version'
  | 'build'

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

const SORTED_NAMES = settingNames.toSorted()

/** What is kept of a node. */
export function nodeArtifact(node: Node): NodeArtifact {
  return {
    name: node.name,
    location: node.location,
    uuid: node.uuid.value,
    description: [
      ...described('address', node.address),
      ...described('build', node.build),
      ...described('ca', node.ca),
      ...described('hostname', node.hostname),
      ...described('outOfService', node.outOfService),
      ...described('transit', node.transit),
      ...described('version', node.version),
    ],
    settings: managed(node),
  }
}

function managed({ settings }: Node): readonly Property<SettingName>[] {
  const properties: Property<SettingName>[] = []
  for (const name of SORTED_NAMES) {
    const found = settings[name]
    if (found === undefined) continue
    const { unit } = SETTINGS[name]
    properties.push(unit === undefined ? { name, found } : { name, found, unit })
  }
  return properties
}

/** A described value as a property, or nothing where it is not given. */
export function described(
  name: DescriptiveName,
  found: Sourced<unknown> | undefined,
): readonly Property<DescriptiveName>[] {
  return found === undefined ? [] : [{ name, found }]
}

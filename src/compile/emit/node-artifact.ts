import type { Node } from '../../model/fleet.ts'
import type { LocationName, NodeName, Uuid } from '../../model/names.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import { SETTINGS } from '../../model/settings-catalogue.ts'
import type { SettingName } from '../../model/settings.ts'
import type { Layer, Origin, Sourced } from '../../model/sourced.ts'

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
  readonly value: unknown
  readonly unit?: string
  readonly origin: PropertyOrigin
}

/** Where a value comes from: layer, file and path, and no line, because lines change when nothing else does. */
export interface PropertyOrigin {
  readonly layer: Layer
  readonly file: string
  readonly path: readonly (string | number)[]
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
    settings: SORTED_NAMES.flatMap((name) => {
      const found = node.settings[name]
      if (found === undefined) return []
      const { unit } = SETTINGS[name]
      const property = { name, value: found.value, origin: originOf(found.origin) }
      return [unit === undefined ? property : { ...property, unit }]
    }),
  }
}

/** A described value as a property, or nothing where it is not given. */
export function described(
  name: DescriptiveName,
  found: Sourced<unknown> | undefined,
): readonly Property<DescriptiveName>[] {
  return found === undefined ? [] : [{ name, value: found.value, origin: originOf(found.origin) }]
}

function originOf({ layer, place }: Origin): PropertyOrigin {
  return { layer, file: place.file, path: place.kind === 'node' ? place.path : [] }
}

import type { Cluster, Node } from '../../model/fleet.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import { SETTINGS } from '../../model/settings-catalogue.ts'
import type { ResolvedSettings } from '../../model/settings.ts'
import type { Sourced } from '../../model/sourced.ts'
import { nodesWith } from '../facts/settings-of-nodes.ts'

/** Values that describe a node and are no settings of an appliance, sorted. */
const ofNode = ['address', 'build', 'ca', 'hostname', 'outOfService', 'transit', 'version'] as const

/** Values that describe a cluster as a whole, sorted. */
const ofCluster = ['build', 'ca', 'entryNode', 'port', 'transitGroup', 'version'] as const

/** One property of all nodes: where a node has it, and what its lines and its content begin and end with. */
export interface Column {
  readonly name: string
  /** The keys that lead to it in YAML, from the node. */
  readonly steps: readonly string[]
  readonly of: (node: Node) => Sourced<unknown> | undefined
  readonly lineHead: string
  /** Follows the value: its unit, where it has one. */
  readonly lineTail: string
  readonly contentHead: string
  readonly contentTail: string
}

/** What is kept of the nodes of a cluster, each sorted by name. */
export interface Columns {
  /** What describes a node and is not written to it. */
  readonly description: readonly Column[]
  /** What is written to the nodes. A setting that no node has is not among them. */
  readonly settings: readonly Column[]
}

const describing = ofNode.map((name) => column(name, undefined, (node) => node[name]))

/** The properties of a cluster's nodes. */
export function columnsOf(cluster: Cluster): Columns {
  const managed = settingNames.filter((name) => nodesWith(cluster, name).length > 0).toSorted()
  return {
    description: describing,
    settings: managed.map((name) =>
      column(name, SETTINGS[name].unit, ({ settings }: { readonly settings: ResolvedSettings }) => settings[name]),
    ),
  }
}

/** The names of the settings that are written, as a text. */
export function namesIn({ settings }: Columns): string {
  return settings.map(({ name }) => name).join()
}

/** What describes a cluster as a whole, by name and sorted; what is not given is left out. */
export function descriptionOf(cluster: Pick<Cluster, (typeof ofCluster)[number]>): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const name of ofCluster) {
    const one = cluster[name]
    if (one !== undefined) found[name] = one.value
  }
  return found
}

/** Names and units are words of the model and need no escaping. */
function column(name: string, unit: string | undefined, of: Column['of']): Column {
  const [inLine, inContent] = unit === undefined ? ['', 'null'] : [`,"unit":"${unit}"`, `"${unit}"`]
  return {
    name,
    steps: name.split('.'),
    of,
    lineHead: `{"name":"${name}","value":`,
    lineTail: inLine,
    contentHead: `["${name}",`,
    contentTail: `,${inContent}]`,
  }
}

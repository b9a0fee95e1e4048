import type { SettingName } from '../../model/settings.ts'

/** What has to hold for one setting of one node: the value that YAML must give it, `null` for empty. */
export interface RequiredValue {
  readonly value: unknown
  /** Holds anyway as long as no layer above the node says otherwise: a derived group, or an empty setting left alone. */
  readonly free: boolean
}

/** What has to hold for a node, by setting. A setting that is not in it can be given by no layer above the node. */
export type RequiredValues = ReadonlyMap<SettingName, RequiredValue>

/** Settings as YAML has them, by their name. */
export type Written = ReadonlyMap<SettingName, unknown>

/** Where values are written: at the cluster, at each location, at each node of each location. */
export interface Layers {
  readonly cluster: Written
  readonly locations: readonly { readonly defaults: Written; readonly nodes: readonly Written[] }[]
}

/** Settings that are about one machine, whatever other machines have. */
const ownToNode: ReadonlySet<SettingName> = new Set<SettingName>([
  'listeners',
  'routes',
  'gui.controlAddress',
  'gui.requestAddress',
])

/**
 * Writes every value in the layer where it takes the least text: what all nodes share at the cluster, what those of a
 * location share there, exceptions at the node. Between equal ways, the one with fewer layers.
 */
export function layOver(locations: readonly (readonly RequiredValues[])[]): Layers {
  const names = [...new Set(locations.flat().flatMap((required) => [...required.keys()]))]
  const placed = names.map((name) => ({ name, ...place(name, locations) }))
  return {
    cluster: written(placed, ({ above }) => above),
    locations: locations.map((nodes, index) => ({
      defaults: written(placed, ({ sites }) => sites[index]?.within),
      nodes: nodes.map((_, position) => written(placed, ({ sites }) => sites[index]?.own[position])),
    })),
  }
}

/** Where one setting is written: above all, within each location, and of its own at each of the nodes there. */
interface Placed {
  readonly above: Given
  readonly sites: readonly { readonly within: Given; readonly own: readonly Given[] }[]
}

function place(name: SettingName, locations: readonly (readonly RequiredValues[])[]): Placed {
  const cells = locations.map((nodes) => nodes.map((node) => cellOf(name, node.get(name))))
  const layered = !ownToNode.has(name)
  const above = layered ? best(cells.flat(), (given) => sumOf(cells, given)) : undefined
  const sites = cells.map((nodes) => {
    const within = layered ? best(nodes, (given) => nodesCost(nodes, given ?? above)) : undefined
    const own = nodes.map((cell) => (cell !== undefined && isWritten(cell, within ?? above) ? cell : undefined))
    return { within, own }
  })
  return { above, sites }
}

function written(placed: readonly (Placed & { readonly name: SettingName })[], pick: (one: Placed) => Given): Written {
  return new Map(
    placed.flatMap((one) => {
      const given = pick(one)
      return given === undefined ? [] : [[one.name, given.value] as const]
    }),
  )
}

/** Settings as the maps of YAML: `updates.interval` stands below `updates`. */
export function nested(settings: Written): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = {}
  for (const [name, value] of settings) {
    const [subject = name, key] = name.split('.')
    if (key === undefined) result[name] = value
    else result[subject] = { ...asMap(result[subject]), [key]: value }
  }
  return result
}

/** What it weighs to take a value back that a layer gives and the node would not have otherwise. */
const TAKEN_BACK = 40

/** What is due at one node, ready to be compared and weighed. */
interface Cell extends RequiredValue {
  readonly key: string
  /** About as many characters as the value takes in YAML, a line and its indentation included. */
  readonly cost: number
}

/** What a layer gives; undefined where it gives nothing. */
type Given = Cell | undefined

function cellOf(name: SettingName, required: RequiredValue | undefined): Given {
  if (required === undefined) return undefined
  const key = JSON.stringify(required.value)
  return { ...required, key, cost: name.length + 8 + key.length }
}

/** What is worth giving, by what everything costs then; undefined where giving nothing is as good. */
function best(cells: readonly Given[], costWith: (given: Given) => number): Given {
  let found: Given
  let least = costWith(undefined)
  for (const candidate of shared(cells)) {
    const cost = candidate.cost + costWith(candidate)
    if (cost < least) [found, least] = [candidate, cost]
  }
  return found
}

/** Values of two nodes or more; what one node alone has is never worth a layer. */
function shared(cells: readonly Given[]): readonly Cell[] {
  const once = new Map<string, Cell>()
  const twice = new Map<string, Cell>()
  for (const cell of cells) {
    if (cell === undefined) continue
    if (once.has(cell.key)) twice.set(cell.key, cell)
    else once.set(cell.key, cell)
  }
  return [...twice.values()]
}

function sumOf(locations: readonly (readonly Given[])[], above: Given): number {
  return locations.reduce((sum, nodes) => {
    const within = best(nodes, (given) => nodesCost(nodes, given ?? above))
    return sum + (within?.cost ?? 0) + nodesCost(nodes, within ?? above)
  }, 0)
}

function nodesCost(nodes: readonly Given[], above: Given): number {
  return nodes.reduce((sum, cell) => {
    if (cell === undefined) return above === undefined ? sum : Number.POSITIVE_INFINITY
    return isWritten(cell, above) ? sum + cell.cost + (cell.free ? TAKEN_BACK : 0) : sum
  }, 0)
}

function isWritten({ key, free }: Cell, above: Given): boolean {
  return above === undefined ? !free : key !== above.key
}

function asMap(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

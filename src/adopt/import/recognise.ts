import type { ObservedNode } from '../../model/observed.ts'
import type { SettingName, SettingValue } from '../../model/settings.ts'
import { isEndpoint } from '../as-yaml.ts'

/** Where a node belongs, as its groups tell. */
export interface NodePlacement {
  readonly location: string
  readonly transit: boolean
}

/** What the groups of a cluster tell about its layout. */
export interface Layout {
  readonly transitGroup: string
  readonly homes: ReadonlyMap<ObservedNode, NodePlacement>
}

/** Where nodes go whose groups tell nothing. */
const NOWHERE = 'unassigned'

/**
 * Recognises locations by the update groups, which are one for each site as a rule; where those tell nothing apart, by
 * the runtime groups, the network groups, the addresses. The network group that joins the most locations is the transit
 * group: each of its members is in another one besides.
 */
export function recogniseLayout(nodes: readonly ObservedNode[]): Layout {
  const homeGroups = sites(nodes)
  const transitGroup = joiningGroup(nodes, homeGroups)
  const names = locationNames(new Set(homeGroups.values()))
  const homes = nodes.map((node): [ObservedNode, NodePlacement] => {
    const location = names.get(homeGroups.get(node) ?? NOWHERE) ?? NOWHERE
    return [node, { location, transit: networkGroups(node).includes(transitGroup) && location !== transitGroup }]
  })
  return { transitGroup, homes: new Map(homes) }
}

/** The groups that a node has without anybody writing them down. */
export function derivedGroups(
  home: NodePlacement,
  transitGroup: string,
): Readonly<Partial<Record<SettingName, SettingValue>>> {
  const network = home.transit ? [home.location, transitGroup] : [home.location]
  return { 'groups.network': network, 'groups.runtime': home.location, 'groups.update': home.location }
}

/** A node's network groups, where they are known. */
export function networkGroups(node: ObservedNode): readonly string[] {
  const held = node.settings['groups.network']
  const value: unknown = held?.kind === 'known' ? held.value : []
  return Array.isArray(value) ? value.filter((group) => typeof group === 'string') : []
}

/** Letters of a name that was made of a text: a file system takes no more than 255 bytes, and who counts up adds some. */
const MOST_LETTERS = 80

/** A host name, short or full, as YAML may name a node. */
const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/

/** The name of a node by its title. A host name stays what it is: a region that selects nodes by their host name goes by it. */
export function nodeNameFor(title: string): string {
  const name = title.toLowerCase()
  return HOST.test(name) && name.length <= MOST_LETTERS ? name : slug(title)
}

/** Turns any text into a name as file names and keys have it. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, MOST_LETTERS)
    .replace(/-$/, '')
}

type Sites = ReadonlyMap<ObservedNode, string>

function sites(nodes: readonly ObservedNode[]): Sites {
  const sizes = new Map<string, number>()
  for (const node of nodes) for (const group of networkGroups(node)) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const byNetwork = new Map(nodes.map((node) => [node, homeGroup(node, sizes)]))
  const ways: readonly (Sites | undefined)[] = [
    sitesBy(nodes, (node) => textOf(node, 'groups.update')),
    sitesBy(nodes, (node) => textOf(node, 'groups.runtime')),
    new Set(byNetwork.values()).size > 1 ? byNetwork : undefined,
    sitesBy(nodes, subnetOf),
  ]
  return ways.find((found) => found !== undefined) ?? byNetwork
}

/** Sites as one thing tells them: it is known of every node, tells some apart, and puts some together. */
function sitesBy(nodes: readonly ObservedNode[], tell: (node: ObservedNode) => string | undefined): Sites | undefined {
  const told = new Map(nodes.flatMap((node) => (tell(node) === undefined ? [] : ([[node, tell(node) ?? '']] as const))))
  const count = new Set(told.values()).size
  return told.size === nodes.length && count > 1 && (count < nodes.length || count === 2) ? told : undefined
}

/** The first three numbers of the address that the node listens on. */
function subnetOf(node: ObservedNode): string | undefined {
  const held = node.settings.listeners
  const value: unknown = held?.kind === 'known' ? held.value : []
  const endpoint = Array.isArray(value) ? value.find(isEndpoint) : undefined
  const numbers = /^(\d+)\.(\d+)\.(\d+)\.\d+$/.exec(endpoint?.address ?? '')
  return numbers === null ? undefined : `net-${numbers.slice(1).join('-')}`
}

function textOf({ settings }: ObservedNode, name: 'groups.update' | 'groups.runtime'): string | undefined {
  const held = settings[name]
  return held?.kind === 'known' && typeof held.value === 'string' && held.value !== '' ? held.value : undefined
}

function homeGroup(node: ObservedNode, sizes: ReadonlyMap<string, number>): string {
  const groups = networkGroups(node)
  const own = textOf(node, 'groups.runtime')
  if (own !== undefined && groups.includes(own)) return own
  const [smallest] = groups.toSorted((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0) || (a < b ? -1 : 1))
  return smallest ?? own ?? NOWHERE
}

function joiningGroup(nodes: readonly ObservedNode[], homes: Sites): string {
  const taken = new Set(homes.values())
  const joined = new Map<string, Set<string>>()
  for (const node of nodes) {
    for (const group of networkGroups(node)) {
      if (!taken.has(group)) joined.set(group, (joined.get(group) ?? new Set()).add(homes.get(node) ?? NOWHERE))
    }
  }
  const alone = new Set(nodes.flatMap((node) => (networkGroups(node).length === 1 ? networkGroups(node) : [])))
  const [best] = [...joined]
    .filter(([group, locations]) => locations.size > 1 && !alone.has(group))
    .toSorted(([a, left], [b, right]) => right.size - left.size || (a < b ? -1 : 1))
  return best?.[0] ?? 'transit'
}

function locationNames(groups: ReadonlySet<string>): ReadonlyMap<string, string> {
  const used = new Set<string>()
  const names = new Map<string, string>()
  for (const group of [...groups].toSorted()) {
    const base = slug(group) || NOWHERE
    let name = base
    for (let number = 2; used.has(name); number += 1) name = `${base}-${number}`
    used.add(name)
    names.set(group, name)
  }
  return names
}

import type { ObservedNode } from '../model/observed.ts'
import type { SettingName, SettingValue } from '../model/settings.ts'

/** Where a node belongs, as its groups tell. */
export interface Home {
  readonly location: string
  readonly transit: boolean
}

/** What the groups of a cluster tell about its layout. */
export interface Layout {
  readonly transitGroup: string
  readonly homes: ReadonlyMap<ObservedNode, Home>
}

/** Where nodes go whose groups tell nothing. */
const NOWHERE = 'unassigned'

/**
 * Recognises locations: a node belongs to the runtime group that is also one of its network groups, else to its
 * smallest network group. The network group that joins the most locations and is nobody's home is the transit group.
 */
export function recogniseLayout(nodes: readonly ObservedNode[]): Layout {
  const sizes = new Map<string, number>()
  for (const node of nodes) for (const group of networkGroups(node)) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const homeGroups = new Map(nodes.map((node) => [node, homeGroup(node, sizes)]))
  const transitGroup = joiningGroup(nodes, homeGroups)
  const names = locationNames(new Set(homeGroups.values()))
  const homes = nodes.map((node): [ObservedNode, Home] => {
    const location = names.get(homeGroups.get(node) ?? NOWHERE) ?? NOWHERE
    return [node, { location, transit: networkGroups(node).includes(transitGroup) && location !== transitGroup }]
  })
  return { transitGroup, homes: new Map(homes) }
}

/** The groups that a node has without anybody writing them down. */
export function derivedGroups(home: Home, transitGroup: string): Readonly<Partial<Record<SettingName, SettingValue>>> {
  const network = home.transit ? [home.location, transitGroup] : [home.location]
  return { 'groups.network': network, 'groups.runtime': home.location, 'groups.update': home.location }
}

/** A node's network groups, where they are known. */
export function networkGroups(node: ObservedNode): readonly string[] {
  const held = node.settings['groups.network']
  const value: unknown = held?.kind === 'known' ? held.value : []
  return Array.isArray(value) ? value.filter((group) => typeof group === 'string') : []
}

/** Turns any text into a name as file names and keys have it. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}

function homeGroup(node: ObservedNode, sizes: ReadonlyMap<string, number>): string {
  const groups = networkGroups(node)
  const runtime = node.settings['groups.runtime']
  const own = runtime?.kind === 'known' && typeof runtime.value === 'string' ? runtime.value : undefined
  if (own !== undefined && groups.includes(own)) return own
  const [smallest] = groups.toSorted((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0) || (a < b ? -1 : 1))
  return smallest ?? own ?? NOWHERE
}

function joiningGroup(nodes: readonly ObservedNode[], homeGroups: ReadonlyMap<ObservedNode, string>): string {
  const taken = new Set(homeGroups.values())
  const joined = new Map<string, Set<string>>()
  for (const node of nodes) {
    for (const group of networkGroups(node)) {
      if (!taken.has(group)) joined.set(group, (joined.get(group) ?? new Set()).add(homeGroups.get(node) ?? NOWHERE))
    }
  }
  const [best] = [...joined].toSorted(([a, left], [b, right]) => right.size - left.size || (a < b ? -1 : 1))
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

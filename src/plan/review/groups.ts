import type { Cluster, Node } from '../../model/fleet.ts'
import type { NodeName } from '../../model/names.ts'
import type { Consequence } from './consequence.ts'
import type { Matching } from './match.ts'

/** What happens to updates and to the users' shared data, which follow update groups and runtime groups. */
export function groupConsequences(before: Cluster, after: Cluster, matching: Matching): readonly Consequence[] {
  return [
    ...withoutDownloader(before, after),
    ...newWanUpdates(before, after),
    ...runtimeGroups(matching, after.nodes.length),
  ]
}

type GroupSetting = 'groups.update' | 'groups.runtime'

function membersBy(nodes: readonly Node[], setting: GroupSetting): ReadonlyMap<string, readonly Node[]> {
  const groups = new Map<string, Node[]>()
  for (const node of nodes) {
    const group = node.settings[setting]?.value
    if (group === undefined || group === null) continue
    groups.set(group, [...(groups.get(group) ?? []), node])
  }
  return groups
}

/** Update groups of which every member is told not to download; a member that nobody told anything may. */
function withoutDownloader(before: Cluster, after: Cluster): readonly Consequence[] {
  const dry = (cluster: Cluster): ReadonlyMap<string, readonly Node[]> =>
    new Map(
      [...membersBy(cluster.nodes, 'groups.update')].filter(([, members]) =>
        members.every(({ settings }) => settings['updates.fromInternet']?.value === false),
      ),
    )
  const earlier = dry(before)
  return [...dry(after)].flatMap(([group, members]): Consequence[] =>
    earlier.has(group)
      ? []
      : [
          {
            kind: 'no-downloader',
            weight: 'danger',
            text: `no node of update group "${group}" downloads updates from the internet`,
            nodes: members.map(({ name }) => name),
          },
        ],
  )
}

/** Update groups that span locations make updates cross the links between them. */
function newWanUpdates(before: Cluster, after: Cluster): readonly Consequence[] {
  const spans = (cluster: Cluster): ReadonlyMap<string, readonly Node[]> =>
    new Map(
      [...membersBy(cluster.nodes, 'groups.update')].filter(
        ([, members]) => new Set(members.map(({ location }) => location)).size > 1,
      ),
    )
  const earlier = spans(before)
  return [...spans(after)].flatMap(([group, members]): Consequence[] => {
    const locations = locationsOf(members)
    const known = new Set(locationsOf(earlier.get(group) ?? []))
    if (locations.every((location) => known.has(location))) return []
    return [
      {
        kind: 'wan-updates',
        weight: 'caution',
        text: `updates of group "${group}" cross the links between ${locations.join(', ')}`,
        nodes: members.map(({ name }) => name),
      },
    ]
  })
}

function locationsOf(nodes: readonly Node[]): readonly string[] {
  return [...new Set(nodes.map(({ location }) => String(location)))].toSorted()
}

/** Nodes that shared users' data and no longer do, and the other way round, judged by who is together with whom. */
function runtimeGroups({ pairs }: Matching, size: number): readonly Consequence[] {
  const before = classes(pairs.map((pair) => [pair.after.name, pair.before.settings['groups.runtime']?.value]))
  const after = classes(pairs.map((pair) => [pair.after.name, pair.after.settings['groups.runtime']?.value]))
  const split = [...before].filter(([, members]) => spread(members, after) > 1)
  const merged = [...after].filter(([, members]) => spread(members, before) > 1)
  return [
    ...split.map(([group, members]) => runtimeGroup(`the users of runtime group "${group}" are split`, members, size)),
    ...merged.map(([group, members]) =>
      runtimeGroup(`runtime group "${group}" now shares users' data of nodes that did not share it`, members, size),
    ),
  ]
}

type Classes = ReadonlyMap<string, readonly NodeName[]>

function classes(nodes: readonly (readonly [NodeName, string | null | undefined])[]): Classes {
  const found = new Map<string, NodeName[]>()
  for (const [name, group] of nodes) {
    if (group === undefined || group === null) continue
    found.set(group, [...(found.get(group) ?? []), name])
  }
  return found
}

/** Over how many classes the members are spread. */
function spread(members: readonly NodeName[], others: Classes): number {
  return [...others.values()].filter((other) => members.some((member) => other.includes(member))).length
}

function runtimeGroup(text: string, nodes: readonly NodeName[], size: number): Consequence {
  const share = nodes.length === size ? ' (all nodes)' : ''
  return {
    kind: 'runtime-group',
    weight: 'caution',
    text: `${text}${share}: quotas and coaching follow the group`,
    nodes,
  }
}

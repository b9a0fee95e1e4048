import { groupName } from '../../model/names.ts'
import type { FileEdit } from '../../source/fix.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import { alignSetting, offer } from '../fix/offer.ts'
import { strangeLetters } from '../../source/look-alike.ts'
import { nearPairs } from '../facts/near-names.ts'
import { membershipsOf, networkGroupsOf } from '../facts/membership.ts'
import { nodesByValue, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** No two group names are almost the same. */
export const cmNet014: Rule = {
  code: 'CM-NET-014',
  title: 'No two group names are almost the same',
  severity: 'warning',
  stage: 'static',
  why: 'A group exists because nodes name it, and names are compared letter by letter, so two spellings are two groups that share nothing.',
  source: 'ours',
  help: 'spell the name the same way everywhere',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo, Transit] } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo] } } }' } },
  },

  *check(cluster) {
    for (const setting of ['groups.network', 'groups.runtime', 'groups.update'] as const) {
      for (const [rare, common, node] of spellings(cluster, setting)) {
        const kind = setting.slice('groups.'.length)
        // Two names that look the same on the screen are told apart by their letters.
        const strange = strangeLetters(rare, common)
        yield {
          message: `the ${kind} groups "${rare}" and "${common}" differ only in spelling${strange === undefined ? '' : `: ${strange}`}`,
          place: placeOf(node, setting),
          ...offer(`write "${common}" instead of "${rare}"`, respelled(cluster, setting, rare, common)),
        }
      }
    }
  },
}

type GroupSetting = 'groups.network' | 'groups.runtime' | 'groups.update'

function respelled(
  { nodes }: Cluster,
  setting: GroupSetting,
  rare: string,
  common: string,
): readonly (FileEdit | undefined)[] {
  const right = groupName(common)
  if (setting !== 'groups.network') {
    return alignSetting(
      nodes.filter((node) => settingOf(node, setting)?.toString() === rare),
      setting,
      right,
    )
  }
  return nodes
    .filter((node) => networkGroupsOf(node).some((name) => name.toString() === rare))
    .flatMap((node) => {
      const names = networkGroupsOf(node).map((name) => (name.toString() === rare ? right : name))
      return alignSetting([node], setting, [...new Set(names)])
    })
}

/** Pairs of names that are near each other, the rarer one first, with a node that has it. */
function* spellings(cluster: Cluster, setting: GroupSetting): Generator<[string, string, Node]> {
  const pairs = nearPairs(namesOf(cluster, setting))
  if (pairs.length === 0) return
  const uses = usesOf(cluster, setting)
  // Locations are named on purpose, however near their names are.
  const locations = new Set<string>(cluster.locations.map(({ name }) => name))
  for (const pair of pairs) {
    const likely = (name: string): readonly number[] => [
      // Nobody means a blank at the end of a name.
      name.trim() === name ? 1 : 0,
      uses.get(name)?.length ?? 0,
      locations.has(name) || name === cluster.transitGroup.value ? 1 : 0,
    ]
    const [rare, common] = pair.toSorted((a, b) => compareNumbers(likely(a), likely(b)))
    const [node] = uses.get(rare ?? '') ?? []
    if (rare === undefined || common === undefined || node === undefined) continue
    if (!locations.has(rare) || !locations.has(common)) yield [rare, common, node]
  }
}

/** The names of groups; a blank name is no name. */
function namesOf(cluster: Cluster, setting: GroupSetting): readonly string[] {
  if (setting === 'groups.network') return [...membershipsOf(cluster).groups.keys()]
  return [...nodesByValue(cluster, setting).keys()].flatMap((name) =>
    typeof name === 'string' && name.trim() !== '' ? [name] : [],
  )
}

/** The groups by their names with the nodes that are in them. */
function usesOf(cluster: Cluster, setting: GroupSetting): ReadonlyMap<unknown, readonly Node[]> {
  if (setting !== 'groups.network') return nodesByValue(cluster, setting)
  return new Map([...membershipsOf(cluster).groups.values()].map(({ name, members }) => [name, members]))
}

/** Compares by the first number that differs. */
function compareNumbers(left: readonly number[], right: readonly number[]): number {
  return left.map((number, index) => number - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0
}

import type { Cluster, Node } from '../../model/fleet.ts'
import { areNear } from '../near-names.ts'
import { networkGroupsOf } from '../membership.ts'
import { placeOf, settingOf } from '../reading.ts'
import type { Rule } from './rule.ts'

/** Group names are not almost alike. */
export const cmNet014: Rule = {
  code: 'CM-NET-014',
  title: 'Group names are not almost alike',
  severity: 'warning',
  stage: 'static',
  why: 'Groups exist by being named, and names are compared letter by letter, so two spellings are two groups that share nothing.',
  source: 'ours',
  help: 'write the name in one way everywhere',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo, Transit] } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo] } } }' } },
  },

  *check(cluster) {
    const kinds = [
      { setting: 'groups.network', namesOf: networkGroupsOf },
      { setting: 'groups.runtime', namesOf: (node: Node) => [settingOf(node, 'groups.runtime') ?? ''] },
      { setting: 'groups.update', namesOf: (node: Node) => [settingOf(node, 'groups.update') ?? ''] },
    ] as const
    for (const { setting, namesOf } of kinds) {
      for (const [rare, common, node] of nearPairs(cluster, namesOf)) {
        const kind = setting.slice('groups.'.length)
        yield {
          message: `the ${kind} groups "${rare}" and "${common}" differ in their spelling only`,
          place: placeOf(node, setting),
        }
      }
    }
  },
}

/** Pairs of names that are near each other, the rarer one first, with a node that has it. */
function* nearPairs(cluster: Cluster, namesOf: (node: Node) => readonly string[]): Generator<[string, string, Node]> {
  const members = new Map<string, Node[]>()
  for (const node of cluster.nodes) {
    for (const name of namesOf(node)) if (name.trim() !== '') members.set(name, [...(members.get(name) ?? []), node])
  }
  const locations = new Set<string>(cluster.locations.map(({ name }) => name))
  const names = [...members].toSorted(([, a], [, b]) => a.length - b.length)
  for (const [index, [rare, [node]]] of names.entries()) {
    const near = names
      .slice(index + 1)
      .find(([other]) => areNear(rare, other) && !(locations.has(rare) && locations.has(other)))
    if (near !== undefined && node !== undefined) yield [rare, near[0], node]
  }
}

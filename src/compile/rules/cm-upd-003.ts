import type { Node } from '../../model/fleet.ts'
import { groupName } from '../../model/names.ts'
import { alignSetting, offer } from '../fix/offer.ts'
import { commonest, groupedBy, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** The nodes of a location are in one update group. */
export const cmUpd003: Rule = {
  code: 'CM-UPD-003',
  title: 'The nodes of a location are in one update group',
  severity: 'warning',
  stage: 'static',
  why: 'In one group, an update is downloaded once and shared over the fast network of the location; in two, it is downloaded twice.',
  source: 'BP',
  help: 'omit "groups.update", so that the location is the group',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { update: lab } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { update: tokyo } } }' } },
  },

  *check(cluster) {
    for (const { name, nodes } of cluster.locations) {
      if (areAlike(nodes)) continue
      const named = nodes.filter((node) => (settingOf(node, 'groups.update') ?? '').trim() !== '')
      const groups = groupedBy(named, (node) => settingOf(node, 'groups.update'))
      const usual = nodes.some((node) => settingOf(node, 'groups.update')?.toString() === name.toString())
        ? name
        : commonest(groups)
      for (const [group, members] of groups) {
        const [first] = members
        if (first === undefined || group?.toString() === usual?.toString()) continue
        yield {
          message: `node "${first.name}" is in the update group "${group ?? ''}", the others of location "${name}" are in "${usual ?? ''}"`,
          place: placeOf(first, 'groups.update'),
          ...(usual == null
            ? {}
            : offer(`use the update group "${usual}"`, alignSetting(members, 'groups.update', groupName(usual)))),
        }
      }
    }
  },
}

function areAlike(nodes: readonly Node[]): boolean {
  const [first] = nodes
  const group = first && settingOf(first, 'groups.update')
  return nodes.every((node) => settingOf(node, 'groups.update') === group)
}

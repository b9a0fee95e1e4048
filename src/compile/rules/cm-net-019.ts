import { alignSetting, forgetSetting, offer } from '../fix/offer.ts'
import { networkGroupsOf, oddlyGrouped } from '../facts/membership.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** No network group has an empty name. */
export const cmNet019: Rule = {
  code: 'CM-NET-019',
  title: 'No network group has an empty name',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'A blank name connects nothing; a node that has no other group is refused as unreachable.',
  source: 'BP',
  help: 'enter the name of a group, or remove the entry',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': "nodes: { tokyo-2: { groups: { network: [tokyo, ' '] } } }" } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo] } } }' } },
  },

  *check(cluster) {
    for (const node of oddlyGrouped(cluster).blank) {
      const named = networkGroupsOf(node).filter((name) => name.trim() !== '')
      yield {
        message: `node "${node.name}" is in a network group without a name`,
        place: placeOf(node, 'groups.network'),
        ...offer(
          'leave the empty name out',
          named.length === 0
            ? forgetSetting([node], 'groups.network', hasName)
            : alignSetting([node], 'groups.network', named),
        ),
      }
    }
  },
}

function hasName(names: readonly string[] | null): boolean {
  return (names ?? []).some((name) => name.trim() !== '')
}

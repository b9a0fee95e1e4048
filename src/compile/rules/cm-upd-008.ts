import { offer, writeSetting } from '../fix/offer.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { updateGroupsOf } from '../facts/update-groups.ts'
import type { Rule } from './rule.ts'

/** A node that is alone in its update group does not wait for others. */
export const cmUpd008: Rule = {
  code: 'CM-UPD-008',
  title: 'A node that is alone in its update group does not wait for others',
  severity: 'info',
  stage: 'static',
  why: 'There is no other node to take updates from. The setting does nothing until another node names the same group, and then updates cross the network unexpectedly.',
  source: 'field',
  help: 'set "updates.fromNodes: false"',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { update: lab } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { update: tokyo } } }' } },
  },

  *check(cluster) {
    for (const { name, members } of updateGroupsOf(cluster)) {
      const [only, second] = members
      if (only === undefined || second !== undefined || settingOf(only, 'updates.fromNodes') !== true) continue
      if (settingOf(only, 'updates.fromInternet') === false) continue
      yield {
        message: `node "${only.name}" is alone in the update group "${name}" and takes updates from other nodes`,
        place: placeOf(only, 'updates.fromNodes'),
        ...offer(`let "${only.name}" not wait for others`, [writeSetting(only, 'updates.fromNodes', false)]),
      }
    }
  },
}

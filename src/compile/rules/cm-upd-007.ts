import { downloadAt } from '../fix/download.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { updateGroupsOf } from '../facts/update-groups.ts'
import type { Rule } from './rule.ts'

/** A node that relies on others for updates is not alone in its update group. */
export const cmUpd007: Rule = {
  code: 'CM-UPD-007',
  title: 'A node that relies on others for updates is not alone in its update group',
  severity: 'error',
  stage: 'static',
  why: 'Updates are shared inside the group only, so a node that is alone in it and may not download from the internet is never updated.',
  source: 'BP',
  help: 'set "updates.fromInternet: true", or put the node into the update group of its location',
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { update: lab }, updates: { fromInternet: false } } }',
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { update: lab }, updates: { fromInternet: true } } }',
      },
    },
  },

  *check(cluster) {
    for (const { name, members } of updateGroupsOf(cluster)) {
      const [only, second] = members
      // A node that takes updates from nobody is reported by CM-UPD-006.
      if (only === undefined || second !== undefined || settingOf(only, 'updates.fromNodes') === false) continue
      if (settingOf(only, 'updates.fromInternet') !== false) continue
      yield {
        message: `node "${only.name}" is alone in the update group "${name}" and may not download from the internet`,
        place: placeOf(only, 'updates.fromInternet'),
        ...downloadAt(only),
      }
    }
  },
}

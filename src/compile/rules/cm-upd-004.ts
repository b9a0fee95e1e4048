import { downloadFor } from '../fix/download.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { updateGroupsOf } from '../facts/update-groups.ts'
import { counted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** An update group has a node that downloads from the internet. */
export const cmUpd004: Rule = {
  code: 'CM-UPD-004',
  title: 'An update group has a node that downloads from the internet',
  severity: 'error',
  stage: 'static',
  why: 'Only the interval check of a node that may download from the internet does anything; in a group without one, no node is ever updated automatically.',
  source: 'BP',
  help: 'set "updates.fromInternet: true" at one node of the group or more',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'defaults: { updates: { fromInternet: false } }' } },
    valid: {
      files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { updates: { automatic: false, fromInternet: false } } }' },
    },
  },

  *check(cluster) {
    for (const { name, members } of updateGroupsOf(cluster)) {
      const [first] = members
      // A node that is alone in its group is reported by CM-UPD-007.
      if (first === undefined || members.length < 2) continue
      if (!members.some((node) => settingOf(node, 'updates.automatic') === true)) continue
      if (!members.every((node) => settingOf(node, 'updates.fromInternet') === false)) continue
      yield {
        message: `none of the ${counted(members.length, 'node')} of the update group "${name}" downloads from the internet`,
        place: placeOf(first, 'updates.fromInternet'),
        ...downloadFor(members),
      }
    }
  },
}

import { offer, writeSetting } from '../fix/offer.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { updateGroupsOf } from '../facts/update-groups.ts'
import type { Rule } from './rule.ts'

/** A node with automatic updates downloads from the internet. */
export const cmUpd005: Rule = {
  code: 'CM-UPD-005',
  title: 'A node with automatic updates downloads from the internet',
  severity: 'warning',
  stage: 'static',
  why: 'When the interval has passed, a node that may not download from the internet does nothing at all: switching the check on has no effect.',
  source: 'BP',
  help: 'set "updates.automatic: false", so that the node waits for the others, or "updates.fromInternet: true"',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { updates: { fromInternet: false } } }' } },
    valid: {
      files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { updates: { automatic: false, fromInternet: false } } }' },
    },
  },

  *check(cluster) {
    for (const { members } of updateGroupsOf(cluster)) {
      // A group in which nobody downloads is reported by CM-UPD-004, -006 and -007.
      if (members.every((node) => settingOf(node, 'updates.fromInternet') === false)) continue
      for (const node of members) {
        if (settingOf(node, 'updates.automatic') !== true || settingOf(node, 'updates.fromInternet') !== false) continue
        if (settingOf(node, 'updates.fromNodes') === false) continue
        yield {
          message: `node "${node.name}" checks for updates but may not download any from the internet`,
          place: placeOf(node, 'updates.fromInternet'),
          ...offer(`let "${node.name}" wait for the others`, [writeSetting(node, 'updates.automatic', false)]),
        }
      }
    }
  },
}

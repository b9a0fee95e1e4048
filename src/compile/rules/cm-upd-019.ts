import { forgetSetting, offer } from '../fix/offer.ts'
import { blankGroups } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** No update group has an empty name. */
export const cmUpd019: Rule = {
  code: 'CM-UPD-019',
  title: 'No update group has an empty name',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: 'What an empty name means is not known; Pader takes such a node to be alone.',
  source: 'ours',
  help: 'name a group, or leave "groups.update" out, so that it is the location',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': "nodes: { tokyo-2: { groups: { update: '' } } }" } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { update: tokyo } } }' } },
  },

  *check(cluster) {
    for (const { nodes, place } of blankGroups(cluster, 'groups.update')) {
      yield {
        message: `the update group of ${quoted(nodes.map(({ name }) => name))} has no name`,
        place,
        ...offer(
          'leave the update group out',
          forgetSetting(nodes, 'groups.update', (group) => (group ?? '').trim() !== ''),
        ),
      }
    }
  },
}

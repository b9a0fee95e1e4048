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
  why: 'It is not known what an empty name means; Pader treats such a node as alone in its group.',
  source: 'ours',
  help: 'name a group, or omit "groups.update", so that the location is the group',
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

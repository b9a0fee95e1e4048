import { forgetSetting, offer } from '../fix/offer.ts'
import { blankGroups } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** No runtime group has an empty name. */
export const cmRt008: Rule = {
  code: 'CM-RT-008',
  title: 'No runtime group has an empty name',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: 'It is not known what an empty name means; Pader treats such a node as alone in its group.',
  source: 'ours',
  help: 'name a group, or omit "groups.runtime", so that the location is the group',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': "nodes: { tokyo-2: { groups: { runtime: '' } } }" } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { runtime: tokyo } } }' } },
  },

  *check(cluster) {
    for (const { nodes, place } of blankGroups(cluster, 'groups.runtime')) {
      yield {
        message: `the runtime group of ${quoted(nodes.map(({ name }) => name))} has no name`,
        place,
        ...offer(
          'leave the runtime group out',
          forgetSetting(nodes, 'groups.runtime', (group) => (group ?? '').trim() !== ''),
        ),
      }
    }
  },
}

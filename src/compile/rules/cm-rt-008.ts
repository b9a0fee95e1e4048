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
  why: 'What an empty name means is not known; Pader takes such a node to be alone.',
  source: 'ours',
  help: 'name a group, or leave "groups.runtime" out, so that it is the location',
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

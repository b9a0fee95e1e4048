import { offer, writeSetting } from '../fix/offer.ts'
import { settingOf, placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** A node downloads subscribed lists. */
export const cmUpd017: Rule = {
  code: 'CM-UPD-017',
  title: 'A node downloads subscribed lists',
  severity: 'warning',
  stage: 'static',
  unverified: true,
  why: 'One of the nodes that may download customer-subscribed lists downloads them; if none may, the lists become outdated.',
  source: 'recalled',
  help: 'set "subscribedLists.download: true" on at least one node',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { subscribedLists: { download: false } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { subscribedLists: { download: true } }' } },
  },

  *check(cluster) {
    const [first] = cluster.nodes
    if (first === undefined || !cluster.nodes.every((node) => settingOf(node, 'subscribedLists.download') === false))
      return
    yield {
      message: 'no node may download subscribed lists',
      place: placeOf(first, 'subscribedLists.download'),
      ...offer(`let "${first.name}" download subscribed lists`, [
        writeSetting(first, 'subscribedLists.download', true),
      ]),
    }
  },
}

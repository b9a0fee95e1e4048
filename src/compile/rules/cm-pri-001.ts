import { alignSetting, offer } from '../fix/offer.ts'
import { commonest, groupedBy, nodesByValue, nodesWith, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** All nodes have the same priority. */
export const cmPri001: Rule = {
  code: 'CM-PRI-001',
  title: 'All nodes have the same priority',
  severity: 'warning',
  stage: 'static',
  why: 'In a conflict, the node with the lower value wins, whatever it holds; with equal values, the newest change wins, which is what people expect.',
  source: 'BP',
  help: 'set "priority" once, under "defaults" in cluster.yaml',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-1: { priority: 5 } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { priority: 10 }' } },
  },

  *check(cluster) {
    if (nodesByValue(cluster, 'priority').size < 2) return
    const set = nodesWith(cluster, 'priority').filter((node) => typeof settingOf(node, 'priority') === 'number')
    const values = groupedBy(set, (node) => settingOf(node, 'priority'))
    const usual = commonest(values)
    for (const [value, nodes] of values) {
      for (const node of value === usual ? [] : nodes) {
        yield {
          message: `node "${node.name}" has the priority ${value}, the others ${usual}`,
          place: placeOf(node, 'priority'),
          ...(usual == null ? {} : offer(`use the priority ${usual}`, alignSetting([node], 'priority', usual))),
        }
      }
    }
  },
}

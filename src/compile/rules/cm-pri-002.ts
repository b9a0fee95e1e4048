import { nodesByValue, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Where priorities differ, the management node wins. */
export const cmPri002: Rule = {
  code: 'CM-PRI-002',
  title: 'Where priorities differ, the management node wins',
  severity: 'warning',
  stage: 'static',
  why: 'Changes are made on the management node; a node with a lower value would override them in a conflict.',
  source: 'BP',
  help: 'give the management node the lowest value, or all nodes the same',
  examples: {
    invalid: { files: { 'locations/newyork.yaml': 'nodes: { newyork-1: { priority: 1 } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-1: { priority: 1 } }' } },
  },

  *check(cluster) {
    const entry = cluster.nodes.find(({ name }) => name === cluster.entryNode.value)
    const own = entry === undefined ? undefined : settingOf(entry, 'priority')
    if (entry === undefined || typeof own !== 'number') return
    if (![...nodesByValue(cluster, 'priority').keys()].some((value) => typeof value === 'number' && value < own)) return
    for (const node of cluster.nodes) {
      const value = settingOf(node, 'priority')
      if (typeof value !== 'number' || value >= own) continue
      yield {
        message: `node "${node.name}" (priority ${value}) would win over the management node "${entry.name}" (${own})`,
        place: placeOf(node, 'priority'),
      }
    }
  },
}

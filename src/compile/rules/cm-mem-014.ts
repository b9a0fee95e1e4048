import { nodesByName, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Proxy HA priorities are not used as node priorities. */
export const cmMem014: Rule = {
  code: 'CM-MEM-014',
  title: 'Proxy HA priorities are not used as node priorities',
  severity: 'info',
  stage: 'static',
  why: 'They are unrelated: one decides who holds the address (higher wins), the other whose configuration wins a conflict (lower wins).',
  source: 'HA',
  help: 'set "priority" once for all nodes, whatever Proxy HA uses',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': `proxyHa:
  tokyo-ha: { virtualAddress: 10.81.16.200, members: { tokyo-1: { priority: 20 }, tokyo-2: { priority: 30 } } }
`,
        'locations/tokyo.yaml': 'nodes: { tokyo-1: { priority: 20 }, tokyo-2: { priority: 30 } }',
      },
    },
    valid: {
      files: {
        'cluster.yaml': `proxyHa:
  tokyo-ha: { virtualAddress: 10.81.16.200, members: { tokyo-1: { priority: 20 }, tokyo-2: { priority: 30 } } }
`,
      },
    },
  },

  *check(cluster) {
    for (const { name, members } of cluster.facts.proxyHa) {
      const pairs = members.flatMap(({ node, priority }) => {
        const found = nodesByName(cluster).get(node)
        return found === undefined || priority === undefined ? [] : [{ node: found, priority }]
      })
      const [first] = pairs
      if (first === undefined || new Set(pairs.map(({ priority }) => priority)).size < 2) continue
      if (!pairs.every(({ node, priority }) => settingOf(node, 'priority') === priority)) continue
      yield {
        message: `the members of the Proxy HA group "${name}" have the same numbers as node priority`,
        place: placeOf(first.node, 'priority'),
      }
    }
  },
}

import { onceWhereWritten } from './once-where-written.ts'
import { placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Every node has a listener for Central Management. */
export const cmIp001: Rule = {
  code: 'CM-IP-001',
  title: 'Every node has a listener for Central Management',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'Without a listener, other nodes cannot connect back; adding a node is refused with "local node has no running listener".',
  source: 'BP',
  help: 'give the node an "address", or write "listeners"',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [] } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.12] } }' } },
  },

  *check(cluster) {
    const deaf = cluster.nodes.filter((node) => (settingOf(node, 'listeners') ?? []).length === 0)
    yield* onceWhereWritten(
      deaf.map((node) => {
        const message = `node "${node.name}" has no listener`
        const place = placeOf(node, 'listeners')
        // Nodes of one range may have lines of their own beside it, and what is missing is a line of the range.
        const alike = { key: node.place.file, said: message, nodes: [node.name] }
        return { node, finding: { message, place, ...(node.settings.listeners === undefined ? { alike } : {}) } }
      }),
    )
  },
}

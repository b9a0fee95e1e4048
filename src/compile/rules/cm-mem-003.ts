import { repeatsIn } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Every node has a host name of its own. */
export const cmMem003: Rule = {
  code: 'CM-MEM-003',
  title: 'Every node has its own host name',
  severity: 'error',
  stage: 'static',
  why: 'Logs identify nodes by host name, and so do regions that are selected by it.',
  source: 'BP',
  help: 'give the node its own "hostname"',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { hostname: tokyo-1 } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { hostname: tokyo-2.example.com } }' } },
  },

  *check(cluster) {
    for (const { first, other } of repeatsIn(cluster.nodes, ({ hostname }) => hostname.value.toLowerCase())) {
      yield {
        message: `nodes "${first.name}" and "${other.name}" have the same host name "${other.hostname.value}"`,
        place: other.hostname.origin.place,
        related: [{ place: first.hostname.origin.place, note: `the host name of "${first.name}"` }],
      }
    }
  },
}

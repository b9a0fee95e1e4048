import { isUuid } from '../facts/marks.ts'
import { repeatsIn } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Every node has a UUID of its own. */
export const cmMem002: Rule = {
  code: 'CM-MEM-002',
  title: 'Every node has its own UUID',
  severity: 'error',
  stage: 'static',
  why: 'All settings of a node are stored under its UUID; a cloned virtual machine often keeps the UUID of its original.',
  source: 'R4',
  help: 'copy the UUID from Appliances Information; give a cloned machine a new one',
  examples: {
    invalid: {
      files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { uuid: 564D9E0F-0826-9B8D-3BEB-0DC024262A64 } }' },
    },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { uuid: 564D0FA3-6391-5B1C-ECDD-18116FD8DADD } }' } },
  },

  *check(cluster) {
    for (const { name, uuid } of cluster.nodes) {
      if (isUuid(uuid.value)) continue
      const message =
        uuid.value === ''
          ? `node "${name}" has no UUID`
          : `the UUID "${uuid.value}" of node "${name}" is not well formed`
      yield { message, place: uuid.origin.place }
    }
    for (const { first, other } of repeatsIn(cluster.nodes, ({ uuid }) => uuid.value)) {
      if (!isUuid(other.uuid.value)) continue
      yield {
        message: `nodes "${first.name}" and "${other.name}" have the same UUID`,
        place: other.uuid.origin.place,
        related: [{ place: first.uuid.origin.place, note: `the UUID of "${first.name}"` }],
      }
    }
  },
}

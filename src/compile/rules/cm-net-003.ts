import { jointsOf } from '../fix/reconnect.ts'
import { isWhole } from '../facts/membership.ts'
import { counted } from '../wording/phrase.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Every part of a cluster has a node that connects it to the others. */
export const cmNet003: Rule = {
  code: 'CM-NET-003',
  title: 'Every part of a cluster has a node that connects it to the others',
  severity: 'error',
  stage: 'static',
  why: 'A cluster that is split can be repaired with one group membership for each part that is cut off; this check names these memberships, so that nobody has to search.',
  source: 'BP',
  help: 'make the node a transit node',
  limits:
    'Where one membership is enough, the finding of CM-NET-002 names it and offers it as a fix, and nothing is said here unless that finding is waived, switched off or less severe.',
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml': 'nodes: { tokyo-1: { transit: false } }',
        'locations/newyork.yaml': 'nodes: { newyork-1: { transit: false } }',
      },
    },
    valid: {
      files: { 'locations/newyork.yaml': 'nodes: { newyork-1: { transit: false }, newyork-2: { transit: true } }' },
    },
  },

  *check(cluster) {
    if (isWhole(cluster)) return
    for (const { node, part, help, fix } of jointsOf(cluster)) {
      yield {
        message: `node "${node.name}" reaches ${counted(part - 1, 'other node')} and not the remaining ${cluster.nodes.length - part}`,
        place: placeOf(node, 'groups.network'),
        ...(fix === undefined ? {} : { fix }),
        help,
      }
    }
  },
}

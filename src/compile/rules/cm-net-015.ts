import { membershipsOf } from '../facts/membership.ts'
import { counted } from '../wording/phrase.ts'
import { nodesByName } from '../facts/settings-of-nodes.ts'
import { singleLosses } from '../../topology/loss.ts'
import type { Rule } from './rule.ts'

/** No single node cuts others off when it fails. */
export const cmNet015: Rule = {
  code: 'CM-NET-015',
  title: 'No single node cuts others off when it fails',
  severity: 'info',
  stage: 'static',
  why: 'Paths are calculated from the configuration, not from which nodes are alive, so the nodes behind the only transit node of a location are cut off until it returns.',
  source: 'BP',
  help: 'advice only: a second transit node in the location would provide another path',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-1: { transit: true } }' } },
    valid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-2: { transit: true }
  tokyo-3: { address: 10.81.0.13 }
`,
        'locations/newyork.yaml': `nodes:
  newyork-2: { transit: true }
  newyork-3: { address: 10.1.0.13 }
`,
      },
    },
  },

  *check(cluster) {
    for (const { lost, cutOff } of singleLosses(membershipsOf(cluster).graph)) {
      const node = nodesByName(cluster).get(lost[0] ?? cluster.entryNode.value)
      if (node === undefined) continue
      yield { message: `the loss of node "${node.name}" cuts off ${counted(cutOff, 'node')}`, place: node.place }
    }
  },
}

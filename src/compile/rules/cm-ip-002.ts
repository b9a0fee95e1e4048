import { moveListener } from '../fix/listener.ts'
import { listenersByKind } from '../facts/listeners.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** No listener is a loopback address. */
export const cmIp002: Rule = {
  code: 'CM-IP-002',
  title: 'No listener is a loopback address',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'A loopback address leads every node to itself, so no other node can connect to this one.',
  source: 'BP',
  help: 'use the physical address of the interface that carries cluster traffic',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': "nodes: { tokyo-2: { listeners: ['127.0.0.1:12346'] } }" } },
    valid: { files: { 'locations/tokyo.yaml': "nodes: { tokyo-2: { listeners: ['10.81.0.12:12346'] } }" } },
  },

  *check(cluster) {
    for (const { node, endpoint } of listenersByKind(cluster).get('loopback') ?? []) {
      yield {
        message: `the listener "${endpoint.address}" of node "${node.name}" is a loopback address`,
        place: placeOf(node, 'listeners'),
        ...moveListener(cluster, node, endpoint),
      }
    }
  },
}

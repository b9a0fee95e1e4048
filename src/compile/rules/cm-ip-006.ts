import { replaceListener } from '../fix/listener.ts'
import { listenersByPort, listenersOf, usualPort } from '../facts/listeners.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** All listeners have the same port. */
export const cmIp006: Rule = {
  code: 'CM-IP-006',
  title: 'All listeners have the same port',
  severity: 'error',
  stage: 'static',
  why: 'The port may be changed as long as it is the same on all appliances.',
  source: 'BP',
  help: "omit the port, so that the cluster's port is used",
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': "nodes: { tokyo-2: { listeners: ['10.81.0.12:12347'] } }" } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.12] } }' } },
  },

  *check(cluster) {
    if (listenersByPort(cluster).size < 2) return
    const usual = usualPort(cluster)
    for (const { node, endpoint } of listenersOf(cluster)) {
      if (endpoint.port === usual) continue
      yield {
        message: `node "${node.name}" listens on port ${endpoint.port}, the others on ${usual}`,
        place: placeOf(node, 'listeners'),
        ...replaceListener(cluster, node, endpoint, { ...endpoint, port: usual }, `listen on port ${usual}`),
      }
    }
  },
}

import { valueBelow } from '../../source/place.ts'
import { nodesWith, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { didYouMean } from '../../source/suggest.ts'
import type { Rule } from './rule.ts'

/** A route leaves through an interface of the node. */
export const cmIp018: Rule = {
  code: 'CM-IP-018',
  title: 'A route leaves through an interface of the node',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: 'A route through a missing interface leads nowhere, and the traffic it was meant for takes the default route.',
  limits: 'A node that declares no interfaces at all is not checked.',
  source: 'ours',
  help: 'name an interface of the node, or declare the interface under "interfaces"',
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml':
          'nodes: { tokyo-2: { routes: [{ destination: 10.0.0.0/8, gateway: 10.81.0.1, device: eht0 }] } }',
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml':
          'nodes: { tokyo-2: { routes: [{ destination: 10.0.0.0/8, gateway: 10.81.0.1, device: eth0 }] } }',
      },
    },
  },

  *check(cluster) {
    for (const node of nodesWith(cluster, 'routes')) {
      const names = node.interfaces.map(({ name }) => name)
      for (const [index, { device }] of (settingOf(node, 'routes') ?? []).entries()) {
        if (names.length === 0 || names.includes(device)) continue
        yield {
          message: `a route of node "${node.name}" leaves through "${device}", which is not an interface of the node`,
          place: valueBelow(placeOf(node, 'routes'), [index, 'device']),
          ...didYouMean(device, names),
        }
      }
    }
  },
}

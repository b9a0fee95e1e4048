import { usualPort } from '../facts/listeners.ts'
import { leadsAcross, passageUse, tellingEdges } from '../facts/passages.ts'
import type { Rule } from './rule.ts'

/** Firewalls are open only for nodes that talk to each other. */
export const cmIp013: Rule = {
  code: 'CM-IP-013',
  title: 'Firewalls are open only for nodes that talk to each other',
  severity: 'info',
  stage: 'static',
  why: 'Network groups decide who connects to whom; if the nodes share no group, nobody uses the opening, yet it stays open to everybody else.',
  source: 'ours',
  limits:
    'An opening inside a location, or to a host outside the cluster, says nothing about groups and is not reported.',
  help: 'open the port between the transit nodes only, or remove the opening',
  examples: {
    invalid: { files: { 'cluster.yaml': 'network: { firewall: [{ between: [any, any], port: 12346 }] }' } },
    valid: { files: { 'cluster.yaml': 'network: { firewall: [{ between: [tokyo-1, newyork-1], port: 12346 }] }' } },
  },

  *check(cluster) {
    const port = usualPort(cluster)
    const isUsed = passageUse(tellingEdges(cluster, cluster.facts.firewall))
    for (const passage of cluster.facts.firewall) {
      if (passage.protocol === 'udp' || (passage.port !== undefined && passage.port !== port)) continue
      const isWide = passage.from === 'any' && passage.to === 'any'
      if (!isWide && (!leadsAcross(cluster, passage) || isUsed(passage))) continue
      yield {
        message: isWide
          ? `the firewall is open from any to any for port ${port}`
          : `the firewall is open between "${passage.from}" and "${passage.to}", where no nodes share a network group`,
        place: passage.place,
      }
    }
  },
}

import { usualPort } from '../facts/listeners.ts'
import { passageGaps } from '../wording/passage-gaps.ts'
import { listPlace, missingPassages } from '../facts/passages.ts'
import type { Rule } from './rule.ts'

/** Firewalls let nodes talk to each other across locations, both ways. */
export const cmIp012: Rule = {
  code: 'CM-IP-012',
  title: 'Firewalls let nodes talk to each other across locations, both ways',
  severity: 'error',
  stage: 'static',
  scope: 'pair',
  why: 'A firewall between the locations has to allow the port for Central Management in both directions; where it does not, nodes report 301 "cannot connect", although the configuration is accepted.',
  source: 'BP, NG',
  help: 'declare the opening under "network.firewall" once it is there',
  examples: {
    invalid: { files: { 'cluster.yaml': 'network: { firewall: [{ from: tokyo-1, to: newyork-1, port: 12346 }] }' } },
    valid: { files: { 'cluster.yaml': 'network: { firewall: [{ between: [tokyo-1, newyork-1], port: 12346 }] }' } },
  },

  *check(cluster) {
    const [declared] = cluster.facts.firewall
    // Where nothing is declared nothing is known, and unknown is not closed.
    if (declared === undefined) return
    const port = usualPort(cluster)
    for (const gap of passageGaps(missingPassages(cluster, cluster.facts.firewall, port))) {
      const message = `no firewall opening for port ${port} is declared ${gap}`
      yield { message, place: listPlace(declared.place) }
    }
  },
}

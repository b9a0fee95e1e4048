import { passageGaps } from '../wording/passage-gaps.ts'
import { listPlace, missingPassages } from '../facts/passages.ts'
import type { Rule } from './rule.ts'

/** Nodes that talk to each other across locations have routes both ways. */
export const cmIp011: Rule = {
  code: 'CM-IP-011',
  title: 'Nodes that talk to each other across locations have routes both ways',
  severity: 'error',
  stage: 'static',
  scope: 'pair',
  why: 'Nodes of one network group connect to each other directly. Without a route in either direction the connection fails with "No route to host", although the configuration is accepted.',
  source: 'BP, NG',
  help: 'declare the route under "network.routes" once it exists',
  examples: {
    invalid: { files: { 'cluster.yaml': 'network: { routes: [{ from: tokyo, to: newyork }] }' } },
    valid: { files: { 'cluster.yaml': 'network: { routes: [{ between: [tokyo, newyork] }] }' } },
  },

  *check(cluster) {
    const [declared] = cluster.facts.routes
    // Where nothing is declared nothing is known, and unknown is not closed.
    if (declared === undefined) return
    for (const gap of passageGaps(missingPassages(cluster, cluster.facts.routes, 0))) {
      yield { message: `no route is declared ${gap}`, place: listPlace(declared.place) }
    }
  },
}

import { listPlace, passageFinder, wideEdges } from '../passages.ts'
import { groupedBy } from '../reading.ts'
import type { Rule } from './rule.ts'

/** Firewalls let nodes talk to each other across locations, both ways. */
export const cmIp012: Rule = {
  code: 'CM-IP-012',
  title: 'Firewalls let nodes talk to each other across locations, both ways',
  severity: 'error',
  stage: 'static',
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
    const port = cluster.port.value
    const leads = passageFinder(cluster.facts.firewall, 'tcp', port)
    const missing = [...wideEdges(cluster)].flatMap(({ from, to }) => [
      ...(leads(from, to) ? [] : [{ from, to }]),
      ...(leads(to, from) ? [] : [{ from: to, to: from }]),
    ])
    for (const [first] of groupedBy(missing, ({ from, to }) => `${from.location} ${to.location}`).values()) {
      if (first === undefined) continue
      const { from, to } = first
      yield {
        message: `no firewall opening is declared from "${from.name}" (${from.location}) to "${to.name}" (${to.location}) for port ${port}`,
        place: listPlace(declared.place),
      }
    }
  },
}

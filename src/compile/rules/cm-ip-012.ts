import type { Passage } from '../../model/facts.ts'
import { usualPort } from '../facts/listeners.ts'
import { passageGaps } from '../wording/passage-gaps.ts'
import { listPlace, missingPassages, passageUse, type WideEdge } from '../facts/passages.ts'
import type { Finding, Rule } from './rule.ts'

/** Firewalls let nodes talk to each other across locations, both ways. */
export const cmIp012: Rule = {
  code: 'CM-IP-012',
  title: 'Firewalls let nodes talk to each other across locations, both ways',
  severity: 'error',
  stage: 'static',
  scope: 'pair',
  why: 'A firewall between the locations has to allow the port for Central Management in both directions; if it does not, nodes report 301 "cannot connect", although the configuration is accepted.',
  source: 'BP, NG',
  help: 'declare the opening under "network.firewall" once it exists',
  examples: {
    invalid: { files: { 'cluster.yaml': 'network: { firewall: [{ from: tokyo-1, to: newyork-1, port: 12346 }] }' } },
    valid: { files: { 'cluster.yaml': 'network: { firewall: [{ between: [tokyo-1, newyork-1], port: 12346 }] }' } },
  },

  *check(cluster) {
    const [declared] = cluster.facts.firewall
    // Where nothing is declared nothing is known, and unknown is not closed.
    if (declared === undefined) return
    const port = usualPort(cluster)
    const missing = missingPassages(cluster, cluster.facts.firewall, port)
    const gaps = passageGaps(missing)
    const others = gaps.length === 1 ? otherPort(cluster.facts.firewall, missing, port) : {}
    for (const gap of gaps) {
      const message = `no firewall opening for port ${port} is declared ${gap}`
      yield { message, place: listPlace(declared.place), ...others }
    }
  },
}

/** The first opening that would do if its port were another one: one of the two ports is most likely wrong. */
function otherPort(openings: readonly Passage[], missing: readonly WideEdge[], port: number): Pick<Finding, 'related'> {
  const leadsThere = passageUse(missing)
  const isOther = ({ port: own, protocol }: Passage): boolean => own !== undefined && own !== port && protocol !== 'udp'
  const other = openings.find((one) => isOther(one) && leadsThere(one))
  if (other?.port === undefined) return {}
  return { related: [{ place: other.place, note: `the opening declared here is for port ${other.port}` }] }
}

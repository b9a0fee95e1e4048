import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** Load balancing and failover come from something other than Central Management. */
export const cmMem012: Rule = {
  code: 'CM-MEM-012',
  title: 'Load balancing and failover come from something other than Central Management',
  severity: 'warning',
  stage: 'static',
  why: 'Central Management keeps configuration in sync; it provides neither load balancing nor failover for user traffic.',
  source: 'BP, PG80',
  help: 'name what provides it: "proxy-ha" or "external", or "none"',
  examples: {
    invalid: { files: { 'cluster.yaml': 'loadBalancing: central-management' } },
    valid: { files: { 'cluster.yaml': 'loadBalancing: external' } },
  },

  *check(cluster) {
    const { loadBalancing, proxyHa } = cluster.facts
    if (loadBalancing === undefined) return
    const { place } = loadBalancing.origin
    const [first] = proxyHa
    if (loadBalancing.value === 'central-management')
      yield { message: 'Central Management does not balance load and does not fail over', place }
    if (loadBalancing.value === 'none' && first !== undefined)
      yield {
        message: `load balancing is declared as "none", but Proxy HA does it on ${quoted(proxyHa.map(({ name }) => name))}`,
        place,
        help: 'write "proxy-ha", or remove the groups',
        related: [{ place: first.place, note: 'the group is here' }],
      }
    if (loadBalancing.value === 'proxy-ha' && first === undefined)
      yield {
        message: 'Proxy HA should balance the load, but none of its groups is declared',
        place,
        help: 'declare its groups under "proxyHa"',
      }
  },
}

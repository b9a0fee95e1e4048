import type { Rule } from './rule.ts'

/** Load balancing and fail-over come from something else. */
export const cmMem012: Rule = {
  code: 'CM-MEM-012',
  title: 'Load balancing and fail-over come from something else',
  severity: 'warning',
  stage: 'static',
  why: "Central Management keeps configuration in sync; it neither balances users' traffic nor takes it over.",
  source: 'BP, PG80',
  help: 'name what does it: "proxy-ha" or "external", or "none"',
  examples: {
    invalid: { files: { 'cluster.yaml': 'loadBalancing: central-management' } },
    valid: { files: { 'cluster.yaml': 'loadBalancing: external' } },
  },

  *check(cluster) {
    const { loadBalancing } = cluster.facts
    if (loadBalancing?.value !== 'central-management') return
    yield {
      message: 'Central Management does not balance load and does not fail over',
      place: loadBalancing.origin.place,
    }
  },
}

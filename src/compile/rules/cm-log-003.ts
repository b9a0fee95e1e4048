import type { Rule } from './rule.ts'

/** A reporter that pulls logs has one log source per node. */
export const cmLog003: Rule = {
  code: 'CM-LOG-003',
  title: 'A reporter that pulls logs has one log source per node',
  severity: 'warning',
  stage: 'static',
  why: 'A reporter reads the logs of each appliance separately, even if it uses the address of only one of them.',
  source: 'CSR',
  help: 'add a log source for each node',
  examples: {
    invalid: { files: { 'cluster.yaml': 'logShipping: { reporterSources: [tokyo-1] }' } },
    valid: { files: { 'cluster.yaml': 'logShipping: { reporterSources: [tokyo-1, tokyo-2, newyork-1, newyork-2] }' } },
  },

  *check(cluster) {
    const shipping = cluster.facts.logShipping
    if (shipping === undefined || shipping.reporterSources.length === 0) return
    const sources = new Set(shipping.reporterSources.map(({ value }) => value))
    const left = cluster.nodes.filter(({ name }) => !sources.has(name))
    if (left.length === 0) return
    yield { message: `no log source for ${left.map(({ name }) => `"${name}"`).join(', ')}`, place: shipping.place }
  },
}

import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** Exactly one node synchronises with Web Hybrid. */
export const cmMem011: Rule = {
  code: 'CM-MEM-011',
  title: 'Exactly one node synchronises with Web Hybrid',
  severity: 'error',
  stage: 'static',
  why: 'Web Hybrid is one setting of the cluster that names one synchronising appliance; two would upload the policy against each other.',
  source: 'HYB',
  help: 'keep one node under "hybrid.synchronizers"',
  examples: {
    invalid: { files: { 'cluster.yaml': 'hybrid: { synchronizers: [tokyo-1, newyork-1] }' } },
    valid: { files: { 'cluster.yaml': 'hybrid: { synchronizers: [tokyo-1] }' } },
  },

  *check(cluster) {
    const { hybrid } = cluster.facts
    if (hybrid === undefined) return
    const names = new Set(hybrid.synchronizers.map(({ value }) => value))
    if (names.size === 1) return
    const place = hybrid.synchronizers[1]?.origin.place ?? hybrid.synchronizers[0]?.origin.place ?? cluster.place
    yield {
      message:
        names.size === 0
          ? 'no node synchronises with Web Hybrid'
          : `${names.size} nodes synchronise with Web Hybrid: ${quoted(names)}`,
      place,
    }
  },
}

import { counted } from '../wording/phrase.ts'
import { runtimeDataUse } from '../policy/runtime-data.ts'
import { nodesByValue, placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Groups below this size cost nothing that anybody would notice. */
const LARGE = 8

const NODES = `format: 1
nodes: { 'tokyo-{1..9}': { address: '10.81.16.{11..19}', transit: true, groups: { runtime: asia } } }
`
const BLOCK = 'format: 1\nruleSets: [{ name: A, rules: [{ name: B, criteria: URL.Host equals "a", action: Block }] }]\n'

/** Large runtime groups exist only if the policy uses runtime data. */
export const cmRt007: Rule = {
  code: 'CM-RT-007',
  title: 'Large runtime groups exist only if the policy uses runtime data',
  severity: 'info',
  stage: 'static',
  why: 'Without such a policy there is nothing to share, and the groups only cause alerts.',
  source: 'BP',
  help: 'leave the group as it is if quota, coaching or overrides are planned; otherwise give each node its own group',
  examples: {
    invalid: {
      files: { 'policy/10.yaml': BLOCK, 'locations/tokyo.yaml': NODES },
      replace: ['locations/tokyo.yaml'],
    },
    valid: { files: { 'policy/10.yaml': BLOCK } },
  },

  *check(cluster) {
    // A policy that is not written here may use anything.
    if (cluster.policy.ruleSets.length === 0) return
    const use = runtimeDataUse(cluster.policy)
    if (use !== undefined) return
    for (const [group, nodes] of nodesByValue(cluster, 'groups.runtime')) {
      const [first] = nodes
      if (typeof group !== 'string' || group === '' || nodes.length < LARGE || first === undefined) continue
      yield {
        message: `${counted(nodes.length, 'node')} share runtime data in the group "${group}", and the policy uses none`,
        place: placeOf(first, 'groups.runtime'),
      }
    }
  },
}

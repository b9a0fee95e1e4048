import { runtimeDataUse } from '../policy/runtime-data.ts'
import { groupedBy, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

const QUOTA = `format: 1
ruleSets:
  - name: Quota
    rules:
      - { name: Time is up, criteria: Quota.Time.Exceeded equals true, action: Block }
`

/** Pooled nodes share a runtime group if the policy uses runtime data. */
export const cmRt006: Rule = {
  code: 'CM-RT-006',
  title: 'Pooled nodes share a runtime group if the policy uses runtime data',
  severity: 'warning',
  stage: 'static',
  why: 'Quota, coaching, authorized override and PDStorage values follow a user only inside a runtime group.',
  source: 'BP',
  help: 'give the nodes of the pool one runtime group',
  examples: {
    invalid: {
      files: {
        'policy/10.yaml': QUOTA,
        'locations/tokyo.yaml': `nodes:
  tokyo-1: { pool: tokyo-proxies }
  tokyo-2: { pool: tokyo-proxies, groups: { runtime: lab } }
`,
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1: { pool: tokyo-proxies }
  tokyo-2: { pool: tokyo-proxies }
`,
      },
    },
  },

  *check(cluster) {
    const use = runtimeDataUse(cluster.policy)
    if (use === undefined) return
    for (const [pool, members] of groupedBy(cluster.nodes, ({ facts }) => facts.pool?.value)) {
      if (pool === undefined || members.length < 2) continue
      const groups = groupedBy(members, (node) => settingOf(node, 'groups.runtime'))
      for (const [group, nodes] of groups) {
        const [node] = nodes
        // Unmanaged is not known; no group or an empty one shares with nobody.
        const alone = group === null || group === '' || (nodes.length === 1 && group !== undefined)
        if (node === undefined || !alone) continue
        yield {
          message: `"${node.name}" shares its runtime data with no other node of the pool "${pool}", and "${use.path}" uses ${use.name}`,
          place: placeOf(node, 'groups.runtime'),
          related: [{ place: use.place, note: 'the policy uses runtime data here' }],
        }
      }
    }
  },
}

import type { Cluster, Node } from '../../model/fleet.ts'
import { locationsOf, roams } from '../facts/common-users.ts'
import { groupedBy, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** Nodes that serve the same users share a runtime group. */
export const cmRt002: Rule = {
  code: 'CM-RT-002',
  title: 'Nodes that serve the same users share a runtime group',
  severity: 'warning',
  stage: 'static',
  why: 'Quota, coaching, authorized override and PDStorage values are shared inside a runtime group. A user whose requests reach nodes in two groups has two quotas.',
  source: 'BP',
  help: 'give the nodes one runtime group',
  examples: {
    invalid: {
      files: {
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
    for (const { what, nodes } of crowds(cluster)) {
      const serving = nodes.filter(({ facts }) => facts.managementOnly?.value !== true)
      const named = serving.filter((node) => typeof settingOf(node, 'groups.runtime') === 'string')
      const groups = groupedBy(named, (node) => settingOf(node, 'groups.runtime') ?? '')
      const odd = [...groups.values()].toSorted((a, b) => a.length - b.length)[0]?.[0]
      if (groups.size < 2 || odd === undefined) continue
      yield {
        message: `${what} serve the same users in the runtime groups ${quoted(groups.keys())}`,
        place: placeOf(odd, 'groups.runtime'),
      }
    }
  },
}

/** Nodes that are declared to serve the same users: by a pool, by Proxy HA, by roaming. */
function* crowds(cluster: Cluster): Generator<{ readonly what: string; readonly nodes: readonly Node[] }> {
  const pooled = cluster.nodes.filter(({ facts }) => facts.pool !== undefined)
  for (const [pool, nodes] of groupedBy(pooled, ({ facts }) => facts.pool?.value)) {
    if (pool !== undefined) yield { what: `the nodes of the pool "${pool}"`, nodes }
  }
  for (const { name, members } of cluster.facts.proxyHa) {
    const names = new Set<string>(members.map(({ node }) => node))
    yield {
      what: `the members of the Proxy HA group "${name}"`,
      nodes: cluster.nodes.filter((node) => names.has(node.name)),
    }
  }
  const serving = locationsOf(cluster, cluster.nodes)
  for (const left of serving) {
    for (const right of left.roamingWith.length === 0 ? [] : serving) {
      if (!roams(left, right) || (left.name > right.name && roams(right, left))) continue
      yield { what: `the locations "${left.name}" and "${right.name}"`, nodes: [...left.nodes, ...right.nodes] }
    }
  }
}

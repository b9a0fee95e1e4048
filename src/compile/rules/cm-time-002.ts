import { placeOf, settingOf } from '../reading.ts'
import { quoted } from '../phrase.ts'
import type { Node } from '../../model/fleet.ts'
import type { Rule } from './rule.ts'

/** The nodes share time sources. */
export const cmTime002: Rule = {
  code: 'CM-TIME-002',
  title: 'The nodes share time sources',
  severity: 'warning',
  stage: 'static',
  why: 'Nodes that follow different sources can be right each by its own and still differ from each other.',
  source: 'BP',
  help: 'give all nodes the same servers, or at least one in common',
  examples: {
    invalid: { files: { 'locations/newyork.yaml': 'defaults: { ntp: { servers: [192.0.2.1] } }' } },
    valid: { files: { 'locations/newyork.yaml': 'defaults: { ntp: { servers: [10.1.0.3, 192.0.2.1] } }' } },
  },

  *check(cluster) {
    const parts = partsByServer(cluster.nodes)
    const [largest, other] = parts.toSorted((a, b) => b.length - a.length)
    const [odd] = other ?? []
    if (largest === undefined || other === undefined || odd === undefined) return
    yield {
      message: `${quoted(other.map(({ name }) => name))} share no time source with ${quoted(
        largest.map(({ name }) => name),
        2,
      )}`,
      place: placeOf(odd, 'ntp.servers'),
    }
  },
}

/** Nodes that name servers, in parts that are linked by common ones. */
function partsByServer(nodes: readonly Node[]): readonly (readonly Node[])[] {
  let parts: { readonly servers: Set<string>; readonly members: Node[] }[] = []
  for (const node of nodes) {
    const servers = new Set((settingOf(node, 'ntp.servers') ?? []).map((name) => name.trim().toLowerCase()))
    if (servers.size === 0) continue
    const linked = parts.filter((part) => [...servers].some((server) => part.servers.has(server)))
    const merged = {
      servers: new Set([...linked.flatMap((part) => [...part.servers]), ...servers]),
      members: [...linked.flatMap(({ members }) => members), node],
    }
    parts = [...parts.filter((part) => !linked.includes(part)), merged]
  }
  return parts.map(({ members }) => members)
}

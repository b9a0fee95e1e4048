import { bestTransit, withoutTransit } from '../fix/join.ts'
import { offer } from '../fix/offer.ts'
import { membershipsOf } from '../facts/membership.ts'
import { counted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** Not every node of a location is a transit node. */
export const cmNet008: Rule = {
  code: 'CM-NET-008',
  title: 'Not every node of a location is a transit node',
  severity: 'warning',
  stage: 'static',
  why: 'One node of each location in the transit group is recommended; if all of them are in it, every node talks directly to every other location.',
  source: 'BP',
  help: 'keep "transit: true" on one node of the location, or on one for each of its network groups',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { transit: true } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { transit: false } }' } },
  },

  *check(cluster) {
    const { transits } = membershipsOf(cluster)
    for (const { name, nodes, place } of cluster.locations) {
      if (nodes.length < 2 || !nodes.every((node) => transits.has(node.name))) continue
      const best = bestTransit(cluster, nodes)
      const others = nodes.filter((node) => node !== best)
      yield {
        message: `all ${counted(nodes.length, 'node')} of location "${name}" are transit nodes`,
        place,
        ...offer(
          `keep "${best?.name}" as the only transit node`,
          others.flatMap((node) => withoutTransit(cluster, node)),
        ),
      }
    }
  },
}

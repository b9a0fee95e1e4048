import type { Passage } from '../../model/facts.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { frontEndFinding, type FrontEndCodeName } from '../front-end-codes.ts'
import { didYouMean } from '../suggest.ts'

/** Names in a cluster that lead nowhere. */
export function* danglingReferences(cluster: Cluster, regionsAreDeclared: boolean): Iterable<Diagnostic> {
  const nodes = new Set<string>(cluster.nodes.map(({ name }) => name))
  const locations = new Set<string>(cluster.locations.map(({ name }) => name))
  const regions = new Set<string>(cluster.regions.map(({ name }) => name))
  const { facts } = cluster

  const entry = cluster.entryNode
  yield* missing('REF-ENTRY-NODE', 'node', entry.value, nodes, entry.origin.place)
  for (const [what, passages] of [
    ['route', facts.routes],
    ['firewall rule', facts.firewall],
    ['address translation', facts.nat],
  ] as const) {
    for (const passage of passages) yield* danglingEnds(what, passage, nodes, locations)
  }
  for (const { members } of facts.proxyHa) {
    for (const { node, place } of members) yield* missing('REF-NODE', 'node', node, nodes, place)
  }
  for (const { value, origin } of facts.hybrid?.synchronizers ?? []) {
    yield* missing('REF-NODE', 'node', value, nodes, origin.place)
  }
  for (const region of cluster.regions) {
    for (const { value, origin } of region.locations) {
      yield* missing('REF-LOCATION', 'location', value, locations, origin.place)
    }
    for (const { value, origin } of region.nodes) yield* missing('REF-NODE', 'node', value, nodes, origin.place)
  }
  for (const location of cluster.locations) {
    for (const { value, origin } of location.roamingWith) {
      yield* missing('REF-LOCATION', 'location', value, locations, origin.place)
    }
    if (!regionsAreDeclared || location.region === undefined) continue
    yield* missing('REF-REGION', 'region', location.region.value, regions, location.region.origin.place)
  }
}

function* danglingEnds(
  what: string,
  { from, to, bothWays, place }: Passage,
  nodes: ReadonlySet<string>,
  locations: ReadonlySet<string>,
): Iterable<Diagnostic> {
  if (place.kind !== 'node') return
  for (const [index, end] of [from, to].entries()) {
    if (end === 'any' || nodes.has(end) || locations.has(end)) continue
    const keys = bothWays ? ['between', index] : [index === 0 ? 'from' : 'to']
    const message = `a ${what} leads to "${end}", which is neither a location nor a node`
    const advice = didYouMean(end, [...locations, ...nodes])
    yield frontEndFinding('REF-END', { ...place, path: [...place.path, ...keys] }, message, advice)
  }
}

function* missing(
  code: FrontEndCodeName,
  kind: 'node' | 'location' | 'region',
  name: string,
  known: ReadonlySet<string>,
  place: Place,
): Iterable<Diagnostic> {
  if (known.has(name)) return
  yield frontEndFinding(code, place, `there is no ${kind} "${name}" in this cluster`, didYouMean(name, known))
}

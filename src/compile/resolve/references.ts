import type { ClusterFacts, Passage } from '../../model/facts.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { Sourced } from '../../model/sourced.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { frontEndFinding, type FrontEndCodeName } from '../front-end-codes.ts'
import { didYouMean } from '../suggest.ts'

/** Names that are declared in a cluster. */
interface Declared {
  readonly nodes: ReadonlySet<string>
  readonly locations: ReadonlySet<string>
  /** Absent where regions are not declared but follow from what locations say. */
  readonly regions: ReadonlySet<string> | undefined
}

/** Names in a cluster that lead nowhere. */
export function* danglingReferences(cluster: Cluster, regionsAreDeclared: boolean): Iterable<Diagnostic> {
  const declared: Declared = {
    nodes: new Set(cluster.nodes.map(({ name }) => name)),
    locations: new Set(cluster.locations.map(({ name }) => name)),
    regions: regionsAreDeclared ? new Set(cluster.regions.map(({ name }) => name)) : undefined,
  }
  const entry = cluster.entryNode
  yield* missing('REF-ENTRY-NODE', 'node', entry.value, declared.nodes, entry.origin.place)
  yield* inFacts(cluster.facts, declared)
  for (const region of cluster.regions) {
    yield* eachMissing('REF-LOCATION', 'location', region.locations, declared.locations)
    yield* eachMissing('REF-NODE', 'node', region.nodes, declared.nodes)
  }
  for (const { roamingWith, region } of cluster.locations) {
    yield* eachMissing('REF-LOCATION', 'location', roamingWith, declared.locations)
    if (declared.regions === undefined || region === undefined) continue
    yield* missing('REF-REGION', 'region', region.value, declared.regions, region.origin.place)
  }
}

function* inFacts(facts: ClusterFacts, declared: Declared): Iterable<Diagnostic> {
  for (const [what, passages] of [
    ['route', facts.routes],
    ['firewall rule', facts.firewall],
    ['address translation', facts.nat],
  ] as const) {
    for (const passage of passages) yield* danglingEnds(what, passage, declared)
  }
  // A member of Proxy HA that is no node of the cluster is possible and unwise: that is CM-MEM-013.
  yield* eachMissing('REF-NODE', 'node', facts.hybrid?.synchronizers ?? [], declared.nodes)
}

function* danglingEnds(
  what: string,
  { from, to, bothWays, place }: Passage,
  { nodes, locations }: Declared,
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

function* eachMissing(
  code: FrontEndCodeName,
  kind: 'node' | 'location',
  names: readonly Sourced<string>[],
  known: ReadonlySet<string>,
): Iterable<Diagnostic> {
  for (const { value, origin } of names) yield* missing(code, kind, value, known, origin.place)
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

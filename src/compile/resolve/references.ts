import type { ClusterFacts } from '../../model/facts.ts'
import type { Cluster, Region } from '../../model/fleet.ts'
import { urlParts } from '../../model/forms/url-parts.ts'
import type { Sourced } from '../../model/sourced.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { valueAt, type Place } from '../../source/place.ts'
import { suggest } from '../../source/suggest.ts'
import type { ValidDocument } from '../documents/documents.ts'
import { respelling } from '../fix/respell.ts'
import { frontEndFinding, type FrontEndCodeName } from '../codes/front-end-codes.ts'

/** Names that are declared in a cluster. */
interface Declared {
  readonly nodes: ReadonlySet<string>
  readonly locations: ReadonlySet<string>
  /** Absent where regions are not declared but follow from what locations say. */
  readonly regions: ReadonlySet<string> | undefined
}

/** Names in a cluster that lead nowhere. */
export function* danglingReferences(
  cluster: Cluster,
  document: ValidDocument<'cluster'>,
  regionsAreDeclared: boolean,
): Iterable<Diagnostic> {
  const declared: Declared = {
    nodes: new Set(cluster.nodes.map(({ name }) => name)),
    locations: new Set(cluster.locations.map(({ name }) => name)),
    regions: regionsAreDeclared ? new Set(cluster.regions.map(({ name }) => name)) : undefined,
  }
  const entry = cluster.entryNode
  yield* missing('REF-ENTRY-NODE', 'node', entry.value, declared.nodes, entry.origin.place)
  yield* inNetwork(document, declared)
  yield* inFacts(cluster.facts, declared)
  for (const region of cluster.regions) {
    yield* eachMissing('REF-LOCATION', 'location', region.locations, declared.locations)
    yield* eachMissing('REF-NODE', 'node', region.nodes, declared.nodes)
  }
  for (const { roamingWith, region } of cluster.locations) {
    yield* eachMissing('REF-LOCATION', 'location', roamingWith, declared.locations)
    if (declared.regions === undefined || region === undefined) continue
    yield* ofRegion(region, cluster.regions, declared.regions)
  }
}

/** A region that nobody is in may be the one that is misspelt: then only a person knows which of the two names is meant. */
function* ofRegion(
  { value, origin }: Sourced<string>,
  regions: readonly Region[],
  declared: ReadonlySet<string>,
): Iterable<Diagnostic> {
  for (const { fix, ...found } of missing('REF-REGION', 'region', value, declared, origin.place)) {
    const near = suggest(value, declared)
    const unused = regions.find(({ name, locations, nodes }) => name === near && locations.length + nodes.length === 0)
    if (unused === undefined) yield { ...found, ...(fix === undefined ? {} : { fix }) }
    else {
      const related = [{ place: unused.place, note: `nobody is in "${unused.name}", which may be misspelt as well` }]
      yield { ...found, related }
    }
  }
}

function* inFacts(facts: ClusterFacts, declared: Declared): Iterable<Diagnostic> {
  // A member of Proxy HA that is no node of the cluster is possible and unwise: that is CM-MEM-013.
  yield* eachMissing('REF-NODE', 'node', facts.hybrid?.synchronizers ?? [], declared.nodes)
  yield* eachMissing('REF-NODE', 'node', facts.logShipping?.reporterSources ?? [], declared.nodes)
}

/** Ends of passages, as they are written: a passage between many ends names each of them once. */
function* inNetwork({ file, content }: ValidDocument<'cluster'>, declared: Declared): Iterable<Diagnostic> {
  const known = new Set(['any', hostOf(content.logShipping?.accessLog), ...declared.nodes, ...declared.locations])
  for (const [key, what] of [
    ['routes', 'route'],
    ['firewall', 'firewall rule'],
    ['nat', 'address translation'],
  ] as const) {
    for (const [index, { between = [], from = 'any', to = 'any' }] of (content.network?.[key] ?? []).entries()) {
      const path = ['network', key, index]
      const ends = between.map((end, position) => [end, ['between', position]] as const)
      for (const [end, keys] of [...ends, [from, ['from']] as const, [to, ['to']] as const]) {
        if (known.has(end)) continue
        const message = `a ${what} leads to "${end}", which is neither a location nor a node`
        const place = valueAt(file, [...path, ...keys])
        const advice = respelling(place, end, [...declared.locations, ...declared.nodes])
        yield frontEndFinding('REF-END', place, message, advice)
      }
    }
  }
}

/** Host that the access logs are pushed to: the one end of a passage that is no part of the cluster. */
function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : urlParts(url)?.host
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
  yield frontEndFinding(code, place, `there is no ${kind} "${name}" in this cluster`, respelling(place, name, known))
}

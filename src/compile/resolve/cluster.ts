import type { CertificateAuthority, Cluster, Location } from '../../model/fleet.ts'
import { clusterName, groupName, nodeName } from '../../model/names.ts'
import { emptyPolicy } from '../../model/policy/policy.ts'
import type { Sourced } from '../../model/sourced.ts'
import { append } from '../../source/append.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyAt, valueAt } from '../../source/place.ts'
import type { ValidDocument } from '../documents/documents.ts'
import { allNodes } from './all-nodes.ts'
import { authority } from './authority.ts'
import { clusterFacts } from './cluster-facts.ts'
import { resolveLocation, type LocationContext } from './location.ts'
import { danglingReferences } from './references.ts'
import { resolveRegions } from './regions.ts'
import { layOver, type Layers } from './settings.ts'
import { sourced } from '../documents/sheet.ts'
import { templateCycles } from './templates.ts'

/** The valid files of one cluster, without those of its policy. */
export interface ClusterDocuments {
  readonly name: string
  readonly cluster: ValidDocument<'cluster'>
  readonly locations: ReadonlyMap<string, ValidDocument<'location'>>
  readonly regions: ValidDocument<'regions'> | undefined
}

/** Port that Central Management uses unless a cluster says otherwise, as the vendor recommends. */
const USUAL_PORT = 12346

/**
 * Turns the files of a cluster into the cluster: layers laid over each other, groups derived, names followed. Its policy
 * is empty as yet: it is compiled for the topology.
 */
export function resolveCluster(documents: ClusterDocuments): {
  readonly cluster: Cluster
  readonly diagnostics: readonly Diagnostic[]
} {
  const diagnostics: Diagnostic[] = [...templateCycles(documents.cluster)]
  const { file, content } = documents.cluster
  const { centralManagement = {}, product } = content
  const place = { kind: 'file', file } as const
  const version = sourced(product.version, 'cluster', valueAt(file, ['product', 'version']))
  const build =
    product.build === undefined ? undefined : sourced(product.build, 'cluster', valueAt(file, ['product', 'build']))
  const transitGroup = inManagement('transitGroup', centralManagement.transitGroup, 'transit', file)
  const port = inManagement('port', centralManagement.port, USUAL_PORT, file)
  const ca: Sourced<CertificateAuthority> | undefined =
    centralManagement.ca &&
    sourced(authority(centralManagement.ca), 'cluster', valueAt(file, ['centralManagement', 'ca']))
  const context: LocationContext = {
    ...defaultsOf(documents.cluster, port.value),
    cluster: documents.cluster,
    version,
    build,
    ca,
    port: port.value,
    transitGroup: groupName(transitGroup.value),
    report: (diagnostic) => void diagnostics.push(diagnostic),
  }
  const locations = [...documents.locations]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, document]) => resolveOnce(name, document, context))
  const nodes = allNodes(locations, context.report)
  const homes = new Map<string, string>(nodes.map((node) => [node.name, node.location]))
  const cluster: Cluster = {
    name: clusterName(documents.name),
    place,
    ...(content.description === undefined ? {} : { description: content.description }),
    version,
    ...(build === undefined ? {} : { build }),
    entryNode: sourced(nodeName(content.entryNode), 'cluster', valueAt(file, ['entryNode'])),
    port,
    ...(ca === undefined ? {} : { ca }),
    transitGroup,
    locations,
    nodes,
    regions: resolveRegions(documents.regions, locations),
    policy: emptyPolicy,
    facts: clusterFacts(documents.cluster, (name) => homes.get(name)),
  }
  append(diagnostics, danglingReferences(cluster, documents.cluster, documents.regions !== undefined))
  return { cluster, diagnostics }
}

interface Resolved {
  readonly cluster: ValidDocument<'cluster'>
  readonly location: Location
  readonly diagnostics: readonly Diagnostic[]
}

const resolved = new WeakMap<ValidDocument<'location'>, Resolved>()

/** A location is made of its own document and that of its cluster; while both are the very same, it is what it was. */
function resolveOnce(name: string, document: ValidDocument<'location'>, context: LocationContext): Location {
  const before = resolved.get(document)
  const isKnown = before?.cluster === context.cluster && before.location.name === name
  const now = isKnown ? before : resolveNow(name, document, context)
  if (!isKnown) resolved.set(document, now)
  now.diagnostics.forEach(context.report)
  return now.location
}

function resolveNow(name: string, document: ValidDocument<'location'>, context: LocationContext): Resolved {
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic)
  return { cluster: context.cluster, location: resolveLocation(name, document, { ...context, report }), diagnostics }
}

function defaultsOf({ file, content }: ValidDocument<'cluster'>, port: number): Layers {
  const nothing: Layers = { settings: {}, facts: new Map() }
  if (content.defaults === undefined) return nothing
  return layOver(nothing, { layer: 'cluster', file, path: ['defaults'], values: content.defaults }, { port })
}

function inManagement<Value>(key: string, written: Value | undefined, usual: Value, file: string): Sourced<Value> {
  return written === undefined
    ? sourced(usual, 'derived', keyAt(file, ['centralManagement']))
    : sourced(written, 'cluster', valueAt(file, ['centralManagement', key]))
}

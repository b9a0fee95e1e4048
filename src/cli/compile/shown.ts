import type { ClusterOutcome } from '../../compile/outcome.ts'
import type { Fleet } from '../../model/fleet.ts'
import type { LocatedDiagnostic } from '../../source/diagnostic.ts'
import { unknownName } from '../repository/unknown-name.ts'
import type { CompileAsked } from './asked.ts'

type Shown = CompileAsked['shown']

/** Where a name may be known from, and whether errors may hide it there. */
export interface Known {
  readonly clusters: readonly ClusterOutcome[]
  readonly earlier: Fleet | undefined
  readonly broken: boolean
}

/**
 * What is to be shown. A name that neither revision knows would show nothing, which looks like a change without effect: it is
 * an error, unless there are errors that may hide it, all of which are shown then.
 */
export function demandShown(shown: Shown, { clusters, earlier, broken }: Known): Shown {
  const { location, node } = shown
  if (location === undefined && node === undefined) return shown
  const all = [
    ...clusters.flatMap(({ locations }) => locations),
    ...(earlier?.clusters ?? []).flatMap(({ locations }) =>
      locations.map(({ name, nodes }) => ({ name: String(name), nodes: nodes.map((one) => String(one.name)) })),
    ),
  ]
  const nodes = all.flatMap((one) => one.nodes)
  const locations = all.map(({ name }) => name)
  const isNodeKnown = node === undefined || nodes.includes(node)
  if (isNodeKnown && (location === undefined || locations.includes(location))) return shown
  if (broken) return { location: undefined, node: undefined }
  throw isNodeKnown ? unknownName('location', location ?? '', locations) : unknownName('node', node, nodes)
}

/** Whether a finding is about the location or the node that was asked for. */
export function isAbout(
  { span }: LocatedDiagnostic,
  { location, node }: Shown,
  clusters: readonly ClusterOutcome[],
): boolean {
  if (location === undefined && node === undefined) return true
  const locations = clusters.flatMap((cluster) => cluster.locations)
  const home = node === undefined ? undefined : locations.find(({ nodes }) => nodes.includes(node))?.name
  return span.file.endsWith(`/locations/${home ?? location ?? ''}.yaml`)
}

import type { ClusterOutcome } from '../../compile/outcome.ts'
import type { Fleet } from '../../model/fleet.ts'
import type { LocatedDiagnostic } from '../../source/diagnostic.ts'
import { unknownName } from '../repository/unknown-name.ts'
import type { CompileAsked } from './asked.ts'

type Shown = CompileAsked['shown']

/** A name that neither revision knows would show nothing, which looks like a change without effect. */
export function demandShown({ location, node }: Shown, clusters: readonly ClusterOutcome[], earlier?: Fleet): void {
  if (location === undefined && node === undefined) return
  const all = [
    ...clusters.flatMap(({ locations }) => locations),
    ...(earlier?.clusters ?? []).flatMap(({ locations }) =>
      locations.map(({ name, nodes }) => ({ name: String(name), nodes: nodes.map((one) => String(one.name)) })),
    ),
  ]
  const nodes = all.flatMap((one) => one.nodes)
  if (node !== undefined && !nodes.includes(node)) throw unknownName('node', node, nodes)
  const locations = all.map(({ name }) => name)
  if (location !== undefined && !locations.includes(location)) throw unknownName('location', location, locations)
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

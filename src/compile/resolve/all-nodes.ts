import type { Location, Node } from '../../model/fleet.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyAt } from '../../source/place.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { quoted } from '../wording/phrase.ts'

/** A node that is left out, and the one of the same name that is kept. */
interface Double {
  readonly node: Node
  readonly kept: Node
}

/**
 * The nodes of all locations by name. A name that two locations use is an error, and a location that has all its names
 * from another one a single error: its file was copied.
 */
export function allNodes(locations: readonly Location[], report: (diagnostic: Diagnostic) => void): readonly Node[] {
  const found = new Map<string, Node>()
  const doubles = new Map<string, Double[]>()
  for (const node of locations.flatMap(({ nodes }) => nodes)) {
    const other = found.get(node.name)
    const isKept = other === undefined || (isAtHome(node) && !isAtHome(other))
    if (isKept) found.set(node.name, node)
    if (other === undefined) continue
    const double = isKept ? { node: other, kept: node } : { node, kept: other }
    const pair = JSON.stringify([double.node.location, double.kept.location])
    const alike = doubles.get(pair)
    if (alike === undefined) doubles.set(pair, [double])
    else alike.push(double)
  }
  for (const finding of [...doubles.values()].flatMap((some) => said(some, locations))) report(finding)
  return [...found.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1))
}

function said(some: readonly Double[], locations: readonly Location[]): readonly Diagnostic[] {
  const location = locations.find(({ name }) => name === some[0]?.node.location)
  return some.length > 1 && some.length === location?.nodes.length ? copied(some) : some.map(twice)
}

/** Whether a node is called after its location, as most are: of two with one name the other one is the copy. */
function isAtHome({ name, location }: Node): boolean {
  return name.startsWith(location)
}

function twice({ node, kept }: Double): Diagnostic {
  const related = [{ place: kept.place, note: `also declared in location "${kept.location}"` }]
  return frontEndFinding('REF-DUPLICATE-NODE', node.place, `"${node.name}" is declared twice`, { related })
}

function copied(doubles: readonly Double[]): readonly Diagnostic[] {
  const [first] = doubles
  if (first === undefined) return []
  const { node, kept } = first
  const names = quoted(doubles.map(({ node: { name } }) => name))
  return [
    frontEndFinding(
      'REF-DUPLICATE-NODE',
      keyAt(node.place.file, ['nodes']),
      `location "${node.location}" has the nodes of location "${kept.location}" only: ${names}`,
      {
        help: 'give its nodes names, UUIDs and addresses of their own, or remove the file that was copied',
        related: [{ place: keyAt(kept.place.file, ['nodes']), note: `location "${kept.location}"` }],
      },
    ),
  ]
}

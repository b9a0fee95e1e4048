import { hasErrors, type Diagnostic, type Severity } from '../source/diagnostic.ts'
import { placeKey } from '../source/place.ts'
import { groupedBy } from './facts/settings-of-nodes.ts'
import { FOLLOWS_FROM_NODE } from './policy/system-files.ts'
import { quoted } from './wording/phrase.ts'

/** The parts of a cluster, and what joins them: where one membership is enough, the first says all that the second does. */
const [APART, JOINT] = ['CM-NET-002', 'CM-NET-003']

/** Findings without those that say nothing beside another one: that names the cause, counts as much and is not accepted. */
export function withoutFollowing(found: readonly Diagnostic[]): readonly Diagnostic[] {
  return joined(withoutJoints(withoutFilesOfNodes(found)))
}

function withoutJoints(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = found.filter(({ code, waivedBy }) => code === APART && waivedBy === undefined)
  if (told.length === 0) return found
  return found.filter(
    ({ code, severity, place }) =>
      code !== JOINT ||
      !told.some((one) => placeKey(one.place) === placeKey(place) && isAsSevere(one.severity, severity)),
  )
}

function isAsSevere(one: Severity, other: Severity): boolean {
  return SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other)
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

/** Findings without those that a file of the system cannot be written of a node, where the file of that node has another error. */
function withoutFilesOfNodes(found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!found.some(({ code }) => code === FOLLOWS_FROM_NODE)) return found
  const files = new Set(found.filter((one) => hasErrors([one])).map(({ place }) => place.file))
  return found.filter(
    ({ code, related = [] }) => code !== FOLLOWS_FROM_NODE || !related.some(({ place }) => files.has(place.file)),
  )
}

/** What is missing at many nodes for one reason, as one finding; nodes of which it is accepted stay by themselves. */
function joined(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = groupedBy(found, keyOf)
  return [...groups.values()].flatMap((group) => {
    // Nodes of a range may have lines of their own beside it: what most lack is missing in the line of the range.
    const [first, ...others] = group.toSorted((one, other) => nodesOf(other).length - nodesOf(one).length)
    if (first?.alike === undefined || others.length === 0) return group
    const { fix: _, ...said } = first
    const more = [...nodesOf(first).slice(1), ...others.flatMap(nodesOf)]
    return [{ ...said, message: `${first.alike.said}; likewise ${quoted(more)}` }]
  })
}

function nodesOf({ alike }: Diagnostic): readonly string[] {
  return alike?.nodes ?? []
}

function keyOf(found: Diagnostic): unknown {
  const { alike, code, severity, waivedBy } = found
  return alike === undefined ? found : JSON.stringify([code, severity, alike.key, waivedBy])
}

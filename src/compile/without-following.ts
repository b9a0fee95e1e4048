import { hasErrors, type Diagnostic, type Severity } from '../source/diagnostic.ts'
import { placeKey } from '../source/place.ts'
import { FOLLOWS_FROM_NODE } from './policy/system-files.ts'

/** The parts of a cluster, and what joins them: where one membership is enough, the first says all that the second does. */
const [APART, JOINT] = ['CM-NET-002', 'CM-NET-003']

/** Findings without those that say nothing beside another one: that names the cause, counts as much and is not accepted. */
export function withoutFollowing(found: readonly Diagnostic[]): readonly Diagnostic[] {
  return withoutJoints(withoutFilesOfNodes(found))
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

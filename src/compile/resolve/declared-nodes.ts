import type { DocumentPath } from '../../source/place.ts'
import { keyAt, valueAt } from '../../source/place.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { NodeDocument, ValidDocument } from '../documents/documents.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { strayNodes } from './stray-nodes.ts'
import { isMember, membersOf, rangeProblem, substituteText, uneven } from '../documents/range.ts'

/** A node as a location declares it: the range it is a member of, if there is one, and what is written for it alone. */
export interface DeclaredNode {
  readonly name: string
  /** The most general first. */
  readonly parts: readonly NodePart[]
}

/** One key below `nodes` that says something about a node. */
export interface NodePart {
  readonly path: DocumentPath
  readonly content: NodeDocument
  readonly member?: number
}

/** The nodes of a location, ranges expanded; what is written under a node's own name lies over its range. */
export function declaredNodes(
  location: ValidDocument<'location'>,
  report: (diagnostic: Diagnostic) => void,
): readonly DeclaredNode[] {
  const ranged = new Map<string, NodePart>()
  const single = new Map<string, NodePart>()
  const unread: string[] = []
  for (const [key, content] of Object.entries(location.content.nodes)) {
    const path = ['nodes', key]
    const members = membersOf(key)
    if (members === undefined) {
      single.set(key, { path, content })
      continue
    }
    const problems = [...rangeProblems(location.file, key, members, content)]
    problems.forEach(report)
    if (problems.length > 0) {
      unread.push(key)
      continue
    }
    for (let member = 0; member < members; member++) {
      const name = substituteText(key, member)
      const other = ranged.get(name)
      if (other !== undefined) {
        const related = [{ place: keyAt(location.file, other.path), note: 'also declared here' }]
        report(
          frontEndFinding('REF-DUPLICATE-NODE', keyAt(location.file, path), `"${name}" is in two ranges`, { related }),
        )
      }
      ranged.set(name, { path, content, member })
    }
  }
  // What is written for one node of a range that cannot be read is only a part of that node.
  for (const name of single.keys()) if (unread.some((range) => isMember(name, range))) single.delete(name)
  if (ranged.size > 0) {
    const bare = [...single].filter(([name, { content }]) => content.uuid === undefined && !ranged.has(name))
    const ranges = new Set([...ranged.values()].map(({ path }) => String(path.at(-1))))
    const strays = strayNodes(
      location.file,
      bare.map(([name]) => name),
      [...ranges],
    )
    for (const { names: some, found } of strays) {
      report(found)
      for (const name of some) single.delete(name)
    }
  }
  // Most locations have no range.
  const names = ranged.size === 0 ? [...single.keys()] : [...new Set([...ranged.keys(), ...single.keys()])]
  return names.toSorted().map((name) => ({ name, parts: partsOf(ranged.get(name), single.get(name)) }))
}

function partsOf(general: NodePart | undefined, own: NodePart | undefined): readonly NodePart[] {
  if (general === undefined) return own === undefined ? [] : [own]
  return own === undefined ? [general] : [general, own]
}

function* rangeProblems(file: string, key: string, members: number, content: NodeDocument): Iterable<Diagnostic> {
  const backwards = rangeProblem(key)
  if (backwards !== undefined) {
    yield frontEndFinding('REF-RANGE', keyAt(file, ['nodes', key]), backwards, {
      help: 'write the lower number first, and at most 1000 members',
    })
    return
  }
  const odd = [...uneven(content, members)]
  const counts = [...odd.map(({ has }) => has), ...(content.uuids === undefined ? [] : [content.uuids.length])]
  const [count] = counts
  if (counts.length > 1 && counts.every((one) => one === count && one !== members)) {
    const related = odd.map(({ path, text, has }) => ({
      place: valueAt(file, ['nodes', key, ...path]),
      note: `"${text}" has ${has}`,
    }))
    const message = `"${key}" has ${members} members, and its values have ${count}`
    yield frontEndFinding('REF-RANGE', keyAt(file, ['nodes', key]), message, { related })
    return
  }
  for (const { path, text, has } of odd) {
    const message = `"${text}" has ${has} members, "${key}" has ${members}`
    yield frontEndFinding('REF-RANGE', valueAt(file, ['nodes', key, ...path]), message)
  }
  if (content.uuids !== undefined && content.uuids.length !== members) {
    const message = `"uuids" has ${content.uuids.length} of the ${members} UUIDs that "${key}" needs`
    yield frontEndFinding('REF-RANGE', keyAt(file, ['nodes', key, 'uuids']), message, {
      help: 'list one UUID for each node, in the order of the range',
    })
  }
}

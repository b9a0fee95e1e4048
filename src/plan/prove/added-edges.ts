import type { NodeName } from '../../model/names.ts'
import { incidence, share, type Commit } from './commit.ts'
import { identityOf, isUsable, type Usability } from './usability.ts'

/** Two nodes that may talk directly because of a commit and did not before, by their names. */
export type Pair = readonly [NodeName, NodeName]

/** Direct connections that a commit adds between locations, one pair standing for all that are alike. */
export interface AddedEdges {
  /** Declared routed and open: the proof rests on these. */
  readonly assumed: readonly Pair[]
  /** Whether there are more of them, which were not looked at since everybody is declared to reach everybody. */
  readonly everybody: boolean
  /** Not declared: any of them can replace a working longer way by one that is closed. */
  readonly closed: readonly Pair[]
}

/** More pairs than this are not looked for once a commit is refused: nobody reads them. */
const enough = 10

/**
 * Finds the direct connections that can exist in some mixture of old and new and did not exist before the commit.
 * Pairs that were connected already are passed over by group, so that work grows with what is really added.
 */
export function addedEdges(commit: Commit, usability: Usability): AddedEdges {
  const assumed = new Map<string, Pair>()
  const closed = new Map<string, Pair>()
  let everybody = false
  const either = commit.old.map((groups, node) => [...new Set([...groups, ...(commit.new[node] ?? [])])])
  incidence(commit.groups.length, either).forEach((members, group) => {
    const isNew = (member: number): boolean => commit.old[member]?.includes(group) !== true
    if (!members.some(isNew)) return
    if (usability.allOpen && members.every((member) => isDeclared(commit, usability, member))) {
      everybody = true
      return
    }
    const kinds = kindsOf(commit, usability, members)
    const strangersOf = strangersIn(commit, kinds)
    for (const newcomer of kinds.filter(isNew)) {
      for (const other of strangersOf(newcomer)) {
        if (closed.size >= enough) return
        const pair = newPair(commit, usability, newcomer, other)
        if (pair !== undefined) (isUsable(usability, ...pair) ? assumed : closed).set(pair.join(' '), pair)
      }
    }
  })
  return { assumed: [...assumed.values()], everybody, closed: [...closed.values()] }
}

/** The pair, unless both stand in one location, where everything is open, or were connected before. */
function newPair(commit: Commit, usability: Usability, a: number, b: number): Pair | undefined {
  const [one, other] = [commit.nodes[a], commit.nodes[b]]
  if (one === undefined || other === undefined || a === b) return undefined
  const location = usability.locationOf.get(one)
  if (location !== undefined && location === usability.locationOf.get(other)) return undefined
  if (share(commit.old[a] ?? [], commit.old[b] ?? [])) return undefined
  return one < other ? [one, other] : [other, one]
}

function isDeclared(commit: Commit, usability: Usability, member: number): boolean {
  return usability.locationOf.has(commit.nodes[member] ?? '')
}

/** One member for each kind that had the same groups and reaches the same others. */
function kindsOf(commit: Commit, usability: Usability, members: readonly number[]): readonly number[] {
  const kinds = new Map<string, number>()
  for (const member of members) {
    const name = commit.nodes[member]
    if (name === undefined) continue
    const groups = (commit.old[member] ?? []).join()
    const entered = (commit.new[member] ?? []).join()
    kinds.set(`${groups} ${entered} ${identityOf(usability, name) ?? `unknown ${name}`}`, member)
  }
  return [...kinds.values()]
}

/**
 * For each member those that it was perhaps not connected to before: whoever lacks the group in which it already met
 * most of the others.
 */
function strangersIn(commit: Commit, members: readonly number[]): (member: number) => readonly number[] {
  const met = new Map<number, number>()
  for (const member of members) for (const group of commit.old[member] ?? []) met.set(group, (met.get(group) ?? 0) + 1)
  const lacking = new Map<number, readonly number[]>()
  return (member) => {
    const [widest] = (commit.old[member] ?? []).toSorted((a, b) => (met.get(b) ?? 0) - (met.get(a) ?? 0))
    if (widest === undefined || (met.get(widest) ?? 0) * 2 < members.length) return members
    const known = lacking.get(widest)
    if (known !== undefined) return known
    const found = members.filter((other) => commit.old[other]?.includes(widest) !== true)
    lacking.set(widest, found)
    return found
  }
}

import type { NodeName } from '../../model/names.ts'
import { at } from '../../topology/at.ts'
import { degree, edgesLacking, neighbours } from '../../topology/edges.ts'
import { share, type Commit } from './commit.ts'
import type { Places } from './places.ts'
import { isUsable, type Usability } from './usability.ts'

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
export function addedEdges(commit: Commit, places: Places, usability: Usability): AddedEdges {
  const assumed = new Map<string, Pair>()
  const closed = new Map<string, Pair>()
  let everybody = false
  const entered = edgesLacking(commit.after.edges, commit.before.edges)
  for (let group = commit.nodes.length; group + 1 < entered.starts.length; group++) {
    if (degree(entered, group) === 0) continue
    const newcomers = new Set(neighbours(entered, group))
    const members = Int32Array.from([...neighbours(commit.before.edges, group), ...newcomers]).sort()
    if (usability.allOpen && members.every((member) => places.locationOf[member] !== -1)) {
      everybody = true
      continue
    }
    for (const [newcomer, other] of meetings(commit, places, members, newcomers)) {
      if (closed.size >= enough) break
      const pair = newPair(commit, places, newcomer, other)
      if (pair === undefined) continue
      const [a, b] = [at(places.declaredAs, newcomer), at(places.declaredAs, other)]
      const isOpen = a !== -1 && b !== -1 && isUsable(usability, a, b)
      ;(isOpen ? assumed : closed).set(pair.join(' '), pair)
    }
  }
  return { assumed: [...assumed.values()], everybody, closed: [...closed.values()] }
}

/** Who meets whom in a group that somebody enters, one of each kind, those left out who have met for certain. */
function* meetings(
  commit: Commit,
  places: Places,
  members: Int32Array,
  newcomers: ReadonlySet<number>,
): Generator<readonly [newcomer: number, other: number]> {
  const kinds = kindsOf(commit, places, members)
  const strangersOf = strangersIn(commit, kinds)
  for (const newcomer of kinds) {
    if (newcomers.has(newcomer)) for (const other of strangersOf(newcomer)) yield [newcomer, other]
  }
}

/** The pair, unless both stand in one location, where everything is open, or were connected before. */
function newPair({ nodes, before }: Commit, { locationOf }: Places, a: number, b: number): Pair | undefined {
  const [one, other] = [nodes[a], nodes[b]]
  if (one === undefined || other === undefined || a === b) return undefined
  if (locationOf[a] !== -1 && locationOf[a] === locationOf[b]) return undefined
  if (share(neighbours(before.edges, a), neighbours(before.edges, b))) return undefined
  return one < other ? [one, other] : [other, one]
}

/** One member for each kind that had the same groups and reaches the same others. */
function kindsOf({ before, after }: Commit, { likenessOf }: Places, members: Int32Array): readonly number[] {
  const kinds = new Map<string, number>()
  for (const member of members) {
    const groups = neighbours(before.edges, member).join()
    const entered = neighbours(after.edges, member).join()
    kinds.set(`${groups} ${entered} ${at(likenessOf, member)}`, member)
  }
  return [...kinds.values()]
}

/**
 * For each member those that it was perhaps not connected to before: whoever lacks the group in which it already met
 * most of the others.
 */
function strangersIn({ before }: Commit, members: readonly number[]): (member: number) => readonly number[] {
  const groupsOf = (member: number): Int32Array => neighbours(before.edges, member)
  const met = new Map<number, number>()
  for (const member of members) for (const group of groupsOf(member)) met.set(group, (met.get(group) ?? 0) + 1)
  const lacking = new Map<number, readonly number[]>()
  return (member) => {
    const metIn = (group: number): number => met.get(group) ?? 0
    const widest = groupsOf(member).reduce((best, group) => (metIn(group) > metIn(best) ? group : best), -1)
    if (metIn(widest) * 2 < members.length || widest === -1) return members
    const known = lacking.get(widest)
    if (known !== undefined) return known
    const found = members.filter((other) => !groupsOf(other).includes(widest))
    lacking.set(widest, found)
    return found
  }
}

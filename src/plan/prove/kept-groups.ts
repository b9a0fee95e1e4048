import { at } from '../../topology/at.ts'
import { commonEdges } from '../../topology/edges.ts'
import type { Commit } from './commit.ts'
import type { Places } from './places.ts'
import { unite, type UnionFind } from './union-find.ts'
import { isUsable, reachableEnds, type Usability } from './usability.ts'

/**
 * Connects the nodes that keep a group in common through the whole commit: they share it whichever of the two is old or
 * new, so that their connection is stable. Looks at each membership once and, between locations, at declarations
 * instead of pairs of nodes.
 */
export function connectKeptGroups(
  { nodes, before, after }: Commit,
  places: Places,
  usability: Usability,
  connected: UnionFind,
): void {
  const { starts, ends } = commonEdges(before.edges, after.edges)
  for (let group = nodes.length; group + 1 < starts.length; group++) {
    const [first, last] = [at(starts, group), at(starts, group + 1)]
    if (!isOneSite(ends, first, last, places)) {
      connectSites(sitesOf(ends.subarray(first, last), places, connected), usability, connected)
      continue
    }
    for (let index = first + 1; index < last; index++) unite(connected, at(ends, first), at(ends, index))
  }
}

/**
 * Whether all members stand in one location, where everything is open, or nothing can be said of some: of a node that
 * nobody declares, what it is connected to today is all there is to go by, and the proof says so.
 */
function isOneSite(members: Int32Array, first: number, last: number, { locationOf }: Places): boolean {
  let isOne = true
  for (let index = first; index < last; index++) {
    const location = at(locationOf, at(members, index))
    if (location === -1) return true
    isOne &&= location === at(locationOf, at(members, first))
  }
  return isOne
}

/** The members of one group that stand in one location, joined; one of those that reach the same others speaks for all. */
interface Site {
  readonly any: number
  readonly speakers: number[]
  /** Whether somebody speaks for those that are not singled out. */
  isHeard: boolean
}

/** Joins the members of each location among themselves; where all of a group are declared. */
function sitesOf(members: Int32Array, places: Places, connected: UnionFind): Map<number, Site> {
  const sites = new Map<number, Site>()
  for (const member of members) {
    const location = at(places.locationOf, member)
    const isAlike = at(places.likenessOf, member) === location
    const site = sites.get(location) ?? { any: member, speakers: [], isHeard: false }
    if (site.any === member) sites.set(location, site)
    else unite(connected, site.any, member)
    if (isAlike && site.isHeard) continue
    site.speakers.push(at(places.declaredAs, member))
    site.isHeard ||= isAlike
  }
  return sites
}

/** Joins the sites that reach each other; takes out of `left` whatever it has come to. */
function connectSites(left: Map<number, Site>, usability: Usability, connected: UnionFind): void {
  for (const [start, site] of left) {
    left.delete(start)
    const waiting = [site]
    for (let here = waiting.pop(); here !== undefined && left.size > 0; here = waiting.pop()) {
      for (const speaker of here.speakers) {
        for (const location of candidates(usability, speaker, left)) {
          const there = left.get(location)
          if (there?.speakers.some((other) => isUsable(usability, speaker, other)) !== true) continue
          left.delete(location)
          unite(connected, here.any, there.any)
          waiting.push(there)
        }
      }
    }
  }
}

/** Locations not connected yet that the speaker may reach, without asking for each one where declarations name few. */
function candidates(usability: Usability, speaker: number, left: ReadonlyMap<number, Site>): Iterable<number> {
  const ends = reachableEnds(usability, speaker)
  if (ends === 'anybody' || ends.length >= left.size) return [...left.keys()]
  return new Set(ends.map((end) => at(usability.locationOfEnd, end)))
}

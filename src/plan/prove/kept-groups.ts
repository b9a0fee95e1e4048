import type { LocationName, NodeName } from '../../model/names.ts'
import { at } from '../../topology/at.ts'
import { commonEdges, neighbours } from '../../topology/edges.ts'
import type { Commit } from './commit.ts'
import { placeOf, type Places } from './places.ts'
import { unite, type UnionFind } from './union-find.ts'
import { isUsable, locationOf, reachableEnds, type Place, type Usability } from './usability.ts'

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
  const kept = commonEdges(before.edges, after.edges)
  for (let group = nodes.length; group + 1 < kept.starts.length; group++) {
    const members = neighbours(kept, group)
    if (isOneSite(members, places)) uniteAll(members, connected)
    else connectSites(sitesOf(nodes, members, places), usability, connected)
  }
}

/**
 * Whether all stand in one location, where everything is open, or nothing can be said of some: of a node that nobody
 * declares, what it is connected to today is all there is to go by, and the proof says so.
 */
function isOneSite(members: Int32Array, { locationOf }: Places): boolean {
  const [first] = members
  if (first === undefined) return true
  const location = at(locationOf, first)
  return (
    members.every((member) => locationOf[member] === location) || members.some((member) => locationOf[member] === -1)
  )
}

function uniteAll(members: Int32Array, connected: UnionFind): void {
  const [first] = members
  if (first !== undefined) for (const member of members) unite(connected, first, member)
}

/** The members of one group that stand in one location; one node speaks for all that reach the same others. */
interface Site {
  readonly any: number
  readonly members: number[]
  readonly speakers: Map<number, Place>
}

function sitesOf(nodes: readonly NodeName[], members: Int32Array, places: Places): ReadonlyMap<LocationName, Site> {
  const sites = new Map<LocationName, Site>()
  for (const member of members) {
    const place = placeOf(nodes, places, member)
    if (place === undefined) continue
    const site = sites.get(place.location) ?? { any: member, members: [], speakers: new Map<number, Place>() }
    sites.set(place.location, site)
    site.members.push(member)
    site.speakers.set(at(places.likenessOf, member), place)
  }
  return sites
}

function connectSites(sites: ReadonlyMap<string, Site>, usability: Usability, connected: UnionFind): void {
  const left = new Map(sites)
  for (const [start, site] of sites) {
    for (const member of site.members) unite(connected, site.any, member)
    if (!left.delete(start)) continue
    const waiting = [site]
    for (let here = waiting.pop(); here !== undefined && left.size > 0; here = waiting.pop()) {
      for (const speaker of here.speakers.values()) {
        for (const location of candidates(usability, speaker, left)) {
          const there = left.get(location)
          if (there === undefined || !speaksWith(usability, speaker, there)) continue
          left.delete(location)
          unite(connected, here.any, there.any)
          waiting.push(there)
        }
      }
    }
  }
}

function speaksWith(usability: Usability, speaker: Place, site: Site): boolean {
  return [...site.speakers.values()].some((other) => isUsable(usability, speaker, other))
}

/** Locations not connected yet that the speaker may reach, without asking for each one where declarations name few. */
function candidates(usability: Usability, speaker: Place, left: ReadonlyMap<string, Site>): readonly string[] {
  const ends = reachableEnds(usability, speaker)
  if (ends === 'anybody' || ends.size >= left.size) return [...left.keys()]
  return [...new Set([...ends].map((end) => locationOf(usability, end) ?? end))]
}

import type { NodeName } from '../../model/names.ts'
import { incidence, type Commit } from './commit.ts'
import { unite, type UnionFind } from './union-find.ts'
import { identityOf, isUsable, reachableEnds, type Usability } from './usability.ts'

/**
 * Connects the nodes that keep a group in common through the whole commit: they share it whichever of the two is old or
 * new, so that their connection is stable. Looks at each membership once and, between locations, at declarations
 * instead of pairs of nodes.
 */
export function connectKeptGroups(commit: Commit, usability: Usability, connected: UnionFind): void {
  const kept = commit.old.map((groups, node) => groups.filter((group) => commit.new[node]?.includes(group)))
  for (const members of incidence(commit.groups.length, kept)) connectMembers(commit, members, usability, connected)
}

function connectMembers(
  { nodes }: Commit,
  members: readonly number[],
  usability: Usability,
  connected: UnionFind,
): void {
  const [first] = members
  if (first === undefined) return
  const sites = sitesOf(nodes, members, usability)
  if (sites === undefined) {
    // Of a node that nobody declares, what it is connected to today is all there is to go by; the proof says so.
    for (const member of members) unite(connected, first, member)
    return
  }
  for (const site of sites.values()) for (const member of site.members) unite(connected, site.any, member)
  connectSites(sites, usability, connected)
}

/** The members of one group that stand in one location; one node speaks for all that reach the same others. */
interface Site {
  readonly any: number
  readonly members: number[]
  readonly speakers: Map<string, NodeName>
}

function sitesOf(
  nodes: readonly NodeName[],
  members: readonly number[],
  usability: Usability,
): Map<string, Site> | undefined {
  const sites = new Map<string, Site>()
  for (const member of members) {
    const name = nodes[member]
    const location = name === undefined ? undefined : usability.locationOf.get(name)
    const identity = name === undefined ? undefined : identityOf(usability, name)
    if (name === undefined || location === undefined || identity === undefined) return undefined
    const site = sites.get(location) ?? { any: member, members: [], speakers: new Map<string, NodeName>() }
    sites.set(location, site)
    site.members.push(member)
    site.speakers.set(identity, name)
  }
  return sites
}

function connectSites(sites: Map<string, Site>, usability: Usability, connected: UnionFind): void {
  const left = new Map(sites)
  for (const [start, site] of sites) {
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

function speaksWith(usability: Usability, speaker: NodeName, site: Site): boolean {
  return [...site.speakers.values()].some((other) => isUsable(usability, speaker, other))
}

/** Locations not connected yet that the speaker may reach, without asking for each one where declarations name few. */
function candidates(usability: Usability, speaker: NodeName, left: ReadonlyMap<string, Site>): readonly string[] {
  const ends = reachableEnds(usability, speaker)
  if (ends === 'anybody' || ends.size >= left.size) return [...left.keys()]
  return [...new Set([...ends].map((end) => usability.locationOf.get(end) ?? end))]
}

import type { Cluster } from '../../model/fleet.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { isDoubted, type Doubts } from './doubt.ts'

/** Problems with the nodes themselves: after them nobody knows which nodes there are. */
const OF_NODES = new Set(['REF-DUPLICATE-NODE', 'REF-RANGE', 'SCHEMA-MISSING-KEY'])

/** Those of them after which a node is not there that somebody may name. */
const WITHOUT_NODE = new Set(['REF-RANGE', 'SCHEMA-MISSING-KEY'])

/** References to what may be declared in a part that could not be read. */
const TO_NODES = new Set(['REF-ENTRY-NODE', 'REF-END', 'REF-NODE'])

/**
 * The problems of resolving that remain whatever stands in the part of a cluster that could not be read. Problems with
 * the nodes themselves put the set of nodes in doubt from here on, ends that do not exist the list that names them, and
 * members that do not exist the regions.
 */
export function certainProblems(found: readonly Diagnostic[], cluster: Cluster, doubts: Doubts): readonly Diagnostic[] {
  const isCertain = certainty(cluster, doubts, doubts.nodeSet || found.some(({ code }) => WITHOUT_NODE.has(code)))
  const certain = found.filter(isCertain)
  if (found.some(({ code }) => OF_NODES.has(code))) doubts.nodeSet = true
  for (const { code, place } of certain) {
    if (code === 'REF-END') doubts.ofPassages(place)
    if (isMemberOfRegion(code, place)) doubts.ofMembersOfRegions()
  }
  return certain
}

/** Whether a region names what is not there, so that it has fewer members than it was given. */
function isMemberOfRegion(code: string, place: Place): boolean {
  return (code === 'REF-NODE' || code === 'REF-LOCATION') && place.kind === 'node' && place.path[0] === 'regions'
}

function certainty(cluster: Cluster, doubts: Doubts, lacksNodes: boolean): (found: Diagnostic) => boolean {
  const { nodeSet } = doubts
  return ({ code, place }) => {
    if (TO_NODES.has(code) && lacksNodes) return false
    if (code === 'REF-ENTRY-NODE') return !doubts.cluster.has('entryNode')
    // The host that logs are sent to is an end as well.
    if (code === 'REF-END' && doubts.cluster.has('logShipping')) return false
    if (code === 'REF-REGION') return !doubts.cluster.has('regions')
    if (code === 'REF-TEMPLATE') return !isDoubted(doubts.everyNode, 'template')
    if (code === 'SCHEMA-MISSING-KEY') return !doubts.hasNoIdentity(place)
    if (code.startsWith('POL-')) return !nodeSet && !doubts.cluster.has('regions') && cluster.nodes.length > 0
    return true
  }
}

/** Whether what is said of a lease holds although something is in doubt: what it names may be what could not be read. */
export function isCertainLease(doubts: Doubts): (found: Diagnostic) => boolean {
  return ({ code }) => code !== 'REF-LEASE' || !doubts.nodeSet
}

/** Whether what is said of a waiver holds although something is in doubt: nobody knows yet what it is needed for. */
export function isCertainWaiver(doubts: Doubts): (found: Diagnostic) => boolean {
  return ({ code }) =>
    !(code === 'REF-WAIVER-UNUSED' && !doubts.none) && !(code === 'REF-WAIVER-SCOPE' && doubts.nodeSet)
}

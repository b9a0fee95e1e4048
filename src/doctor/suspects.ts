import type { FailedRequest } from './evidence.ts'

/** A node that explains failures, and the failures it explains. */
export interface Suspect {
  /** UUID; absent where the lines name nobody. */
  readonly node?: string
  /** How many different nodes point at it. */
  readonly witnesses: number
  readonly lines: readonly FailedRequest[]
}

/**
 * Whom to suspect: the node at one end of the most failing pairs explains them all, then the next one of what is left.
 * A peer that several nodes cannot reach is the cause itself, and so is a writer that cannot reach several peers. Where
 * only one pair fails, the peer is named, as the line does.
 */
export function suspectsOf(lines: readonly FailedRequest[]): readonly Suspect[] {
  const suspects: Suspect[] = []
  let left = lines.filter(({ peer }) => peer !== undefined)
  while (left.length > 0) {
    const [node, others] = mostAccused(left)
    const explained = left.filter(({ writer, peer }) => peer?.uuid === node || (writer === node && others.size > 1))
    suspects.push({ node, witnesses: others.size, lines: explained })
    const gone = new Set(explained)
    left = left.filter((line) => !gone.has(line))
  }
  const nameless = lines.filter(({ peer }) => peer === undefined)
  return nameless.length === 0 ? suspects : [...suspects, { witnesses: 0, lines: nameless }]
}

/** The node with the most counterparts; among equals a peer before a writer, then the lower UUID. */
function mostAccused(lines: readonly FailedRequest[]): readonly [string, ReadonlySet<string>] {
  const counterparts = new Map<string, Set<string>>()
  const peers = new Set<string>()
  const accuse = (node: string, by: string): void => {
    const known = counterparts.get(node) ?? new Set()
    counterparts.set(node, known.add(by))
  }
  for (const { writer, peer, place } of lines) {
    if (peer === undefined) continue
    peers.add(peer.uuid)
    accuse(peer.uuid, writer ?? `log ${place.log}`)
    if (writer !== undefined) accuse(writer, peer.uuid)
  }
  const rank = ([node, others]: readonly [string, Set<string>]): number => others.size * 2 + (peers.has(node) ? 1 : 0)
  const sorted = [...counterparts].toSorted((a, b) => rank(b) - rank(a) || (a[0] < b[0] ? -1 : 1))
  return sorted[0] ?? ['', new Set()]
}

import { sha256Of } from '../model/digest.ts'
import type { Cluster, Node } from '../model/fleet.ts'
import type { Digest } from '../model/names.ts'
import { canonicalJson, WHEREABOUTS } from '../source/canonical-json.ts'

/**
 * Text that is equal for equal content: keys and map entries sorted, what is absent left out, and with it where a value
 * came from (`place`, `within`, `origin`, `overrode`), which is no part of what it is.
 */
export function canonical(value: unknown): string {
  return canonicalJson(value, { leftOut: WHEREABOUTS })
}

/** Digest of the canonical text of a value. */
export function digestOf(value: unknown): Digest {
  return sha256Of(canonical(value))
}

const nodeTexts = new WeakMap<Node, string>()

/**
 * The same of a cluster: equal digests mean that its YAML says the same, wherever it says it. A review proves with them
 * that nothing changes, and a plan knows by them what it was made from. The nodes of a cluster are its locations' nodes
 * too, and most are those of the last time: each is written once.
 */
export function digestOfCluster(cluster: Cluster): Digest {
  const nodes = new Map<object, Node>(cluster.nodes.map((node) => [node, node]))
  const textOf = (value: object): string | undefined => {
    const node = nodes.get(value)
    if (node === undefined) return undefined
    const text = nodeTexts.get(node) ?? canonical(node)
    nodeTexts.set(node, text)
    return text
  }
  return sha256Of(canonicalJson(cluster, { leftOut: WHEREABOUTS, textOf }))
}

import type { Node } from '../../model/fleet.ts'
import { quoted } from './phrase.ts'
import type { WideEdge } from '../facts/passages.ts'

/** Passages that are missing from a node to others, or to it from others; the others are of one location each. */
interface PassageGap {
  readonly node: Node
  readonly side: 'from' | 'to' | 'both'
  readonly others: readonly Node[]
}

/**
 * Missing passages in words, each once. They are gathered at the locations that lack most of them: a location that nobody
 * has connected yet is one mistake, and not as many as there are locations.
 */
export function passageGaps(missing: readonly WideEdge[]): readonly string[] {
  const lacking = new Map<string, number>()
  const count = ({ location }: Node): unknown => lacking.set(location, (lacking.get(location) ?? 0) + 1)
  for (const { from, to } of missing) {
    count(from)
    count(to)
  }
  const lacks = ({ location }: Node): number => lacking.get(location) ?? 0
  const gaps = new Map<string, PassageGap & { readonly others: Node[] }>()
  for (const { from, to } of missing) {
    const isAtStart = lacks(from) > lacks(to) || (lacks(from) === lacks(to) && from.location < to.location)
    const [node, side, other] = isAtStart ? ([from, 'from', to] as const) : ([to, 'to', from] as const)
    const key = `${side} ${node.location}`
    const gap = gaps.get(key)
    if (gap === undefined) gaps.set(key, { node, side, others: [other] })
    else gap.others.push(other)
  }
  return joined([...gaps.values()]).map(words)
}

/** Gaps that are the same from a location and to it are one: most often a single line is missing or wrong. */
function joined(gaps: readonly PassageGap[]): readonly PassageGap[] {
  const alike = new Map<string, PassageGap>()
  for (const gap of gaps) {
    const key = [gap.node, ...gap.others.toSorted(byLocation)].map(({ location }) => location).join(' ')
    const opposite = alike.get(key)
    alike.set(key, opposite === undefined ? gap : { ...opposite, side: 'both' })
  }
  return [...alike.values()]
}

function byLocation(left: Node, right: Node): number {
  return left.location < right.location ? -1 : 1
}

function words({ node, side, others: [first, ...more] }: PassageGap): string {
  if (first === undefined) return `${side} ${ended(node)}`
  if (side === 'both') return bothWays(node, first, more)
  if (more.length === 0) return side === 'from' ? between(node, first) : between(first, node)
  const [opposite, start] =
    side === 'from' ? ['to', between(node, first)] : ['from', `to ${ended(node)} from ${ended(first)}`]
  return `${start}, nor ${opposite} the ${locationsOf(more)}`
}

function bothWays(node: Node, first: Node, more: readonly Node[]): string {
  const start = `between ${ended(node)} and ${ended(first)} in either direction`
  return more.length === 0 ? start : `${start}, nor for the ${locationsOf(more)}`
}

function locationsOf(nodes: readonly Node[]): string {
  return `${nodes.length === 1 ? 'location' : 'locations'} ${quoted(nodes.map(({ location }) => location))}`
}

function between(from: Node, to: Node): string {
  return `from ${ended(from)} to ${ended(to)}`
}

function ended({ name, location }: Node): string {
  return `"${name}" (${location})`
}

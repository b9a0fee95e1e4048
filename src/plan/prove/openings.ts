import type { Passage } from '../../model/facts.ts'
import { at } from '../../topology/at.ts'

/**
 * Where traffic is let through, between ends that go by number: from `end` to the `ends` from `starts[end]` up to
 * `starts[end + 1]`, ascending, each on the port beside it. Flat, since a map for each of very many ends would be
 * most of what is kept of a cluster.
 */
export interface Openings {
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly ports: Int32Array
}

/** The number of the end of a passage that means everybody. */
export const anybody = 0

/** Numbers the ends of passages, that is names of nodes, names of locations and `any`, as they first appear. */
export function numberEnds(lists: readonly (readonly Passage[])[]): ReadonlyMap<string, number> {
  const numbers = new Map([['any', anybody]])
  for (const passages of lists)
    for (const { from, to } of passages) {
      if (!numbers.has(from)) numbers.set(from, numbers.size)
      if (!numbers.has(to)) numbers.set(to, numbers.size)
    }
  return numbers
}

/** Stands for every port. */
const everyPort = -1

/** What passages let through, on their ports or, where those do not matter, on every port. */
export function openingsOf(
  passages: readonly Passage[],
  numbers: ReadonlyMap<string, number>,
  byPort: boolean,
): Openings {
  const [froms, tos, ports]: [number[], number[], number[]] = [[], [], []]
  const open = (from: number, to: number, port: number): void => {
    froms.push(from)
    tos.push(to)
    ports.push(port)
  }
  for (const { from, to, bothWays, protocol, port } of passages) {
    // Central Management talks TCP; a passage for UDP alone lets nothing of it through.
    if (protocol === 'udp') continue
    const [start, end] = [numbers.get(from) ?? anybody, numbers.get(to) ?? anybody]
    const one = byPort ? (port ?? everyPort) : everyPort
    open(start, end, one)
    if (bothWays) open(end, start, one)
  }
  const byEnd = inOrderOf(tos, numbers.size, Int32Array.from(tos.keys()))
  const { order, starts } = inOrderOf(froms, numbers.size, byEnd.order)
  return {
    starts,
    ends: order.map((index) => tos[index] ?? anybody),
    ports: order.map((index) => ports[index] ?? everyPort),
  }
}

/** Sorts what is in some order by a key below `count` without disturbing that order where keys are equal. */
function inOrderOf(
  keys: readonly number[],
  count: number,
  order: Int32Array,
): { readonly order: Int32Array; readonly starts: Int32Array } {
  const starts = new Int32Array(count + 1)
  for (const key of keys) starts[key + 1] = at(starts, key + 1) + 1
  for (let key = 0; key < count; key++) starts[key + 1] = at(starts, key + 1) + at(starts, key)
  const [sorted, free] = [new Int32Array(order.length), starts.slice()]
  for (const index of order) {
    const key = keys[index] ?? 0
    const next = at(free, key)
    sorted[next] = index
    free[key] = next + 1
  }
  return { order: sorted, starts }
}

/** Whether traffic from one end is let through to another on a port. */
export function lets({ starts, ends, ports }: Openings, from: number, to: number, port: number): boolean {
  let [low, high] = [at(starts, from), at(starts, from + 1)]
  const last = high
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at(ends, middle) < to) low = middle + 1
    else high = middle
  }
  for (; low < last && ends[low] === to; low++) if (ports[low] === everyPort || ports[low] === port) return true
  return false
}

/** The ends to which traffic from one end is let through on some port, ascending. */
export function endsFrom({ starts, ends }: Openings, from: number): Int32Array {
  return ends.subarray(at(starts, from), at(starts, from + 1))
}

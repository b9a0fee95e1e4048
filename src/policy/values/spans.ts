/** A set of whole numbers as sorted spans that do not touch; both ends belong to a span. */
export type Spans = readonly Span[]

/** From a number to another. */
export type Span = readonly [from: bigint, to: bigint]

/** Sorted and joined where they touch. */
export function spansOf(spans: readonly Span[]): Spans {
  const joined: [bigint, bigint][] = []
  for (const [from, to] of spans.toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))) {
    const last = joined.at(-1)
    if (from > to) continue
    if (last === undefined || from > last[1] + 1n) joined.push([from, to])
    else if (to > last[1]) last[1] = to
  }
  return joined
}

/** What is in both; looks up the spans of the smaller one in the larger one. */
export function common(left: Spans, right: Spans): Spans {
  const [few, many] = left.length <= right.length ? [left, right] : [right, left]
  const found: Span[] = []
  for (const [from, to] of few) {
    for (let at = firstReaching(many, from); at < many.length; at++) {
      const span = many[at]
      if (span === undefined || span[0] > to) break
      found.push([span[0] > from ? span[0] : from, span[1] < to ? span[1] : to])
    }
  }
  return found
}

/** What is in the first and not in the second. */
export function without(spans: Spans, taken: Spans): Spans {
  const left: Span[] = []
  for (const [from, to] of spans) {
    let next = from
    for (let at = firstReaching(taken, from); at < taken.length; at++) {
      const span = taken[at]
      if (span === undefined || span[0] > to) break
      if (span[0] > next) left.push([next, span[0] - 1n])
      next = span[1] + 1n
    }
    if (next <= to) left.push([next, to])
  }
  return left
}

/** The span that a number lies in, else the first one behind it; undefined where there is none. */
export function spanAround(spans: Spans, number: bigint): Span | undefined {
  return spans[firstReaching(spans, number)]
}

/** Position of the first span that ends at the number or after it. */
function firstReaching(spans: Spans, number: bigint): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const span = spans[middle]
    if (span !== undefined && span[1] < number) low = middle + 1
    else high = middle
  }
  return low
}

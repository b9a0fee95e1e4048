import { meets, tailOf, type Pattern } from '../values/pattern.ts'
import type { Spans } from '../values/spans.ts'
import type { TextSet } from '../values/text-set.ts'

/** By set: the sets that it shares a value with; undefined for a set of which that is not worked out. */
type Meetings = readonly (ReadonlySet<number> | undefined)[]

/** Groups of sets of texts, by position, of which no two of a group share one; some sets may be in no group. */
export function apartTexts(sets: readonly TextSet[]): readonly (readonly number[])[] {
  return grouped(meetingTexts(sets))
}

/** Groups of sets of numbers, by position, of which no two of a group share one. */
export function apartSpans(sets: readonly Spans[]): readonly (readonly number[])[] {
  return grouped(meetingSpans(sets))
}

function grouped(meeting: Meetings): readonly (readonly number[])[] {
  const groups: number[][] = []
  for (const [at, own] of meeting.entries()) {
    if (own === undefined) continue
    const group = groups.find((members) => !members.some((member) => own.has(member)))
    if (group === undefined) groups.push([at])
    else group.push(at)
  }
  return groups.filter(({ length }) => length > 1)
}

function meetingSpans(sets: readonly Spans[]): Meetings {
  const own = sets.map(() => new Set<number>())
  const spans = sets.flatMap((set, at) => set.map(([from, to]) => ({ from, to, at })))
  spans.sort((left, right) => (left.from < right.from ? -1 : left.from > right.from ? 1 : 0))
  let open: typeof spans = []
  for (const span of spans) {
    open = open.filter(({ to }) => to >= span.from)
    for (const { at } of open) {
      own[at]?.add(span.at)
      own[span.at]?.add(at)
    }
    open.push(span)
  }
  return own
}

/** A pattern of a set: which, and the literal characters at its end, backwards. */
interface Ending {
  readonly end: string
  readonly pattern: Pattern
  readonly at: number
}

/** A set with a pattern that ends in a wildcard may meet any other one, and is left out. */
function meetingTexts(sets: readonly TextSet[]): Meetings {
  const own = sets.map(({ patterns }) => (patterns.some((one) => tailOf(one) === '') ? undefined : new Set<number>()))
  const endings = sets.flatMap(({ patterns }, at) =>
    own[at] === undefined ? [] : patterns.map((pattern) => ({ end: backwards(tailOf(pattern)), pattern, at })),
  )
  endings.sort((left, right) => (left.end < right.end ? -1 : left.end > right.end ? 1 : 0))
  // Of texts that end alike, one ends as the other does, and sorted backwards it stands before it.
  const shorter: Ending[] = []
  for (const ending of endings) {
    while (!ending.end.startsWith(shorter.at(-1)?.end ?? '')) shorter.pop()
    for (const other of shorter) note(own, other, ending)
    shorter.push(ending)
  }
  return own
}

function note(own: readonly (Set<number> | undefined)[], left: Ending, right: Ending): void {
  if (left.at === right.at || own[left.at]?.has(right.at) === true || !meets(left.pattern, right.pattern)) return
  own[left.at]?.add(right.at)
  own[right.at]?.add(left.at)
}

function backwards(text: string): string {
  return text.split('').toReversed().join('')
}

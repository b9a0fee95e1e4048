import type { Value } from '../evaluate/compare.ts'
import { addressText, everyAddress } from '../values/addresses.ts'
import { numberWithin } from '../values/numbers.ts'
import { common, spanAround, type Span, type Spans } from '../values/spans.ts'
import type { TextSet } from '../values/text-set.ts'
import type { SpanValues, Values } from './atoms.ts'
import { findText, type Found } from './find-text.ts'

/** An answer to one question about a property. */
export interface Answer {
  readonly values: Values
  readonly holds: boolean
}

/** Whether a value was found, and else which of the answers exclude each other. */
type FoundValue<Own extends Answer> = Found<Value | undefined, readonly Own[]>

/** Finds a value of one property for which all the answers are right; undefined where no value is needed. */
export function findValue<Own extends Answer>(answers: readonly Own[]): FoundValue<Own> {
  const [first] = answers
  switch (first?.values.kind) {
    case undefined:
      return { kind: 'value', value: undefined }
    case 'boolean':
      return { kind: 'value', value: first?.holds }
    case 'free':
    case 'assumption':
      return { kind: 'value', value: undefined }
    case 'text':
      return findOne(answers)
    case 'element':
      return findElements(answers)
    case 'address':
    case 'number':
      return findNumber(first.values, answers)
  }
}

function findOne<Own extends Answer>(answers: readonly Own[]): FoundValue<Own> {
  const inside = new Map<TextSet, Own>()
  const outside = new Map<TextSet, Own>()
  for (const answer of answers)
    if (answer.values.kind === 'text') (answer.holds ? inside : outside).set(answer.values.set, answer)
  return among(inside, outside)
}

/** A list of elements: one for each answer that needs an element, none of which is one that may not be there. */
function findElements<Own extends Answer>(answers: readonly Own[]): FoundValue<Own> {
  const inside = new Map<TextSet, Own>()
  const outside = new Map<TextSet, Own>()
  for (const answer of answers)
    if (answer.values.kind === 'element' && !answer.holds)
      (answer.values.outside ? inside : outside).set(answer.values.set, answer)
  const elements: string[] = []
  for (const answer of answers) {
    if (answer.values.kind !== 'element' || !answer.holds) continue
    const { set, outside: isOutside } = answer.values
    const found = isOutside
      ? among(inside, new Map([...outside, [set, answer]]))
      : among(new Map([...inside, [set, answer]]), outside)
    if (found.kind === 'unknown') return found
    // That this element is needed is a part of the contradiction, whichever sets exclude it.
    if (found.kind === 'none') return { kind: 'none', because: [...new Set([...found.because, answer])] }
    if (!elements.includes(found.value)) elements.push(found.value)
  }
  return { kind: 'value', value: elements }
}

function among<Own>(
  inside: ReadonlyMap<TextSet, Own>,
  outside: ReadonlyMap<TextSet, Own>,
): Found<string, readonly Own[]> {
  const found = findText({ inside: [...inside.keys()], outside: [...outside.keys()] })
  if (found.kind !== 'none') return found
  const own = (sets: readonly TextSet[], by: ReadonlyMap<TextSet, Own>): readonly Own[] =>
    sets.flatMap((set) => by.get(set) ?? [])
  return { kind: 'none', because: [...own(found.because.inside, inside), ...own(found.because.outside, outside)] }
}

function findNumber<Own extends Answer>(first: SpanValues, answers: readonly Own[]): FoundValue<Own> {
  const { kind } = first
  let left: Spans = first.kind === 'number' ? first.range : everyAddress
  const needed: Own[] = []
  const refused: { readonly spans: Spans; readonly answer: Own }[] = []
  for (const answer of answers) {
    if (answer.values.kind !== kind) continue
    if (!answer.holds) {
      refused.push({ spans: answer.values.spans, answer })
      continue
    }
    left = common(left, answer.values.spans)
    needed.push(answer)
    if (left.length === 0) return { kind: 'none', because: needed }
  }
  const refusing = new Set<Own>()
  for (const span of left) {
    const free = freeWithin(span, refused, refusing)
    if (free === undefined) continue
    if (kind === 'number') return { kind: 'value', value: numberWithin(free) }
    // The first address of a network is nobody's.
    return { kind: 'value', value: addressText(free[0] < free[1] ? free[0] + 1n : free[0]) }
  }
  return { kind: 'none', because: [...needed, ...refusing] }
}

/** The first stretch of a span that nothing refuses, going from each refusal to its end. */
function freeWithin<Own>(
  [from, to]: Span,
  refused: readonly { readonly spans: Spans; readonly answer: Own }[],
  refusing: Set<Own>,
): Span | undefined {
  let at = from
  while (at <= to) {
    let end = to
    let refusal: Span | undefined
    for (const { spans, answer } of refused) {
      const near = spanAround(spans, at)
      if (near === undefined) continue
      if (near[0] <= at) {
        refusal = near
        refusing.add(answer)
        break
      }
      if (near[0] <= end) end = near[0] - 1n
    }
    if (refusal === undefined) return [at, end]
    at = refusal[1] + 1n
  }
  return undefined
}

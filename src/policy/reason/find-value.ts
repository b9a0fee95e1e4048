import type { Value } from '../evaluate/compare.ts'
import { addressText, everyAddress } from '../values/addresses.ts'
import { everyNumber, numberWithin } from '../values/numbers.ts'
import { common, without, type Spans } from '../values/spans.ts'
import type { TextSet } from '../values/text-set.ts'
import type { Values } from './atoms.ts'
import { findText, type Found } from './find-text.ts'

/** An answer to one question about a property. */
export interface Answer {
  readonly values: Values
  readonly holds: boolean
}

/** Finds a value of one property for which all the answers are right; undefined where no value is needed. */
export function findValue(answers: readonly Answer[]): Found<Value | undefined> {
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
      return findText({ inside: texts(answers, true), outside: texts(answers, false) })
    case 'element':
      return findElements(answers)
    case 'address':
    case 'number':
      return findNumber(first.values.kind, answers)
  }
}

function texts(answers: readonly Answer[], wanted: boolean): readonly TextSet[] {
  return answers.flatMap(({ values, holds }) => (values.kind === 'text' && holds === wanted ? [values.set] : []))
}

/** A list of elements: one for each answer that needs an element, none of which is one that may not be there. */
function findElements(answers: readonly Answer[]): Found<Value> {
  const all = answers.flatMap(({ values, holds }) => (values.kind === 'element' ? [{ ...values, holds }] : []))
  const refused = all.filter(({ holds }) => !holds)
  const outside = refused.flatMap((one) => (one.outside ? [] : [one.set]))
  const inside = refused.flatMap((one) => (one.outside ? [one.set] : []))
  const elements: string[] = []
  for (const need of all.filter(({ holds }) => holds)) {
    const found = findText({
      inside: need.outside ? inside : [...inside, need.set],
      outside: need.outside ? [...outside, need.set] : outside,
    })
    if (found.kind !== 'value') return found
    if (!elements.includes(found.value)) elements.push(found.value)
  }
  return { kind: 'value', value: elements }
}

function findNumber(kind: 'address' | 'number', answers: readonly Answer[]): Found<Value> {
  let left: Spans = kind === 'address' ? everyAddress : everyNumber
  for (const { values, holds } of answers) {
    if (values.kind !== kind) continue
    left = holds ? common(left, values.spans) : without(left, values.spans)
  }
  const [span] = left
  if (span === undefined) return { kind: 'none' }
  if (kind === 'number') return { kind: 'value', value: numberWithin(span) }
  // The first address of a network is nobody's.
  return { kind: 'value', value: addressText(span[0] < span[1] ? span[0] + 1n : span[0]) }
}

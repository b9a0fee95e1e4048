import { elementOf, takesList, operandType, refusal, typeOfProperty } from '../../policy/criteria/types.ts'
import type { Vocabulary, Word, WordKind } from '../../policy/vocabulary.ts'

/** Start of the name of a rule that was made to be read: the rest says what the rule does. */
export const RECIPE_MARK = 'cal: '

/**
 * Names of the rules that a person makes in the UI, once, in a rule set that is never enabled: each rule does what its
 * name says, and its export then holds the ids of those words. Every word without a certain id is in one of them.
 */
export function calibrationRules(vocabulary: Vocabulary): readonly string[] {
  const properties = unsure(vocabulary, 'properties').map((word) => withOperator(word, vocabulary))
  const operators = unsure(vocabulary, 'operators').flatMap((word) => ofSomeProperty(word, vocabulary))
  const criteria = [...properties, ...operators]
  const actions = unsure(vocabulary, 'actions').map(({ name }) => name)
  const length = Math.max(criteria.length, actions.length)
  return Array.from(
    { length },
    (_, index) => `${RECIPE_MARK}${criteria[index] ?? 'any'} -> ${actions[index] ?? 'Continue'}`,
  )
}

function unsure(vocabulary: Vocabulary, kind: WordKind): readonly Word[] {
  return vocabulary.words(kind).filter(({ certain }) => !certain)
}

/** Operator for properties that hold several values, of which "equals" cannot be asked. */
const FOR_LISTS = 'at least one in list'

function withOperator({ name }: Word, vocabulary: Vocabulary): string {
  const type = typeOfProperty(name, vocabulary)
  if (refusal('equals', type) === undefined) return `${name} equals ${sample(type)}`
  return `${name} ${FOR_LISTS} "calibration ${elementOf(type) ?? 'string'}"`
}

/** A comparison that uses an operator, with a property whose id is certain and which can be asked that. */
function ofSomeProperty({ name: operator }: Word, vocabulary: Vocabulary): readonly string[] {
  const property = vocabulary.words('properties').find(({ name, certain }) => {
    const type = typeOfProperty(name, vocabulary)
    return (
      certain &&
      type !== undefined &&
      vocabulary.parametersOf(name).length === 0 &&
      refusal(operator, type) === undefined
    )
  })
  if (property === undefined) return []
  const type = operandType(operator, typeOfProperty(property.name, vocabulary), vocabulary)
  const operand = takesList(operator) ? `"calibration ${elementOf(type) ?? 'string'}"` : sample(type)
  return [`${property.name} ${operator} ${operand}`]
}

const SAMPLES: Readonly<Record<string, string>> = {
  ip: '"192.0.2.1"',
  iprange: '"192.0.2.0/24"',
  number: '7',
  boolean: 'true',
}

function sample(type: string | undefined): string {
  return SAMPLES[type ?? 'string'] ?? '"cal*"'
}

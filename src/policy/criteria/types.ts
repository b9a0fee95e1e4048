import { isAddress } from '../../model/addresses.ts'
import { rangeSpan } from '../values/addresses.ts'
import type { Operand } from '../../model/policy/criteria.ts'
import type { Vocabulary, Word } from '../vocabulary.ts'
import { tableOf } from '../../source/table.ts'

/** Type of a value by its short name; lists say what they hold: `list<category>`. Undefined = nobody knows. */
export type ValueType = string | undefined

/** Type of what a property gives. */
export function typeOfProperty(name: string, vocabulary: Vocabulary): ValueType {
  return typeOfWord(vocabulary.byName('properties', name))
}

/** Type that a word of the vocabulary has or takes. */
export function typeOfWord(word: Word | undefined): ValueType {
  return word?.type === 'list' ? word.listType && `list<${word.listType}>` : word?.type
}

/** Type of an operand. */
export function typeOfOperand(operand: Operand, vocabulary: Vocabulary): ValueType {
  if (operand.kind === 'literal') return operand.type
  return operand.kind === 'list' ? `list<${operand.type}>` : typeOfProperty(operand.use.name, vocabulary)
}

/** Type of the elements of a list type; undefined for a type that is no list. */
export function elementOf(type: ValueType): ValueType {
  const element = type?.startsWith('list<') === true && type.endsWith('>') ? type.slice('list<'.length, -1) : ''
  return element === '' ? undefined : element
}

/** Whether the operator compares with a list; the UI's names of all of these end in the word. */
export function takesList(operator: string): boolean {
  return operator.endsWith(' list')
}

/** Type of the operand that the operator compares a property of a type with. */
export function operandType(operator: string, property: ValueType, vocabulary: Vocabulary): ValueType {
  const own = vocabulary.byName('operators', operator)?.type
  const single = own ?? elementOf(property) ?? property
  return takesList(operator) && single !== undefined ? `list<${single}>` : single
}

/** Why an operator cannot be asked of a property of a type; undefined where it can, or where the type is not known. */
export function refusal(operator: string, property: ValueType): string | undefined {
  const asked = expectationOf.get(operator)
  if (asked === undefined || property === undefined || asked.fits(property)) return undefined
  return asked.says
}

interface Expectation {
  readonly operators: readonly string[]
  readonly fits: (type: string) => boolean
  readonly says: string
}

const isList = (type: string): boolean => elementOf(type) !== undefined

const expectations: readonly Expectation[] = [
  {
    operators: ['equals', 'does not equal', 'is in list', 'is not in list'],
    fits: (type) => !isList(type),
    says: 'one value, not a list; for a list write "at least one in list" or "contains"',
  },
  {
    operators: ['matches', 'does not match', 'matches in list', 'does not match in list'],
    fits: (type) => (elementOf(type) ?? type) === 'string',
    says: 'a text; turn other values into one, for example by IP.ToString',
  },
  {
    operators: ['at least one in list', 'none in list', 'all in list'],
    fits: isList,
    says: 'a list; for one value write "is in list"',
  },
  {
    operators: ['contains', 'does not contain'],
    fits: (type) => type === 'string' || isList(type),
    says: 'a text or a list',
  },
  {
    operators: ['is in range', 'is not in range', 'is in range list', 'is not in range list'],
    fits: (type) => type === 'ip',
    says: 'an address',
  },
  {
    operators: ['less than', 'less than or equals', 'greater than', 'greater than or equals'],
    fits: (type) => type === 'number',
    says: 'a number',
  },
]

const expectationOf: ReadonlyMap<string, Expectation> = new Map(
  expectations.flatMap((one) => one.operators.map((operator) => [operator, one] as const)),
)

/** What is wrong with the text of a literal of a type; undefined where nothing is. */
export function literalProblem(type: string, value: string): string | undefined {
  const form = forms.get(type)
  return form === undefined || form.fits(value) ? undefined : `"${value}" is not ${form.says}`
}

const forms = tableOf<{ readonly fits: (value: string) => boolean; readonly says: string }>({
  number: { fits: (value) => /^-?\d+(\.\d+)?$/.test(value), says: 'a number' },
  boolean: { fits: (value) => value === 'true' || value === 'false', says: 'true or false' },
  ip: { fits: isAddress, says: 'an address' },
  iprange: {
    fits: (value) => rangeSpan(value) !== undefined,
    says: 'a range of addresses, as 10.20.0.0/16 or 10.20.0.1-10.20.0.9',
  },
})

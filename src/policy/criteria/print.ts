import type { Argument, Operand, PropertyUse, Term } from '../../model/policy/criteria.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { bracket, quote } from './token.ts'
import { elementOf, operandType, takesList, typeOfProperty, typeOfWord } from './types.ts'

/** Writes criteria in the notation that {@link parseCriteria} reads: parse(print(terms)) = terms. */
export function printCriteria(terms: readonly Term[], vocabulary: Vocabulary): string {
  return terms
    .map((term) => {
      const join = term.join === undefined ? '' : `${term.join} `
      return `${join}${'('.repeat(term.opens)}${printComparison(term, vocabulary)}${')'.repeat(term.closes)}`
    })
    .join(' ')
}

function printComparison(term: Term, vocabulary: Vocabulary): string {
  return `${printProperty(term.property, vocabulary)} ${term.operator} ${printTarget(term, vocabulary)}`
}

function printTarget({ property, operator, operand }: Term, vocabulary: Vocabulary): string {
  const type = operandType(operator, typeOfProperty(property.name, vocabulary), vocabulary)
  const element = elementOf(type)
  const implied = operand.kind === 'list' && takesList(operator) && operand.type === (element ?? 'string')
  if (implied) return quote(operand.name)
  if (takesList(operator) && operand.kind === 'literal' && operand.type !== 'boolean')
    return `${operand.type} ${quote(operand.value)}`
  return printOperand(operand, element ?? type, vocabulary)
}

/** Writes a property with its settings and arguments. */
export function printProperty(use: PropertyUse, vocabulary: Vocabulary): string {
  const settings = use.mostRecent === true ? '<*>' : use.settings === undefined ? '' : bracket(use.settings)
  return `${use.name}${settings}${printArguments(use.name, use.arguments, vocabulary)}`
}

/** Writes arguments in brackets; nothing where there are none. */
export function printArguments(owner: string, given: readonly Argument[], vocabulary: Vocabulary): string {
  if (given.length === 0) return ''
  const parameters = vocabulary.parametersOf(owner)
  const texts = given.map(({ name, value }, index) => {
    const type = typeOfWord(parameters[index])
    const text = printOperand(value, elementOf(type) ?? type, vocabulary)
    return name === undefined ? text : `${name}: ${text}`
  })
  return `(${texts.join(', ')})`
}

/** Writes an operand; the type of a literal stands before it only where it is not the implied one. */
export function printOperand(operand: Operand, implied: string | undefined, vocabulary: Vocabulary): string {
  switch (operand.kind) {
    case 'property':
      return printProperty(operand.use, vocabulary)
    case 'list':
      return `list${operand.type === (implied ?? 'string') ? '' : bracket(operand.type)} ${quote(operand.name)}`
    case 'literal':
      return printLiteral(operand, implied)
  }
}

function printLiteral(literal: Extract<Operand, { kind: 'literal' }>, implied: string | undefined): string {
  const { type, value } = literal
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value
  if (type === 'number' && (implied ?? 'number') === 'number' && /^-?\d+$/.test(value)) return value
  if (type === (implied ?? 'string')) return quote(value)
  return `${type} ${quote(value)}`
}

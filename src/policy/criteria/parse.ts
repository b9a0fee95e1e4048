import type { Join, Operand, Term } from '../../model/policy/criteria.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { didYouMean } from '../../source/suggest.ts'
import type { ReadText } from './problem.ts'
import { noteOperand, readOperand, readProperty } from './read-operand.ts'
import { readText, type Reader } from './reader.ts'
import { elementOf, operandType, refusal, takesList, typeOfProperty, type ValueType } from './types.ts'

/**
 * Reads criteria as the UI shows them, for example
 * `URL.Host matches in list "Blocked hosts" AND System.HostName matches "swg-*"`.
 * Problems carry offsets into the text. AND and OR may not be mixed without brackets: nobody has documented which of
 * them the product applies first.
 */
export function parseCriteria(text: string, vocabulary: Vocabulary): ReadText<readonly Term[]> {
  return readText(text, vocabulary, (reader) => {
    const terms = readTerms(reader)
    refuseMixture(reader, terms)
    return terms
  })
}

function readTerms(reader: Reader): readonly Term[] {
  const terms: Term[] = []
  const open: { start: number; end: number }[] = []
  let join: Join | undefined
  do {
    let opens = 0
    for (let bracket = reader.take('('); bracket !== undefined; bracket = reader.take('(')) {
      open.push(bracket)
      opens++
    }
    const { property, operator, operand, within } = readComparison(reader)
    let closes = 0
    for (let bracket = reader.take(')'); bracket !== undefined; bracket = reader.take(')')) {
      if (open.pop() === undefined) reader.fail(bracket, 'this bracket closes nothing')
      closes++
    }
    const term: Term = { opens, closes, property, operator, operand, within }
    terms.push(join === undefined ? term : { ...term, join })
    join = readJoin(reader)
  } while (join !== undefined)
  const left = open.at(-1)
  if (left) reader.fail(left, 'this bracket is not closed', 'add ")"')
  return terms
}

function readJoin(reader: Reader): Join | undefined {
  if (reader.take('AND')) return 'AND'
  return reader.take('OR') ? 'OR' : undefined
}

function readComparison(reader: Reader): Required<Omit<Term, 'join' | 'opens' | 'closes'>> {
  const start = reader.peek().start
  const property = readProperty(reader)
  const type = typeOfProperty(property.name, reader.vocabulary)
  const operatorStart = reader.peek().start
  const operator = readOperator(reader)
  const said = refusal(operator, type)
  if (said !== undefined)
    reader.note(
      { start: operatorStart, end: reader.peek(-1).end },
      `"${operator}" cannot be asked of ${property.name}, which is ${named(type)}`,
      `it takes ${said}`,
      'POL-TYPE',
    )
  const needed = operandType(operator, type, reader.vocabulary)
  const operandStart = reader.peek().start
  const operand = readTarget(reader, operator, needed)
  const end = reader.peek(-1).end
  noteOperand(reader, { start: operandStart, end }, operand, said === undefined ? needed : undefined)
  return { property, operator, operand, within: { start, end } }
}

function named(type: ValueType): string {
  const element = elementOf(type)
  return element === undefined ? `of type ${type ?? 'unknown'}` : `a list of type ${element}`
}

/** A list after `… in list` stands without the word `list`, as in the UI. */
function readTarget(reader: Reader, operator: string, type: ValueType): Operand {
  const name = reader.peek()
  if (takesList(operator) && name.kind === 'string') {
    reader.next()
    return { kind: 'list', name: name.text, type: elementOf(type) ?? 'string' }
  }
  if (takesList(operator) && name.kind !== 'word')
    return reader.fail(name, 'the name of the list is missing', `write ${operator} "name of the list"`)
  return readOperand(reader, elementOf(type) ?? type)
}

function readOperator(reader: Reader): string {
  const first = reader.peek()
  if (first.kind !== 'word') return reader.fail(first, 'an operator is missing', 'for example: equals, matches in list')
  const known = reader.takePhrase('operators')
  if (known !== undefined) return known
  if (first.text.split('.').length > 3) return reader.next().text
  const near = didYouMean(
    first.text,
    reader.vocabulary.words('operators').map(({ name }) => name),
  )
  return reader.fail(
    first,
    `"${first.text}" is not an operator`,
    near?.help ?? 'write the operator as the UI does',
    'POL-UNKNOWN-OPERATOR',
  )
}

function refuseMixture(reader: Reader, terms: readonly Term[]): void {
  // A mixture takes two joins.
  if (terms.length < 3) return
  const joins: (Join | undefined)[] = [undefined]
  for (const term of terms) {
    const depth = joins.length - 1
    if (term.join !== undefined) {
      const before = joins[depth]
      if (before !== undefined && before !== term.join)
        reader.fail(
          term.within ?? { start: 0, end: 1 },
          'AND and OR are mixed without brackets',
          'put brackets around what belongs together: the order in which the product applies them is not documented',
          'POL-MIXED-JOINS',
        )
      joins[depth] = term.join
    }
    for (let opened = 0; opened < term.opens; opened++) joins.push(undefined)
    joins.length -= term.closes
  }
}

import type { Argument, Operand, PropertyUse } from '../../model/policy/criteria.ts'
import { userDefined } from '../vocabulary.ts'
import { didYouMean } from '../../source/suggest.ts'
import type { Reader } from './reader.ts'
import type { Token } from './token.ts'
import { elementOf, literalProblem, typeOfOperand, typeOfWord, type ValueType } from './types.ts'

/** Reads a property with its arguments and settings: `IP.ToString(Client.IP)`, `URL.Categories<Default>`. */
export function readProperty(reader: Reader): PropertyUse {
  const token = reader.next()
  if (token.kind !== 'word')
    return reader.fail(token, 'a property is missing', 'write it as the UI does: System.HostName')
  knownProperty(reader, token)
  const settings = reader.peek().kind === 'settings' ? reader.next() : undefined
  const given = reader.take('(') === undefined ? [] : readArguments(reader, token.text)
  const use: PropertyUse = { name: token.text, arguments: given }
  if (settings === undefined) return use
  return settings.text === '*' ? { ...use, mostRecent: true } : { ...use, settings: settings.text }
}

/** Reads arguments up to the closing bracket; the opening one has been read. */
export function readArguments(reader: Reader, owner: string): readonly Argument[] {
  const result: Argument[] = []
  const parameters = reader.vocabulary.parametersOf(owner)
  const opening = reader.peek(-1)
  if (!reader.take(')')) {
    do {
      const named = reader.peek().kind === 'word' && reader.peek(1).text === ':' ? reader.next() : undefined
      if (named) reader.expect(':')
      const { start } = reader.peek()
      const type = named === undefined ? typeOfWord(parameters[result.length]) : undefined
      const value = readOperand(reader, elementOf(type) ?? type)
      noteOperand(reader, { start, end: reader.peek(-1).end }, value, type)
      result.push(named === undefined ? { value } : { name: named.text, value })
    } while (reader.take(','))
    reader.expect(')')
  }
  if (parameters.length > 0 && parameters.length !== result.length)
    reader.note(
      { start: opening.start, end: reader.peek(-1).end },
      `${owner} takes ${parameters.length} ${parameters.length === 1 ? 'argument' : 'arguments'}, and is given ${result.length}`,
      `write ${owner}(${parameters.map(({ name }) => name.slice(owner.length + 1)).join(', ')})`,
      'POL-TYPE',
    )
  return result
}

/** Notes where an operand is not of the type that is needed there; where nobody knows a type nothing is said. */
export function noteOperand(
  reader: Reader,
  at: { readonly start: number; readonly end: number },
  operand: Operand,
  needed: ValueType,
): void {
  const given = typeOfOperand(operand, reader.vocabulary)
  if (needed !== undefined && given !== undefined && given !== needed) {
    reader.note(at, `this is ${described(given)}, and ${described(needed)} is needed`, helpFor(needed), 'POL-TYPE')
    return
  }
  const wrong = operand.kind === 'literal' ? literalProblem(operand.type, operand.value) : undefined
  if (wrong !== undefined) reader.note(at, wrong, undefined, 'POL-TYPE')
}

function described(type: string): string {
  const element = elementOf(type)
  return element === undefined ? `a value of type ${type}` : `a list of type ${element}`
}

function helpFor(type: string): string {
  const element = elementOf(type)
  if (element !== undefined) return `name a list whose "type" is ${element}`
  return type === 'string'
    ? 'write a text in quotes, or turn the value into one, for example by Number.ToString'
    : `give a value of type ${type}`
}

/** Reads what a property is compared with or set to; `implied` is the type of a literal that names none. */
export function readOperand(reader: Reader, implied: string | undefined): Operand {
  const token = reader.peek()
  if (token.kind === 'string' || token.kind === 'number') {
    reader.next()
    return { kind: 'literal', type: implied ?? token.kind, value: token.text }
  }
  if (token.kind !== 'word')
    return reader.fail(token, 'a value is missing', 'write a "text", a number, true, false, list "name" or a property')
  const following = reader.peek(1)
  if (token.text === 'true' || token.text === 'false') {
    reader.next()
    return { kind: 'literal', type: 'boolean', value: token.text }
  }
  if (token.text === 'list' && following.kind !== 'word') return readList(reader, implied ?? 'string')
  if (following.kind === 'string') {
    reader.next()
    return { kind: 'literal', type: token.text, value: reader.next().text }
  }
  return { kind: 'property', use: readProperty(reader) }
}

function readList(reader: Reader, implied: string): Operand {
  reader.next()
  const type = reader.peek().kind === 'settings' ? reader.next().text : implied
  const name = reader.next()
  if (name.kind !== 'string') return reader.fail(name, 'the name of the list is missing', 'write list "name"')
  return { kind: 'list', name: name.text, type }
}

function knownProperty(reader: Reader, token: Token): void {
  const { vocabulary } = reader
  if (token.text.startsWith(userDefined) || vocabulary.byName('properties', token.text)) return
  if (/^\d/.test(token.text))
    reader.fail(
      token,
      `"${token.text}" is neither a number nor a property`,
      'a number has digits only; an address or a network is a text in quotes',
      'POL-UNKNOWN-PROPERTY',
    )
  const dots = token.text.split('.').length
  if (dots > 3 && token.text === token.text.toLowerCase()) return
  const near = didYouMean(
    token.text,
    vocabulary.words('properties').map(({ name }) => name),
  )
  reader.fail(
    token,
    `"${token.text}" is not a property`,
    near?.help ?? 'write the name that the UI shows, or the id itself',
    'POL-UNKNOWN-PROPERTY',
  )
}

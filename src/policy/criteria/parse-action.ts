import type { Action, PolicyEvent } from '../../model/policy/rule-set.ts'
import type { Operand } from '../../model/policy/criteria.ts'
import type { PhraseKind, Vocabulary } from '../vocabulary.ts'
import { didYouMean } from '../../source/suggest.ts'
import type { ReadText } from './problem.ts'
import { noteOperand, readArguments, readOperand, readProperty } from './read-operand.ts'
import { readText, type Reader } from './reader.ts'
import { elementOf, typeOfProperty } from './types.ts'

/** Reads an action with the settings it uses: `Continue`, `Block<Unwanted sites>`. */
export function parseAction(text: string, vocabulary: Vocabulary): ReadText<Action> {
  return readText(text, vocabulary, (reader) => {
    const name = readName(reader, 'actions', 'an action')
    return { name, ...readSettings(reader) }
  })
}

/** Reads an event: `set P = "a" + Q`, `call Syslog(6, P)`, `enable Engine<Settings>`. */
export function parseEvent(text: string, vocabulary: Vocabulary): ReadText<PolicyEvent> {
  return readText(text, vocabulary, (reader) => {
    if (reader.take('set')) return readSet(reader)
    if (reader.take('call')) return readCall(reader)
    if (reader.take('enable')) {
      const engine = reader.next()
      return { kind: 'enable', engine: engine.text, ...readSettings(reader) }
    }
    return reader.fail(reader.peek(), 'an event is missing', 'an event starts with set, call or enable')
  })
}

function readSet(reader: Reader): PolicyEvent {
  const property = readProperty(reader)
  reader.expect('=')
  const type = typeOfProperty(property.name, reader.vocabulary)
  const values: Operand[] = []
  do {
    const { start } = reader.peek()
    const value = readOperand(reader, elementOf(type) ?? type)
    noteOperand(reader, { start, end: reader.peek(-1).end }, value, type)
    values.push(value)
  } while (reader.take('+'))
  if (values.length > 1 && type !== undefined && type !== 'string')
    reader.note(
      reader.peek(-1),
      `"+" joins texts, and ${property.name} is of type ${type}`,
      'give it one value',
      'POL-TYPE',
    )
  return { kind: 'set', property: property.name, values }
}

function readCall(reader: Reader): PolicyEvent {
  const procedure = readName(reader, 'procedures', 'a procedure')
  const settings = readSettings(reader)
  const given = reader.take('(') === undefined ? [] : readArguments(reader, procedure)
  return { kind: 'call', procedure, ...settings, arguments: given }
}

function readSettings(reader: Reader): { readonly settings?: string } {
  return reader.peek().kind === 'settings' ? { settings: reader.next().text } : {}
}

function readName(reader: Reader, kind: PhraseKind, what: string): string {
  const first = reader.peek()
  const known = reader.takePhrase(kind)
  if (known !== undefined) return known
  if (first.kind === 'word' && first.text.split('.').length > 2) return reader.next().text
  const names = reader.vocabulary.words(kind).map(({ name }) => name)
  const help = didYouMean(first.text, names)?.help ?? `known: ${names.join(', ')}`
  return reader.fail(first, first.text === '' ? `${what} is missing` : `"${first.text}" is not ${what}`, help)
}

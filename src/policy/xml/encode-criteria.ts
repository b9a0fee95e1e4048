import type { Argument, Condition, Operand, PropertyUse, Term } from '../../model/policy/criteria.ts'
import { attributes, parent, textElement, type XmlElement } from './element.ts'
import type { Ids } from './ids.ts'

/** Writes a `condition`. */
export function encodeCondition(condition: Condition, ids: Ids): XmlElement {
  const terms = condition.terms.map((term) => encodeTerm(term, ids))
  return parent('condition', [['always', String(condition.always)]], [parent('expressions', [], terms)])
}

function encodeTerm(term: Term, ids: Ids): XmlElement {
  return parent(
    'conditionExpression',
    attributes(
      ['prefix', term.join],
      ['openingBracketCount', String(term.opens)],
      ['closingBracketCount', String(term.closes)],
      ['operatorId', ids.word('operators', term.operator)],
    ),
    [encodeProperty(term.property, ids), encodeOperand(term.operand, ids, true)],
  )
}

/** Writes a `propertyInstance`. */
export function encodeProperty(use: PropertyUse, ids: Ids): XmlElement {
  const given = encodeArguments(use.name, use.arguments, ids)
  return parent(
    'propertyInstance',
    attributes(
      ['useMostRecentConfiguration', String(use.mostRecent === true)],
      ['configurationId', use.settings === undefined ? undefined : ids.settings(use.settings)],
      ['propertyId', ids.property(use.name)],
    ),
    given === undefined ? [] : [given],
  )
}

/** Writes the `parameters` of a property or a procedure; nothing where there are none. */
export function encodeArguments(owner: string, given: readonly Argument[], ids: Ids): XmlElement | undefined {
  if (given.length === 0) return undefined
  const parameters = ids.vocabulary.parametersOf(owner)
  const entries = given.map(({ name, value }, index) => {
    const id = name ?? parameters[index]?.id ?? ids.word('parameters', parameters[index]?.name ?? `${owner}.${index}`)
    return parent('entry', [], [textElement('string', id), encodeOperand(value, ids, false)])
  })
  return parent('parameters', [], entries)
}

/** Writes a `parameter`. In a comparison it names its type; handed to a property or an event it does not. */
export function encodeOperand(operand: Operand, ids: Ids, typed: boolean): XmlElement {
  const type = (name: string): string | undefined => (typed ? ids.word('types', name) : undefined)
  switch (operand.kind) {
    case 'list': {
      const value = parent('listValue', [['id', ids.list(operand.name, operand.type)]], [])
      const types = attributes(['valueTyp', '1'], ['typeId', type('list')], ['listTypeId', type(operand.type)])
      return parent('parameter', types, [valueOf(value)])
    }
    case 'property': {
      const own = ids.vocabulary.byName('properties', operand.use.name)?.type
      const typeId = own === undefined ? undefined : type(own)
      const value = encodeProperty(operand.use, ids)
      return parent('parameter', attributes(['valueTyp', '2'], ['typeId', typeId]), [valueOf(value)])
    }
    case 'literal': {
      const valueId = valueIdOf(operand, ids)
      const first = attributes(['valueTyp', '3'], ['valueId', valueId], ['typeId', type(operand.type)])
      return parent('parameter', first, valueId === undefined ? [valueOf(stringValue(operand, ids))] : [])
    }
  }
}

function valueOf(element: XmlElement): XmlElement {
  return parent('value', [], [element])
}

/** Writes a `stringValue`; its modifier is on for strings and off for all other types. */
export function stringValue(literal: { readonly type: string; readonly value: string }, ids: Ids): XmlElement {
  return parent(
    'stringValue',
    [
      ['value', literal.value],
      ['stringModifier', String(literal.type === 'string')],
      ['typeId', ids.word('types', literal.type)],
    ],
    [],
  )
}

function valueIdOf({ type, value }: Extract<Operand, { kind: 'literal' }>, ids: Ids): string | undefined {
  if (type === 'boolean') return `${ids.word('types', 'boolean')}.${value}`
  return type === 'category' ? value : undefined
}

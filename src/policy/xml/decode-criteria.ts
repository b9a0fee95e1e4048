import type { Argument, Condition, Operand, PropertyUse, Term } from '../../model/policy/criteria.ts'
import { attributeOf, childOf, childrenOf, elementsOf, textOf, type XmlElement } from './element.ts'
import type { Names } from './names.ts'

/** Reads a `condition`. Terms beside `always` are kept: they are criteria that somebody switched off. */
export function decodeCondition(element: XmlElement | undefined, names: Names): Condition {
  return {
    always: attributeOf(element, 'always') !== 'false',
    terms: childrenOf(childOf(element, 'expressions'), 'conditionExpression').map((one) => decodeTerm(one, names)),
  }
}

function decodeTerm(element: XmlElement, names: Names): Term {
  const prefix = attributeOf(element, 'prefix')
  const join = prefix === 'AND' || prefix === 'OR' ? prefix : undefined
  const operator = names.word('operators', attributeOf(element, 'operatorId') ?? '')
  return {
    ...(join === undefined ? {} : { join }),
    opens: Number(attributeOf(element, 'openingBracketCount') ?? 0),
    closes: Number(attributeOf(element, 'closingBracketCount') ?? 0),
    property: decodeProperty(childOf(element, 'propertyInstance'), names),
    operator: prefix === undefined || join !== undefined ? operator : `${prefix}.${operator}`,
    operand: decodeOperand(childOf(element, 'parameter'), names),
  }
}

/** Reads a `propertyInstance`. */
export function decodeProperty(element: XmlElement | undefined, names: Names): PropertyUse {
  const name = names.property(attributeOf(element, 'propertyId') ?? '')
  const settings = attributeOf(element, 'configurationId')
  const mostRecent = attributeOf(element, 'useMostRecentConfiguration') === 'true'
  return {
    name,
    arguments: decodeArguments(childOf(element, 'parameters'), name, names),
    ...(settings === undefined ? {} : { settings: names.settings(settings) }),
    ...(mostRecent ? { mostRecent } : {}),
  }
}

/** Reads the `parameters` of a property or a procedure. */
export function decodeArguments(element: XmlElement | undefined, owner: string, names: Names): readonly Argument[] {
  const parameters = names.vocabulary.parametersOf(owner)
  return childrenOf(element, 'entry').map((entry, index) => {
    const id = textOf(childOf(entry, 'string'))
    const value = decodeOperand(childOf(entry, 'parameter'), names)
    return parameters[index]?.id === id ? { value } : { name: id, value }
  })
}

/** Reads a `parameter`: a literal, a list or a property. */
export function decodeOperand(element: XmlElement | undefined, names: Names): Operand {
  const inner = elementsOf(childOf(element, 'value'))[0]
  switch (inner?.name ?? '') {
    case 'propertyInstance':
      return { kind: 'property', use: decodeProperty(inner, names) }
    case 'listValue': {
      const id = attributeOf(inner, 'id') ?? ''
      const type = names.word('types', attributeOf(element, 'listTypeId') ?? '')
      return { kind: 'list', ...(names.list(id) ?? { name: id, type }) }
    }
    case 'stringValue': {
      const type = names.word('types', attributeOf(inner, 'typeId') ?? '')
      return { kind: 'literal', type, value: attributeOf(inner, 'value') ?? '' }
    }
    default:
      return decodeValueId(element, names)
  }
}

/** A value that is an id: a boolean, whose id is that of its type with the value behind it, or a category. */
function decodeValueId(element: XmlElement | undefined, names: Names): Operand {
  const id = attributeOf(element, 'valueId') ?? ''
  const boolean = names.vocabulary.byName('types', 'boolean')?.id ?? ''
  if (boolean !== '' && id.startsWith(`${boolean}.`))
    return { kind: 'literal', type: 'boolean', value: id.slice(boolean.length + 1) }
  return { kind: 'literal', type: names.word('types', attributeOf(element, 'typeId') ?? 'category'), value: id }
}

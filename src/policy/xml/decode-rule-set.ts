import type { Operand } from '../../model/policy/criteria.ts'
import type { Action, PolicyEvent, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import type { Place } from '../../source/place.ts'
import { decodeArguments, decodeCondition, decodeOperand } from './decode-criteria.ts'
import { attributeOf, childOf, childrenOf, elementsOf, textOf, type XmlElement } from './element.ts'
import type { Names } from './names.ts'
import { handleKey } from './rule-set-export.ts'

/** What reading rule sets needs: names, where to point, and where to put the numbers of the file. */
export interface Decoding {
  readonly names: Names
  readonly place: (element: XmlElement) => Place
  readonly handles: Map<string, string>
}

/** Reads a `ruleGroup` with all that is nested in it; `at` is its position in the tree. */
export function decodeRuleSet(element: XmlElement, at: readonly number[], decoding: Decoding): RuleSet {
  const flag = (name: string): boolean => attributeOf(element, name) === 'true'
  decoding.handles.set(handleKey('ruleSet', ...at), attributeOf(element, 'id') ?? '')
  return {
    name: attributeOf(element, 'name') ?? '',
    place: decoding.place(element),
    description: textOf(childOf(element, 'description')),
    enabled: flag('enabled'),
    cycles: {
      request: flag('cycleRequest'),
      response: flag('cycleResponse'),
      embedded: flag('cycleEmbeddedObject'),
    },
    cloudSynced: flag('cloudSynced'),
    criteria: decodeCondition(childOf(element, 'condition'), decoding.names),
    rules: childrenOf(childOf(element, 'rules'), 'rule').map((rule, index) =>
      decodeRule(rule, [...at, index], decoding),
    ),
    ruleSets: childrenOf(childOf(element, 'ruleGroups'), 'ruleGroup').map((child, index) =>
      decodeRuleSet(child, [...at, index], decoding),
    ),
  }
}

function decodeRule(element: XmlElement, at: readonly number[], decoding: Decoding): Rule {
  const { names } = decoding
  decoding.handles.set(handleKey('rule', ...at), attributeOf(element, 'id') ?? '')
  return {
    name: attributeOf(element, 'name') ?? '',
    place: decoding.place(element),
    description: textOf(childOf(element, 'description')),
    enabled: attributeOf(element, 'enabled') === 'true',
    criteria: decodeCondition(childOf(element, 'condition'), names),
    action: decodeAction(childOf(element, 'actionContainer'), names),
    events: elementsOf(childOf(element, 'immediateActionContainers')).flatMap((event) => decodeEvent(event, names)),
  }
}

function decodeAction(element: XmlElement | undefined, names: Names): Action {
  return { name: names.word('actions', attributeOf(element, 'actionId') ?? ''), ...settingsOf(element, names) }
}

function decodeEvent(element: XmlElement, names: Names): PolicyEvent | [] {
  switch (element.name) {
    case 'setActionContainer':
      return {
        kind: 'set',
        property: names.property(attributeOf(element, 'propertyId') ?? ''),
        values: childrenOf(childOf(element, 'expressions'), 'setExpression').map((expression): Operand =>
          decodeOperand(childOf(expression, 'parameter'), names),
        ),
      }
    case 'executeActionContainer': {
      const call = childOf(element, 'procedureValue')
      const procedure = names.word('procedures', attributeOf(call, 'procedureId') ?? '')
      const given = decodeArguments(childOf(call, 'parameters'), procedure, names)
      return { kind: 'call', procedure, ...settingsOf(element, names), arguments: given }
    }
    case 'enableEngineActionContainer':
      return { kind: 'enable', engine: attributeOf(element, 'engineId') ?? '', ...settingsOf(element, names) }
    default:
      return []
  }
}

function settingsOf(element: XmlElement | undefined, names: Names): { readonly settings?: string } {
  const id = attributeOf(element, 'configurationId')
  return id === undefined ? {} : { settings: names.settings(id) }
}

import type { PolicyEvent, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { attributes, parent, textElement, type XmlElement } from './element.ts'
import { encodeArguments, encodeCondition, encodeOperand } from './encode-criteria.ts'
import type { Ids } from './ids.ts'
import { handleKey } from './rule-set-export.ts'

/** Writes a `ruleGroup` with all that is nested in it. */
export function encodeRuleSet(set: RuleSet, at: readonly number[], ids: Ids): XmlElement {
  const id = ids.own(handleKey('ruleSet', ...at))
  const condition = encodeCondition(set.criteria, ids)
  const rules = set.rules.map((rule, index) => encodeRule(rule, [...at, index], ids))
  const nested = set.ruleSets.map((child, index) => encodeRuleSet(child, [...at, index], ids))
  return parent(
    'ruleGroup',
    [
      ['id', id],
      ['defaultRights', '2'],
      ['name', set.name],
      ['enabled', String(set.enabled)],
      ['cycleRequest', String(set.cycles.request)],
      ['cycleResponse', String(set.cycles.response)],
      ['cycleEmbeddedObject', String(set.cycles.embedded)],
      ['cloudSynced', String(set.cloudSynced)],
    ],
    [
      parent('acElements', [], []),
      condition,
      textElement('description', set.description),
      parent('rules', [], rules),
      parent('ruleGroups', [], nested),
    ],
  )
}

function encodeRule(rule: Rule, at: readonly number[], ids: Ids): XmlElement {
  const { action } = rule
  return parent(
    'rule',
    [
      ['id', ids.own(handleKey('rule', ...at))],
      ['enabled', String(rule.enabled)],
      ['name', rule.name],
    ],
    [
      textElement('description', rule.description),
      parent(
        'immediateActionContainers',
        [],
        rule.events.map((event) => encodeEvent(event, ids)),
      ),
      parent(
        'actionContainer',
        attributes(['configurationId', settingsId(action, ids)], ['actionId', ids.word('actions', action.name)]),
        [],
      ),
      encodeCondition(rule.criteria, ids),
    ],
  )
}

function encodeEvent(event: PolicyEvent, ids: Ids): XmlElement {
  const configuration = ['configurationId', event.kind === 'set' ? undefined : settingsId(event, ids)] as const
  switch (event.kind) {
    case 'set': {
      const expressions = event.values.map((value, index) =>
        parent(
          'setExpression',
          attributes(
            ['operator', index === 0 ? undefined : '+'],
            ['openingBracketCount', '0'],
            ['closingBracketCount', '0'],
          ),
          [encodeOperand(value, ids, false)],
        ),
      )
      const property = ids.property(event.property)
      return parent('setActionContainer', [['propertyId', property]], [parent('expressions', [], expressions)])
    }
    case 'call': {
      const given = encodeArguments(event.procedure, event.arguments, ids)
      const procedure = ids.word('procedures', event.procedure)
      return parent('executeActionContainer', attributes(configuration), [
        parent('procedureValue', [['procedureId', procedure]], given === undefined ? [] : [given]),
      ])
    }
    case 'enable':
      return parent('enableEngineActionContainer', attributes(configuration, ['engineId', event.engine]), [])
  }
}

function settingsId(user: { readonly settings?: string }, ids: Ids): string | undefined {
  return user.settings === undefined ? undefined : ids.settings(user.settings)
}

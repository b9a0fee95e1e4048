import fc from 'fast-check'
import { unconditional, type Condition, type Operand } from '../../src/model/policy/criteria.ts'
import { simpleListTypes } from '../../src/model/policy/list.ts'
import type { PolicyEvent, Rule, RuleSet } from '../../src/model/policy/rule-set.ts'
import { walk } from '../../src/policy/check/walk.ts'
import type { RuleSetExport } from '../../src/policy/xml/rule-set-export.ts'
import { anyName, anyOperand, anyTerms, anyText } from './arbitraries.ts'

const place = { kind: 'file', file: 'generated' } as const

/** Words without an id cannot be written: the generated tree uses the others. */
const writable = anyTerms.map((terms) =>
  terms.map((term) => ({
    ...term,
    operator: ['equals', 'matches', 'matches in list'].includes(term.operator) ? term.operator : 'equals',
  })),
)
const hasId = (value: unknown): boolean => !JSON.stringify(value).includes('Proxy.IP')

const condition: fc.Arbitrary<Condition> = fc
  .oneof(fc.constant(unconditional), fc.record({ always: fc.boolean(), terms: writable }))
  .filter(hasId)

/** A list inside an argument tells its type only by its definition, so it is one that the document defines. */
const eventOperand: fc.Arbitrary<Operand> = anyOperand.map((operand) =>
  operand.kind === 'list' ? { kind: 'list', name: 'defined', type: 'regex' } : operand,
)
const defined = { name: 'defined', type: 'regex' as const, description: '', entries: [], place }

const event: fc.Arbitrary<PolicyEvent> = fc
  .oneof(
    fc.record({
      kind: fc.constant('set' as const),
      property: fc.constant('User-Defined.Region'),
      values: fc.array(eventOperand, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      procedure: fc.constant('Syslog'),
      arguments: fc.tuple(eventOperand, eventOperand).map((values) => values.map((value) => ({ value }))),
    }),
    fc.record({ kind: fc.constant('enable' as const), engine: anyName, settings: anyName }),
  )
  .filter(hasId)

const rule: fc.Arbitrary<Rule> = fc.record({
  name: anyName,
  place: fc.constant(place),
  description: anyText,
  enabled: fc.boolean(),
  criteria: condition,
  action: fc.oneof(
    fc.constant({ name: 'Continue' }),
    fc.record({ name: fc.constant('Block'), settings: fc.constant('Unwanted') }),
  ),
  events: fc.array(event, { maxLength: 2 }),
})

const ruleSet: fc.Arbitrary<RuleSet> = fc.letrec<{ set: RuleSet }>((tie) => ({
  set: fc.record({
    name: anyName,
    place: fc.constant(place),
    description: anyText,
    enabled: fc.boolean(),
    cycles: fc.record({ request: fc.boolean(), response: fc.boolean(), embedded: fc.boolean() }),
    cloudSynced: fc.boolean(),
    criteria: condition,
    rules: fc.array(rule, { maxLength: 2 }),
    ruleSets: fc.oneof({ maxDepth: 2 }, fc.constant([]), fc.array(tie('set'), { maxLength: 2 })),
  }),
})).set

const open: fc.Arbitrary<RuleSetExport> = fc.record({
  name: anyName,
  version: fc.constantFrom('12.2.15-51390', '11.1.0-39720'),
  description: anyText,
  lists: fc
    .uniqueArray(
      fc.record({
        name: anyName,
        type: fc.constantFrom('regex' as const, 'string' as const, 'ip' as const),
        description: anyText,
        entries: fc.array(fc.record({ value: anyText, description: anyText }), { maxLength: 3 }),
        place: fc.constant(place),
      }),
      { maxLength: 3, selector: ({ name, type }) => `${type} ${name}` },
    )
    .map((lists) => [...lists, defined]),
  tables: fc.uniqueArray(
    fc.record({
      name: anyName,
      type: fc.constantFrom('maptype', 'nexthopproxy'),
      description: anyText,
      rows: fc.array(
        fc.record({
          cells: fc.array(fc.record({ key: anyName, type: fc.constant('string'), value: anyText }), {
            minLength: 1,
            maxLength: 3,
          }),
          description: anyText,
        }),
        { maxLength: 2 },
      ),
      place: fc.constant(place),
    }),
    { maxLength: 2, selector: ({ name, type }) => `${type} ${name}` },
  ),
  settings: fc.constant([
    {
      name: 'Unwanted',
      target: 'Block',
      template: 'some.template',
      version: '1.6',
      description: '',
      values: [{ key: 'BlockReasonID', type: 'number', value: '15' }],
      place,
    },
  ]),
  properties: fc.constant([{ name: 'User-Defined.Region', type: 'string', initial: '', description: 'who', place }]),
  ruleSets: fc.array(ruleSet, { minLength: 1, maxLength: 1 }),
})

/** Documents that define everything that they refer to. */
export const anyExport: fc.Arbitrary<RuleSetExport> = open.map(closed)

/** The document with a definition for everything that it refers to and does not define. */
function closed(document: RuleSetExport): RuleSetExport {
  const lists = new Map([...document.lists, ...document.tables].map((list) => [`${list.type} ${list.name}`, list]))
  const settings = new Map(document.settings.map((one) => [one.name, one]))
  const properties = new Map(document.properties.map((one) => [one.name, one]))
  const [block] = document.settings
  const use = (name: string | undefined): void => {
    if (name !== undefined && block !== undefined && !settings.has(name)) settings.set(name, { ...block, name })
  }
  for (const visit of walk(document.ruleSets)) {
    for (const operand of visit.operands) {
      if (operand.kind === 'property') use(operand.use.settings)
      if (operand.kind === 'property' && operand.use.name.startsWith('User-Defined.'))
        properties.set(
          operand.use.name,
          properties.get(operand.use.name) ?? {
            name: operand.use.name,
            type: 'string',
            initial: '',
            description: '',
            place,
          },
        )
      if (operand.kind !== 'list' || lists.has(`${operand.type} ${operand.name}`)) continue
      const type = simpleListTypes.find((one) => one === operand.type)
      const common = { name: operand.name, description: '', place }
      lists.set(
        `${operand.type} ${operand.name}`,
        type === undefined ? { ...common, type: operand.type, rows: [] } : { ...common, type, entries: [] },
      )
    }
    if (visit.kind === 'rule')
      for (const user of [visit.item.action, ...visit.item.events]) if ('settings' in user) use(user.settings)
  }
  const all = [...lists.values()]
  return {
    ...document,
    lists: all.flatMap((list) => ('entries' in list ? [list] : [])),
    tables: all.flatMap((list) => ('rows' in list ? [list] : [])),
    settings: [...settings.values()],
    properties: [...properties.values()],
  }
}

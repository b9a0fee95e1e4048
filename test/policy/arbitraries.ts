import fc from 'fast-check'
import type { Join, Operand, PropertyUse, Term } from '../../src/model/policy/criteria.ts'

/** Texts with what a notation or a document may stumble over. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom('a', 'B', '7', ' ', '.', '*', '"', '\\', '<', '>', '&', "'", '\n', 'ü', '(', ')', '/'),
  maxLength: 12,
})
/** Names that a person would give. */
export const anyName: fc.Arbitrary<string> = anyText.filter((text) => text.trim() !== '')

const simple: fc.Arbitrary<PropertyUse> = fc.record({
  name: fc.constantFrom('System.HostName', 'URL.Host', 'Proxy.IP', 'Body.Size', 'User-Defined.Region', 'Body.Modified'),
  arguments: fc.constant([]),
})

/** Properties, nested ones with arguments and settings included. */
export const anyProperty: fc.Arbitrary<PropertyUse> = fc.oneof(
  simple,
  fc.record({
    name: fc.constant('IP.ToString'),
    arguments: fc
      .constantFrom('Client.IP', 'Proxy.IP', 'URL.Destination.IP')
      .map((name) => [{ value: { kind: 'property' as const, use: { name, arguments: [] } } }]),
  }),
  fc.record({
    name: fc.constant('Header.Request.Get'),
    arguments: anyText.map((value) => [{ value: { kind: 'literal' as const, type: 'string', value } }]),
  }),
  fc.record({
    name: fc.constant('URL.Categories'),
    arguments: fc.constant([]),
    settings: anyName.filter((n) => n !== '*'),
  }),
  fc.record({ name: fc.constant('URL.Reputation'), arguments: fc.constant([]), mostRecent: fc.constant(true) }),
)

/** Literals, lists and properties. */
export const anyOperand: fc.Arbitrary<Operand> = fc.oneof(
  fc.record({ kind: fc.constant('literal' as const), type: fc.constantFrom('string', 'regex', 'ip'), value: anyText }),
  fc.integer().map((value) => ({ kind: 'literal' as const, type: 'number', value: String(value) })),
  fc.boolean().map((value) => ({ kind: 'literal' as const, type: 'boolean', value: String(value) })),
  fc.record({ kind: fc.constant('list' as const), name: anyName, type: fc.constantFrom('regex', 'string', 'ip') }),
  anyProperty.map((use) => ({ kind: 'property' as const, use })),
)

const comparison = fc.record({
  property: anyProperty,
  operator: fc.constantFrom('equals', 'matches', 'matches in list', 'is in list', 'does not equal', 'is in range list'),
  operand: anyOperand,
})

type Nested = { readonly join: Join; readonly parts: readonly Nested[] } | Omit<Term, 'opens' | 'closes'>

const nested: fc.Arbitrary<Nested> = fc.letrec<{ node: Nested }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.record({
      join: fc.constantFrom<Join>('AND', 'OR'),
      parts: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).node

/** Criteria whose brackets are balanced and that never mix AND and OR. */
export const anyTerms: fc.Arbitrary<readonly Term[]> = nested.map((node) => flatten(node))

function flatten(node: Nested): Term[] {
  if (!('parts' in node)) return [{ ...node, opens: 0, closes: 0 }]
  return node.parts.flatMap((part, index) => {
    const terms = flatten(part)
    const bracketed = 'parts' in part
    return terms.map((term, at) => ({
      ...(at === 0 && index > 0 ? { ...term, join: node.join } : term),
      opens: term.opens + (bracketed && at === 0 ? 1 : 0),
      closes: term.closes + (bracketed && at === terms.length - 1 ? 1 : 0),
    }))
  })
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printCriteria } from '../../../src/policy/criteria/print.ts'
import { expand, expandTraced } from '../../../src/compile/policy/template.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { build, exampleFiles } from '../support.ts'

const vocabulary = shippedVocabulary()
const template = `{{#each sets}}
- name: "{{name}}"
  {{#if region}}
  region: {{region}}
  {{/if}}
  rules:
  {{#each hosts}}
    - name: "{{this}}"
      criteria: URL.Host equals "{{this}}" AND BytesFromClient greater than {{../least}}
      action: Block
  {{/each}}
{{/each}}
`
const call = (values: string, path = 'own.hbs') =>
  `format: 1\nruleSets:\n  - template: ${path}\n    values: ${values}\n`
const values =
  '{ sets: [{ name: Everywhere, least: 5, hosts: [a, "b: \\"#c"] }, { name: Asia, region: apac, least: 7, hosts: [d] }] }'
const withTemplate = (text: string, policy = call(values)) =>
  build(exampleFiles({ files: { 'templates/own.hbs': text, 'policy/10.yaml': policy } }), [])

describe('a template of rule sets', () => {
  test('writes them where it is asked for; a value never changes how the text is understood', () => {
    const { cluster, diagnostics } = withTemplate(template)
    expect(diagnostics.filter(({ code }) => code !== 'POL-UNVERIFIED')).toEqual([])
    expect(
      cluster.policy.ruleSets.map(({ name, regions, rules }) => [name, regions, rules.map((rule) => rule.name)]),
    ).toEqual([
      ['Everywhere', undefined, ['a', 'b: "#c']],
      ['Asia', ['apac'], ['d']],
    ])
    expect(printCriteria(cluster.policy.ruleSets[0]?.rules[1]?.criteria.terms ?? [], vocabulary)).toBe(
      'URL.Host equals "b: \\"#c" AND BytesFromClient greater than 5',
    )
  })

  test.each([
    ['a criteria', template.replace('URL.Host', 'URL.Hots'), 'POL-UNKNOWN-PROPERTY', 'URL.Hots'],
    ['a type', template.replace('BytesFromClient', 'URL'), 'POL-TYPE', 'greater than'],
    ['a key', template.replace('      action', '      acton'), 'SCHEMA-UNKNOWN-KEY', 'acton'],
    ['a missing value', template.replace('{{region}}', '{{regoin}}'), 'POL-TEMPLATE', 'r'],
    ['a region', template.replace('region: {{region}}', 'region: emea'), 'REF-REGION', 'emea'],
    ['the layout', template.replace('  rules:', ' rules:'), 'YAML-SYNTAX', undefined],
    ['what it is', 'name: A\n', 'SCHEMA-VALUE', undefined],
  ])('shows %s that is wrong in the template, and the call', (_, text, code, culprit) => {
    const { located, textOf } = withTemplate(text)
    const [found] = located.filter((one) => one.code === code)
    expect(found?.span.file).toBe('clusters/two-site/templates/own.hbs')
    const line = textOf(found?.span.file ?? '')?.split('\n')[(found?.span.start.line ?? 0) - 1]
    const { start, end } = found?.span ?? { start: { column: 0 }, end: { column: 0 } }
    if (culprit !== undefined) expect(line?.slice(start.column - 1, end.column - 1)).toContain(culprit)
    expect(found?.related).toMatchObject([
      { note: 'the template is used here', span: { file: 'clusters/two-site/policy/10.yaml', start: { line: 3 } } },
    ])
  })

  test('may ask for another one, and not for itself', () => {
    const outer =
      '- name: Outer\n  ruleSets:\n    - template: rule-sets/blocked-lists.hbs\n      values: { name: In, regions: [], lists: [{ list: L, settings: S }] }\n'
    expect(withTemplate(outer).cluster.policy.ruleSets[0]?.ruleSets.map(({ name }) => name)).toEqual(['In'])
    const circle = withTemplate('- template: own.hbs\n', call('{}'))
    expect(circle.located).toMatchObject([
      { code: 'POL-TEMPLATE-CIRCLE', related: [{ note: 'the template is used here' }] },
    ])
    expect(withTemplate(template, call('{}', 'other.hbs')).diagnostics).toMatchObject([{ code: 'POL-NO-TEMPLATE' }])
  })

  test('does not ask without end for others that ask for others', () => {
    const twice = (name: string): string => `- { template: ${name}.hbs }\n- { template: ${name}.hbs }\n`
    const chain = Array.from({ length: 40 }, (_, at) => [`templates/t${at}.hbs`, twice(`t${at + 1}`)] as const)
    const files = { 'policy/10.yaml': call('{}', 't0.hbs'), ...Object.fromEntries(chain), 'templates/t40.hbs': '[]\n' }
    const { diagnostics } = build(exampleFiles({ files }), [])
    expect(diagnostics).toMatchObject([
      { code: 'POL-TEMPLATE', message: 'templates are asked for more than 10000 times' },
    ])
  })

  test('has no loops in loops that never end, and as many rounds as a policy needs', () => {
    const depth = 8
    const loops = `{{#each sets}}${'{{#each @root.sets}}'.repeat(depth)}${'{{/each}}'.repeat(depth)}{{/each}}[]\n`
    const many = `{ sets: [${Array.from({ length: 40 }, (_, at) => at).join(', ')}] }`
    const { diagnostics } = withTemplate(loops, call(many))
    expect(diagnostics).toMatchObject([
      { code: 'POL-TEMPLATE', message: expect.stringContaining('its loops go round more than 100000 times') as string },
    ])
    // Each call counts for itself.
    const calls = Array.from({ length: 3 }, () => `  - template: own.hbs\n    values: ${many}\n`).join('')
    const three = '{{#each sets}}{{#each @root.sets}}{{#each @root.sets}}{{/each}}{{/each}}{{/each}}[]\n'
    expect(withTemplate(three, `format: 1\nruleSets:\n${calls}`).diagnostics).toEqual([])
  })

  test('says nothing beside its values', () => {
    const { diagnostics } = withTemplate(template, call(values).replace('    values', '    name: A\n    values'))
    expect(diagnostics).toMatchObject([{ code: 'SCHEMA-UNKNOWN-KEY' }])
  })

  test.each(['{{constructor}}', '{{lookup sets "constructor"}}', '{{anything sets}}', '{{__proto__.x}}'])(
    'reaches no prototype and no helper: %s',
    (text) => expect(withTemplate(text).located).toMatchObject([{ code: 'POL-TEMPLATE' }]),
  )
})

/** Templates of the built-in blocks around lines of text, with all the ways that white space is controlled. */
const someTemplate: fc.Arbitrary<string> = fc.letrec<{ text: string }>((tie) => ({
  text: fc
    .array(
      fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('a\n', '  b ', '\n', '- c\n', '{{x}}', '{{~x~}}', '{{! note }}\n', 'ü\n  '),
        fc
          .tuple(
            fc.constantFrom('each list', 'if yes', 'unless yes', '~#if yes~'),
            fc.constantFrom('', '\n'),
            tie('text'),
          )
          .map(([head, line, inner]) => {
            const name = head.replace(/^~#/, '').split(' ')[0]
            return head.startsWith('~')
              ? `{{~#${head.slice(2)}}}${line}${inner}{{~/${name}~}}${line}`
              : `{{#${head}}}${line}${inner}{{else}}${line}${inner}{{/${name}}}${line}`
          }),
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.join('')),
})).text

test('what is traced is what is written without tracing, and every literal character is where it is said to be', () => {
  let literal = 0
  const given = {
    x: 'X',
    yes: true,
    list: [
      { x: 'Y', yes: false, list: [] },
      { x: 'Z', yes: true, list: [] },
    ],
  }
  fc.assert(
    fc.property(someTemplate, (text) => {
      const file = { path: 't.hbs', text }
      const at = { kind: 'file', file: 'call' } as const
      const plain = expand(file, given, (value) => value, at).value
      const traced = expandTraced(file, given, at).value
      const filled = traced?.text.replace(/\uE002(\d+)\uE003/g, (_, index: string) => traced.texts[Number(index)] ?? '')
      expect(filled).toBe(plain)
      for (const [offset, character] of (traced?.text ?? '').split('').entries())
        if (/[abcü-]/.test(character)) {
          expect(text[traced?.sourceOf(offset) ?? -1]).toBe(character)
          literal++
        }
    }),
    { numRuns: 300 },
  )
  expect(literal).toBeGreaterThan(100)
})

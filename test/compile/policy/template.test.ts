import { expect, test, vi } from 'vitest'
import { escapeFor } from '../../../src/compile/policy/escapes.ts'
import { expand, type TemplateValue } from '../../../src/compile/policy/template.ts'
import { valueAt } from '../../../src/source/place.ts'

const call = valueAt('policy/a.yaml', ['systemFiles', 'etc/rsyslog.conf'])
const run = (text: string, values: { readonly [key: string]: TemplateValue }, path = 'etc/rsyslog.conf') =>
  expand({ path: 'templates/t.hbs', text }, values, escapeFor(path), call)

test('inserts values, escaped for the file', () => {
  expect(run('a "{{x}}" {{#each l}}{{this}};{{/each}}', { x: 'say "hi" \\', l: [1, 'b'] }).value).toBe(
    'a "say \\"hi\\" \\\\" 1;b;',
  )
})

test('a value that is not given is an error at its place in the template', () => {
  const { value, diagnostics } = run('first\n  {{other}}', { x: '1' })
  expect(value).toBeUndefined()
  expect(diagnostics).toMatchObject([
    {
      code: 'POL-TEMPLATE',
      message: 'the template reads "other", which it is not given',
      place: { kind: 'range', file: 'templates/t.hbs', start: 10, calledAt: call },
    },
  ])
})

test('a template that is no template is an error', () => {
  expect(run('a\n{{#if x}} b', { x: true }).diagnostics).toMatchObject([{ code: 'POL-TEMPLATE' }])
})

test('where Node may make no functions, Node is what has to be changed, and not the template', () => {
  vi.stubGlobal('Function', () => {
    throw new EvalError('Code generation from strings disallowed for this context')
  })
  try {
    expect(run('{{x}}', { x: 'a' }).diagnostics).toMatchObject([
      { code: 'POL-TEMPLATE', help: expect.stringContaining('--disallow-code-generation-from-strings') as string },
    ])
  } finally {
    vi.unstubAllGlobals()
  }
})

test.each([
  '{{constructor}}',
  '{{x.constructor}}',
  '{{__proto__.polluted}}',
  '{{toString}}',
  '{{x.length.constructor}}',
])('%s reaches no prototype', (text) => {
  expect(run(text, { x: 'a' }).value).toBeUndefined()
})

test.each(['{{lookup x "constructor"}}', '{{log x}}', '{{anything x}}'])('%s calls no helper', (text) => {
  expect(run(text, { x: 'a' }).value).toBeUndefined()
})

const TWICE = Array.from({ length: 40 }, (_, at) => `{{#*inline "p${at}"}}{{> p${at + 1}}}{{> p${at + 1}}}{{/inline}}`)

test.each([
  ['partials that call the next one twice', `${TWICE.join('')}{{> p0}}`, 'a partial or a decorator'],
  ['a partial that calls itself', '{{#*inline "p"}}{{> p}}{{/inline}}{{> p}}', 'a partial or a decorator'],
  ['a partial that has a block', '{{#> p}}a{{/p}}', 'a partial or a decorator'],
  ['a decorator', 'a {{* b}}', 'a partial or a decorator'],
  ['a loop over much text', `{{#each many}}${'a'.repeat(1000)}{{/each}}`, 'it writes more than 2097152 characters'],
  ['a value again and again', '{{long}}'.repeat(1100), 'it writes more than 2097152 characters'],
  ['very many tags', '{{x}}'.repeat(5001), 'more than 5000 tags'],
  ['expressions in expressions', `{{x ${'(a '.repeat(20_000)}`, 'more than 2000 parentheses'],
  ['more text than a file of YAML', 'a'.repeat(2_097_153), 'more than 2097152 characters'],
])('%s takes neither time nor memory', (_, text, message) => {
  const values = { x: 'a', many: Array.from({ length: 3000 }, () => 1), long: 'a'.repeat(2000) }
  expect(run(text, values).diagnostics).toMatchObject([
    { code: 'POL-TEMPLATE', message: expect.stringContaining(message) as string },
  ])
})

test.each([
  ['etc/rsyslog.conf', 'a\nb'],
  ['etc/hosts', 'a b'],
  ['etc/hosts', 'a#'],
  ['etc/snmp/snmpd.conf', 'a\rb'],
])('%s does not take %j', (path, x) => {
  expect(run('{{x}}', { x }, path).diagnostics).toMatchObject([{ code: 'POL-TEMPLATE-VALUE' }])
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shapeOf } from '../../../src/compile/policy/template-shape.ts'
import { build, exampleFiles } from '../support.ts'

const found = (files: Readonly<Record<string, string>>) =>
  build(exampleFiles({ files, without: ['policy/90-logs.yaml'] }), []).located.map(({ code, message, help, span }) => ({
    code,
    message,
    help,
    at: `${span.file.replace('clusters/two-site/', '')}:${span.start.line}:${span.start.column}`,
  }))
const hosts = (values: string, template = 'system/hosts.hbs'): string =>
  `format: 1\nsystemFiles:\n  etc/hosts:\n    template: ${template}\n    values: ${values}\n`

describe('the values of a template that says what it takes', () => {
  test('are right', () => {
    expect(found({ 'policy/10.yaml': hosts('{ hosts: [{ address: 10.0.0.7, names: [vault, v.example] }] }') })).toEqual(
      [],
    )
  })

  test('have forms, keys and types, each judged where it stands, all at once', () => {
    const values = '{ hosts: [{ adress: 10.0.0.7, names: [a b] }, { address: 10.0.0.300, names: vault }], more: 1 }'
    expect(found({ 'policy/10.yaml': hosts(values) })).toMatchObject([
      { code: 'SCHEMA-UNKNOWN-KEY', help: 'did you mean "address"?', at: 'policy/10.yaml:5:25' },
      { code: 'SCHEMA-HOST', message: expect.stringContaining('"a b" is no host name'), at: 'policy/10.yaml:5:51' },
      { code: 'SCHEMA-ADDRESS', message: expect.stringContaining('"10.0.0.300" is no IP address') },
      { code: 'SCHEMA-TYPE', message: 'expected a list, found "vault"' },
      { code: 'SCHEMA-UNKNOWN-KEY', message: expect.stringContaining('takes no value "more"') },
    ])
  })

  test('are no lists in lists, and what is missing is told', () => {
    expect(found({ 'policy/10.yaml': hosts('{ hosts: [[{ address: 10.0.0.7, names: [a] }], {}] }') })).toMatchObject([
      { code: 'SCHEMA-TYPE', message: expect.stringContaining('expected a map, found [{'), at: 'policy/10.yaml:5:23' },
      { code: 'SCHEMA-MISSING-KEY', message: expect.stringContaining('"address" and "names", which are missing') },
    ])
  })

  test('may be left out where it says so, and have to be one of its words', () => {
    const collector = '{ name: siem, host: siem.example, port: 65536, protocol: tpc }'
    expect(
      found({ 'policy/10.yaml': hosts(`{ collectors: [${collector}] }`, 'system/rsyslog.conf.hbs') }),
    ).toMatchObject([
      { code: 'SCHEMA-TYPE', message: 'expected a port, 1 to 65535, found 65536' },
      { code: 'SCHEMA-TYPE', message: 'expected one of tcp, udp, found "tpc"', help: 'did you mean "tcp"?' },
    ])
    expect(found({ 'policy/10.yaml': hosts('{ port: 161, contact: me }', 'system/snmpd.conf.hbs') })).toEqual([])
  })

  test('of rule sets: a misspelt region is no rule set for everybody', () => {
    const call = 'template: rule-sets/blocked-lists.hbs, values: { name: B, regoins: [emea], lists: [] }'
    const written = found({ 'policy/10.yaml': `format: 1\nruleSets: [{ ${call} }]\n` })
    expect(written).toMatchObject([
      { code: 'SCHEMA-UNKNOWN-KEY', help: 'did you mean "regions"?', at: expect.stringContaining('policy/10.yaml:2:') },
    ])
  })
})

test('a value that a template of the cluster never reads is said, and what it reads inside loops is not', () => {
  const template = '{{#each hosts}}{{address}} {{../suffix}}\n{{/each}}'
  const own = (values: string) => ({ 'templates/own.hbs': template, 'policy/10.yaml': hosts(values, 'own.hbs') })
  expect(found(own('{ hosts: [{ address: x }], suffix: y }'))).toEqual([])
  expect(found(own('{ hosts: [{ address: x }], suffix: y, sufix: z }'))).toMatchObject([
    { code: 'SCHEMA-UNKNOWN-KEY', help: 'did you mean "suffix"?', at: 'policy/10.yaml:5:51' },
  ])
})

test.each([
  ['hosts: addres', '"addres"; words are text, number'],
  ['hosts: [text, text]', 'a list that does not say'],
  ['- text', 'is no map of values'],
  ['hosts: {', 'is no YAML'],
])('a declaration that is none is said of the template: %s', (declared, message) => {
  const template = `{{!-- values:\n${declared}\n--}}\n`
  const files = { 'templates/own.hbs': template, 'policy/10.yaml': hosts('{ hosts: x }', 'own.hbs') }
  expect(found(files)).toMatchObject([
    { code: 'POL-TEMPLATE', message: expect.stringContaining(message), at: 'templates/own.hbs:1:1' },
  ])
})

test('every template that is shipped for a policy says what it takes', () => {
  const paths = ['templates/system', 'templates/rule-sets'].flatMap((folder) =>
    readdirSync(folder).map((name) => join(folder, name)),
  )
  expect(paths.length).toBeGreaterThan(3)
  for (const path of paths) expect(shapeOf({ path, text: readFileSync(path, 'utf8') })?.value?.kind, path).toBe('map')
})

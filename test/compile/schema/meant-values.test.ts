import { expect, test } from 'vitest'
import { applyFixes } from '../../../src/compile/fix/apply-fixes.ts'
import type { RawFile } from '../../../src/source/source-file.ts'
import { build, exampleFiles } from '../support.ts'

const schemaFindings = (files: readonly RawFile[]): readonly string[] =>
  build(files)
    .located.filter(({ code }) => code.startsWith('SCHEMA-'))
    .map(({ message, help }) => `${message}; ${help ?? ''}`)

test.each([
  ['a truth value of older YAML', 'nodes: { tokyo-1: { transit: "yes" } }', 'true or false, found "yes"', 'true'],
  ['a truth value in quotes', 'nodes: { tokyo-2: { transit: "False" } }', 'true or false, found "False"', 'false'],
  ['a number in quotes', "defaults: { priority: '10' }", 'a whole number, found "10"', '10'],
  [
    'a number with underscores',
    'defaults: { updates: { interval: "1_440" } }',
    'a whole number, found "1_440"',
    '1440',
  ],
])('%s is written as what it means', (_, location, found, meant) => {
  const files = exampleFiles({ files: { 'locations/tokyo.yaml': location } })
  expect(schemaFindings(files)).toEqual([`expected ${found}; write ${meant}, without quotes`])
  const { files: after, refused } = applyFixes(files, build)
  expect(refused).toEqual([])
  expect(schemaFindings(after)).toEqual([])
})

test.each([
  ['minutes where seconds are wanted', 'defaults: { messages: { timeout: 5m } }', '"5m"', 'seconds: write 300'],
  ['hours where minutes are wanted', 'defaults: { updates: { interval: 2 hours } }', '"2 hours"', 'minutes: write 120'],
  ['weeks where days are wanted', 'defaults: { storage: { keepDays: 2w } }', '"2w"', 'days: write 14'],
])('%s are written as what they are', (_, location, found, meant) => {
  const files = exampleFiles({ files: { 'locations/tokyo.yaml': location } })
  expect(schemaFindings(files)).toEqual([`expected a whole number, found ${found}; it is in ${meant}`])
  expect(schemaFindings(applyFixes(files, build).files)).toEqual([])
})

test.each([
  [
    'a number with a unit that is none of time',
    'defaults: { priority: 10m }',
    'expected a whole number, found "10m"; write the number alone, like 10',
  ],
  [
    'a time that is no whole number of its unit',
    'defaults: { updates: { interval: 30s } }',
    'expected a whole number, found "30s"; it is in minutes: write their number alone, like 60',
  ],
  [
    'an address that looks like a number',
    "defaults: { priority: '10.1' }",
    'expected a whole number, found "10.1"; write the number alone, like 10',
  ],
  [
    'a word that is no truth value',
    'nodes: { tokyo-1: { transit: maybe } }',
    'expected true or false, found "maybe"; write true or false, without quotes',
  ],
  [
    'a secret that is a number, which is not repeated',
    'defaults: { updates: { proxies: [{ host: a.example.com, port: 80, user: u, password: 12345 }] } }',
    'expected a text, found something else; a secret is a reference: "env:NAME", "file:PATH" or "credential:NAME", never the value itself',
  ],
  [
    'a list that is a text',
    'clientNetworks: 10.81.16.0/20, 10.82.0.0/20',
    'expected a list, found "10.81.16.0/20, 10.82.0.0/20"; write it as a list: [10.81.16.0/20, 10.82.0.0/20]',
  ],
  [
    'a list of texts with blanks that is a text',
    'defaults: { groups: { network: "tokyo net: 1, b" } }',
    `expected a list, found "tokyo net: 1, b"; write it as a list: ['tokyo net: 1', b]`,
  ],
  ['a list that is a number', 'defaults: { portsInUse: 80 }', 'expected a list, found 80; write it as a list: [80]'],
  [
    'a list that is a map',
    'defaults: { ntp: { servers: { a: b } } }',
    'expected a list, found a map; write a list: a line for each entry, which begins with "- "',
  ],
  [
    'a map that is a text',
    'defaults: { ntp: 10.81.0.3 }',
    'expected a map, found "10.81.0.3"; write "enabled" and "servers" below it, each with a colon and a value',
  ],
  [
    'a map that is a list',
    'nodes: { tokyo-2: { interfaces: [{ eth0: {} }] } }',
    'expected a map, found a list; write names below it, each with a colon and a value, without "- " before them',
  ],
  [
    'a text in brackets',
    'timeZone: [Asia/Tokyo]',
    'expected a text, found a list; write it without brackets: Asia/Tokyo',
  ],
  [
    'a text that is a map',
    'timeZone: { a: b }',
    'expected a text, found a map; write one text, in quotes if it is not a plain word',
  ],
])('what is written in place of %s', (_, location, said) => {
  const files = exampleFiles({ files: { 'locations/tokyo.yaml': location } })
  expect(schemaFindings(files)).toEqual([said])
})

const entry = (keys: readonly string[], dash = '- '): string => `- ${keys.join(`\n    ${dash}`)}`
const keysOfWaiver = ['code: CM-PRI-001', 'scope: cluster', 'reason: it is replaced', 'owner: a', 'expires: 2027-06-30']

test.each([
  [
    'a dash before each key of an entry',
    'waivers.yaml',
    `waivers:\n    ${entry(keysOfWaiver)}`,
    'the 5 entries have a key each, and are most likely one; write "- " before the first key of an entry only, and begin the others below that key',
  ],
  [
    'an entry that lacks most of its keys',
    'waivers.yaml',
    `waivers:\n    ${entry(keysOfWaiver.slice(0, 2), '  ')}`,
    '"reason", "owner" and "expires" are missing; add "reason", "owner" and "expires"',
  ],
  [
    'a required key that is misspelt',
    'waivers.yaml',
    `waivers:\n    ${entry([...keysOfWaiver.slice(0, 4), 'expirse: 2027-06-30'], '  ')}`,
    'the key "expirse" is not known here; did you mean "expires"?',
  ],
  [
    'a key that is misspelt, without which others are required',
    'cluster.yaml',
    'network: { routes: [{ betwene: [tokyo, newyork] }] }',
    'the key "betwene" is not known here; did you mean "between"?',
  ],
  [
    'a number where one of some words is wanted',
    'cluster.yaml',
    'product: { branch: 7 }',
    '7 is not possible here; possible: "main", "controlled"',
  ],
  [
    'a text that is of no form at all',
    'locations/tokyo.yaml',
    'timeZone: \u201cAsia/Tokyo\u201d',
    '"\u201cAsia/Tokyo\u201d" is no time zone: character 1 is U+201C, character 12 is U+201D; write it like "Asia/Tokyo", by its IANA name',
  ],
  [
    'a node that is called as a key of nodes, and has one that nobody knows,',
    'locations/tokyo.yaml',
    'nodes:\n  ntp: { uuid: 564D0FA3-6391-5B1C-ECDD-18116FD8DADE, adress: 10.81.0.19 }',
    'the key "adress" is not known here; did you mean "address"?',
  ],
  [
    'a time before it begins',
    'locations/tokyo.yaml',
    'defaults: { messages: { timeout: -5 } }',
    '-5 is out of range; use at least 0',
  ],
])('%s is one mistake', (_, path, text, said) => {
  expect(schemaFindings(exampleFiles({ files: { [path]: `format: 1\n${text}` } }))).toEqual([said])
})

test.each([
  ['a Cyrillic letter', 'r\u0435gion: apac', '"r\u0435gion"', '"region"? character 2 is U+0435 and not "e"'],
  [
    'two Greek letters',
    'n\u03bfd\u0435s: {}',
    '"n\u03bfd\u0435s"',
    '"nodes"? character 2 is U+03BF and not "o", character 4 is U+0435 and not "e"',
  ],
  ['a blank that is none', '"region\u00a0": apac', '"region\u00a0"', '"region"? character 7 is U+00A0'],
])('%s in a key is told from the Latin one', (_, location, key, meant) => {
  const files = exampleFiles({ files: { 'locations/tokyo.yaml': location } })
  expect(schemaFindings(files)).toEqual([`the key ${key} is not known here; did you mean ${meant}`])
})

test('letters that only look like those of a name are told where the name is', () => {
  const files = exampleFiles({ files: { 'locations/tokyo.yaml': 'region: \u0430p\u0430c' } })
  const region = build(files).diagnostics.filter(({ code }) => code === 'REF-REGION')
  expect(region.map(({ help }) => help)).toEqual([
    'did you mean "apac"? character 1 is U+0430 and not "a", character 3 is U+0430 and not "a"',
  ])
})

test('a node that is left out because it has no UUID that can be used is one mistake, whoever names it', () => {
  const files = exampleFiles({ files: { 'locations/tokyo.yaml': 'nodes: { tokyo-1: { uuid: 12345 } }' } })
  const errors = build(files).diagnostics.filter(({ severity }) => severity === 'error')
  expect(errors.map(({ code }) => code)).toEqual(['SCHEMA-TYPE'])
})

test('a merge key is told what takes its place', () => {
  const files = exampleFiles({ files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { "<<": {} } }' } })
  expect(schemaFindings(files)).toEqual([
    'the key "<<" is not known here; nothing is merged in; what nodes have in common goes into "defaults" or "templates"',
  ])
})

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
  ['a number of other units', "defaults: { priority: '10m' }", 'expected a whole number, found "10m"'],
  ['an address that looks like a number', "defaults: { priority: '10.1' }", 'expected a whole number, found "10.1"'],
  ['a word that is no truth value', 'nodes: { tokyo-1: { transit: maybe } }', 'expected true or false, found "maybe"'],
])('what %s means is not guessed', (_, location, message) => {
  const files = exampleFiles({ files: { 'locations/tokyo.yaml': location } })
  expect(schemaFindings(files)).toEqual([`${message}; write a value of that type`])
})

test('a merge key is told what takes its place', () => {
  const files = exampleFiles({ files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { "<<": {} } }' } })
  expect(schemaFindings(files)).toEqual([
    'the key "<<" is not known here; nothing is merged in; what nodes have in common goes into "defaults" or "templates"',
  ])
})

import { expect, test } from 'vitest'
import { unmarkedWords } from '../../src/adopt/import/unmarked.ts'
import { known, unknown, type ObservedCluster } from '../../src/model/observed.ts'
import type { RuleSet } from '../../src/model/policy/rule-set.ts'

const lists = (...descriptions: readonly string[]): ObservedCluster['lists'] =>
  known(
    new Map(
      descriptions.map((description, index) => [
        String(index),
        { id: String(index), name: `list ${index}`, type: 'regex', description, entries: [] },
      ]),
    ),
  )

const ruleSet = (description: string): RuleSet => ({
  name: 'Ground',
  description,
  enabled: true,
  cycles: { request: true, response: false, embedded: false },
  cloudSynced: false,
  criteria: { always: true, terms: [] },
  rules: [],
  ruleSets: [],
  place: { kind: 'file', file: 'exports/ground.xml' },
})

const ruleSets = (...descriptions: readonly string[]): ObservedCluster['ruleSets'] =>
  known(
    descriptions.map((description) => ({
      id: '1',
      name: 'Ground',
      holds: known({ lists: [], tables: [], settings: [], properties: [], ruleSets: [ruleSet(description)] }),
    })),
  )

const marked = '[managed by Pader] hosts'

test('lists and rule sets without the mark are counted, with what hands them over', () => {
  expect(unmarkedWords({ lists: lists('of the UI', marked, ''), ruleSets: ruleSets('of the UI', marked) })).toBe(
    'not handed over: 2 lists and 1 rule set without the mark of Pader, so that plans leave them as found; to hand one over, start its description in the UI with "[managed by Pader]"',
  )
  expect(unmarkedWords({ lists: lists(''), ruleSets: ruleSets() })).toMatch(/1 list without .* leave it as found/)
})

test('nothing is said where all carry it, or where they could not be read', () => {
  expect(unmarkedWords({ lists: lists(marked), ruleSets: ruleSets(marked) })).toBeUndefined()
  expect(unmarkedWords({ lists: unknown('no right'), ruleSets: unknown('no right') })).toBeUndefined()
})

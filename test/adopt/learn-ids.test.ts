import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { learnIds } from '../../src/adopt/calibrate/learn-ids.ts'
import { calibrationRules, RECIPE_MARK } from '../../src/adopt/calibrate/recipe.ts'
import { vocabularyFrom } from '../../src/compile/policy/vocabulary.ts'
import { unconditional } from '../../src/model/policy/criteria.ts'
import type { Rule } from '../../src/model/policy/rule-set.ts'
import { parseAction } from '../../src/policy/criteria/parse-action.ts'
import { parseCriteria } from '../../src/policy/criteria/parse.ts'
import { vocabularyOf, type Vocabulary, type WordKind } from '../../src/policy/vocabulary.ts'
import { decodeExport } from '../../src/policy/xml/decode-export.ts'
import { encodeExport } from '../../src/policy/xml/encode-export.ts'
import { Client, emulate, T1, twoSites } from '../emulator/world/two-site.ts'
import { shippedDialect } from '../dialect/shipped.ts'

const known = vocabularyFrom(shippedDialect('web-gateway').policy)
const kinds: readonly WordKind[] = ['properties', 'parameters', 'operators', 'actions', 'types', 'procedures']
const place = { kind: 'file', file: 'rule.xml' } as const

/** The words as an appliance knows them: an id at random wherever nobody knows the real one. */
function scrambled(seed: number): Vocabulary {
  const of = (kind: WordKind) =>
    known
      .words(kind)
      .map((word, index) =>
        word.certain ? word : { ...word, id: `com.scur.${kind}.x${(seed * 7919 + index) % 1_000_003}`, certain: true },
      )
  const [properties, parameters, operators, actions, types, procedures] = kinds.map(of)
  return vocabularyOf({
    properties: properties!,
    parameters: parameters!,
    operators: operators!,
    actions: actions!,
    types: types!,
    procedures: procedures!,
  })
}

/** A rule that a person made: it does what `does` says, and is called `name`. */
function made(does: string, name = does): Rule {
  const [criteria = '', action = ''] = does.slice(RECIPE_MARK.length).split(' -> ')
  const terms = criteria === 'any' ? [] : parseCriteria(criteria, known).value!
  return {
    name,
    place,
    description: '',
    enabled: false,
    criteria: terms.length === 0 ? unconditional : { always: false, terms },
    action: parseAction(action, known).value!,
    events: [],
  }
}

/** What Pader reads of such rules in an export of an appliance with these words. */
function readBack(rules: readonly Rule[], words: Vocabulary) {
  const set = {
    name: 'Calibration',
    place,
    description: '',
    enabled: false,
    cycles: { request: true, response: false, embedded: false },
    cloudSynced: false,
    criteria: unconditional,
    rules,
    ruleSets: [],
  }
  const lists = [
    ...new Set(rules.flatMap(({ criteria }) => criteria.terms.map(({ operand }) => JSON.stringify(operand)))),
  ]
    .map((text) => JSON.parse(text) as { kind: string; name: string; type: string })
    .filter(({ kind }) => kind === 'list')
    .map(({ name, type }) => ({ name, type: type as 'string', description: '', entries: [], place }))
  const document = {
    name: 'Calibration',
    version: '12.2.15-51390',
    description: '',
    lists,
    tables: [],
    settings: [],
    properties: [],
    ruleSets: [set],
  }
  const xml = encodeExport(document, words)
  expect(xml.diagnostics).toEqual([])
  const { value } = decodeExport({ path: 'calibration.xml', text: exportedAgain(xml.value!) }, known)
  return learnIds(value!.ruleSets, known)
}

/** The document as an emulated appliance exports it that was given it: with numbers of its own. */
function exportedAgain(xml: string): string {
  const client = new Client(emulate({}, { ...twoSites, ruleSets: [{ xml }] }), T1)
  client.login()
  const [, id] = /<entry><id>(\d+)<\/id>/.exec(client.ask('GET', 'rulesets?topLevelOnly=true').text)!
  return client.ask('POST', `rulesets/rulegroups/${id}/export`).text
}

describe('the calibration rule set', () => {
  const recipe = calibrationRules(known)

  test('has every word whose id nobody is certain of', () => {
    for (const kind of ['properties', 'operators', 'actions'] as const)
      for (const { name, certain } of known.words(kind))
        if (!certain)
          expect(
            recipe.some((rule) => rule.includes(name)),
            name,
          ).toBe(true)
    expect(new Set(recipe).size).toBe(recipe.length)
  })

  test('teaches all of them, whatever their ids are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const words = scrambled(seed)
        const { learned, problems, read } = readBack(
          recipe.map((rule) => made(rule)),
          words,
        )
        expect(problems).toEqual([])
        expect(read).toBe(recipe.length)
        for (const { kind, name, id } of learned) expect(words.byName(kind, name)?.id).toBe(id)
        const told = new Set(learned.map(({ kind, name }) => `${kind} ${name}`))
        for (const kind of ['properties', 'operators', 'actions'] as const)
          for (const { name, certain } of known.words(kind))
            if (!certain) expect(told.has(`${kind} ${name}`), name).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  test('teaches nothing of a rule that does something else than its name says', () => {
    const words = scrambled(1)
    const swapped = [
      made(
        `${RECIPE_MARK}Proxy.IP equals "192.0.2.1" -> Continue`,
        `${RECIPE_MARK}Connection.IP equals "192.0.2.1" -> Continue`,
      ),
      made(`${RECIPE_MARK}Proxy.IP equals "192.0.2.1" -> Continue`),
    ]
    const { learned, problems } = readBack(swapped, words)
    expect(learned).toEqual([])
    expect(problems.join()).toContain('"Connection.IP"')
    const known_ = readBack(
      [
        made(
          `${RECIPE_MARK}Client.IP equals "192.0.2.1" -> Continue`,
          `${RECIPE_MARK}Proxy.IP equals "192.0.2.1" -> Continue`,
        ),
      ],
      words,
    )
    expect(known_.learned).toEqual([])
    expect(known_.problems).toEqual([expect.stringContaining('says "Proxy.IP" and uses "Client.IP"')])
  })

  test('is told from other rules by its mark, and a name that cannot be read is said', () => {
    const words = scrambled(1)
    const other = readBack([made(`${RECIPE_MARK}Proxy.IP equals "192.0.2.1" -> Continue`, 'Something else')], words)
    expect(other).toEqual({ learned: [], problems: [], read: 0 })
    const misspelt = readBack(
      [made(`${RECIPE_MARK}any -> Continue`, `${RECIPE_MARK}Poxy.IP equals "1" -> Continue`)],
      words,
    )
    expect(misspelt.problems).toEqual([expect.stringContaining('cannot be read')])
  })
})

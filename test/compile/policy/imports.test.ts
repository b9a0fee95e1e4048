import { describe, expect, test } from 'vitest'
import { isOwned } from '../../../src/model/policy/list.ts'
import { encodeExport } from '../../../src/policy/xml/encode-export.ts'
import { printCriteria } from '../../../src/policy/criteria/print.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { build, exampleFiles, rawFile } from '../support.ts'

const vocabulary = shippedVocabulary()
const place = { kind: 'file', file: 'x' } as const

/** A rule set as somebody made it in the UI: it blocks what a list of its own says. */
function exported(name: string, entries: readonly string[]): string {
  const list = { name: 'Bad hosts', type: 'regex' } as const
  const { value } = encodeExport(
    {
      name,
      version: '12.2.15-51390',
      description: '',
      lists: [
        { ...list, description: 'of the UI', entries: entries.map((value) => ({ value, description: '' })), place },
      ],
      tables: [],
      settings: [],
      properties: [],
      ruleSets: [
        {
          name,
          place,
          description: 'made in the UI',
          enabled: true,
          cycles: { request: true, response: false, embedded: false },
          cloudSynced: false,
          criteria: { always: true, terms: [] },
          rules: [
            {
              name: 'stop',
              place,
              description: '',
              enabled: true,
              criteria: {
                always: false,
                terms: [
                  {
                    opens: 0,
                    closes: 0,
                    property: { name: 'URL.Host', arguments: [] },
                    operator: 'matches in list',
                    operand: { kind: 'list', ...list },
                  },
                ],
              },
              action: { name: 'Block' },
              events: [],
            },
          ],
          ruleSets: [],
        },
      ],
    },
    vocabulary,
  )
  if (value === undefined) throw new Error('not written')
  return value
}

const own = { 'lists/Our hosts.yaml': 'format: 1\ntype: regex\nentries: [a.example, b.example]\n' }

function compiled(ruleSets: string, files: Record<string, string> = own) {
  const { fleet, diagnostics, located } = build([
    ...exampleFiles({ files: { 'policy/10.yaml': `format: 1\nruleSets:\n${ruleSets}`, ...files } }),
    rawFile('clusters/two-site/exports/bad.xml', exported('Bad', ['b.example', 'c.example'])),
    rawFile('clusters/two-site/exports/worse.xml', exported('Worse', ['z.example'])),
    rawFile('clusters/two-site/exports/same.xml', exported('Same', ['b.example', 'c.example'])),
  ])
  const policy = fleet.clusters[0]?.policy
  if (policy === undefined) throw new Error('no policy')
  const asked = policy.ruleSets.flatMap((set) => {
    const inner = set.rules.length > 0 ? set : set.ruleSets[0]
    return inner === undefined ? [] : printCriteria(inner.rules[0]?.criteria.terms ?? [], vocabulary)
  })
  const lists = policy.lists.map(({ name, description, entries }) => ({
    name,
    owned: isOwned(description),
    entries: entries.map(({ value }) => value),
  }))
  const serious = diagnostics.filter(({ severity }) => severity !== 'info')
  return { policy, asked, lists, diagnostics: serious, located }
}

describe('a list of an imported rule set', () => {
  test('comes as it is and stays nobody of Pader', () => {
    const { asked, lists, diagnostics } = compiled('  - import: exports/bad.xml\n')
    expect(diagnostics).toEqual([])
    expect(asked).toEqual(['URL.Host matches in list "Bad hosts"'])
    expect(lists).toContainEqual({ name: 'Bad hosts', owned: false, entries: ['b.example', 'c.example'] })
  })

  test('is replaced by one of the repository', () => {
    const { asked, lists, diagnostics } = compiled(
      '  - import: exports/bad.xml\n    lists: { Bad hosts: { use: Our hosts } }\n',
    )
    expect(diagnostics).toEqual([])
    expect(asked).toEqual(['URL.Host matches in list "Our hosts"'])
    expect(lists.map(({ name }) => name)).not.toContain('Bad hosts')
  })

  test('gets another name and is kept by Pader from then on', () => {
    const { asked, lists } = compiled(
      '  - import: exports/bad.xml\n    region: apac\n    lists: { Bad hosts: { rename: Bad hosts of Tokyo } }\n  - { name: Others }\n',
    )
    expect(asked).toContain('URL.Host matches in list "Bad hosts of Tokyo"')
    expect(lists).toContainEqual({ name: 'Bad hosts of Tokyo', owned: true, entries: ['b.example', 'c.example'] })
  })

  test('is merged: its entries stand behind those of the repository, each once', () => {
    const { asked, lists } = compiled(
      '  - import: exports/bad.xml\n    lists: { Bad hosts: { merge: Our hosts } }\n  - import: exports/worse.xml\n    lists: { Bad hosts: { merge: Our hosts } }\n',
    )
    expect(asked).toEqual(['URL.Host matches in list "Our hosts"', 'URL.Host matches in list "Our hosts"'])
    const entries = ['a.example', 'b.example', 'c.example', 'z.example']
    expect(lists).toContainEqual({ name: 'Our hosts', owned: true, entries })
  })

  test('that two imports have alike is there once, and one that they have differently is an error', () => {
    const alike = compiled('  - import: exports/bad.xml\n  - import: exports/same.xml\n')
    expect(alike.diagnostics).toEqual([])
    expect(alike.lists.filter(({ name }) => name === 'Bad hosts')).toHaveLength(1)
    const differing = compiled('  - import: exports/bad.xml\n  - import: exports/worse.xml\n')
    expect(differing.diagnostics.map(({ code }) => code)).toEqual(['POL-DUPLICATE'])
  })

  test.each([
    ['REF-EXPORT-LIST', '{ Bad host: { use: Our hosts } }', 'it has "Bad hosts"'],
    ['REF-LIST', '{ Bad hosts: { use: Our hots } }', 'did you mean "Our hosts"?'],
    ['REF-LIST', '{ Bad hosts: { merge: Our hots } }', 'did you mean "Our hosts"?'],
  ])('%s is found', (code, lists, help) => {
    const { located } = compiled(`  - import: exports/bad.xml\n    lists: ${lists}\n`)
    expect(located).toContainEqual(expect.objectContaining({ code, help }))
  })

  test('is said what becomes of it in one way only', () => {
    const { diagnostics } = compiled(
      '  - import: exports/bad.xml\n    lists: { Bad hosts: { use: Our hosts, rename: Other } }\n',
    )
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true)
  })
})

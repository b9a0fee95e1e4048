import { describe, expect, test } from 'vitest'
import { isOwned } from '../../../src/model/policy/list.ts'
import { printCriteria } from '../../../src/policy/criteria/print.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { build, exampleFiles, rawFile } from '../support.ts'
import { exported } from './an-export.ts'

const vocabulary = shippedVocabulary()
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

  test('is told of by no warning where an export only writes an empty description in the short way', () => {
    const text = exported('Short', ['b.example']).replaceAll('<description></description>', '<description/>')
    expect(text).toContain('<description/>')
    expect(compiled('  - import: exports/short.xml\n', { ...own, 'exports/short.xml': text }).diagnostics).toEqual([])
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

describe('settings of an imported rule set', () => {
  const imported = (changes: string, more = '') => {
    const { fleet, diagnostics } = build([
      ...exampleFiles({
        files: { 'policy/10.yaml': `format: 1\nruleSets: [{ import: exports/page.xml${changes} }]\n${more}` },
      }),
      rawFile('clusters/two-site/exports/page.xml', exported('Page', ['b.example'], 'Block page')),
    ])
    const { ruleSets = [], settings = [] } = fleet.clusters[0]?.policy ?? {}
    const used = ruleSets[0]?.rules.map(({ action }) => action.settings)
    const names = settings.map(({ name, description }) => [name, isOwned(description)])
    return { used, names, codes: diagnostics.filter(({ severity }) => severity !== 'info').map(({ code }) => code) }
  }

  test('come as they are', () => {
    expect(imported('')).toEqual({ used: ['Block page'], names: [['Block page', false]], codes: [] })
  })

  test('get another name and are Pader’s from then on', () => {
    expect(imported(', settings: { Block page: { rename: Page of Tokyo } }')).toEqual({
      used: ['Page of Tokyo'],
      names: [['Page of Tokyo', true]],
      codes: [],
    })
  })

  test('are replaced by those of the repository', () => {
    const ours = 'settings: { Ours: { target: Block, values: { Language: de } } }\n'
    expect(imported(', settings: { Block page: { use: Ours } }', ours)).toMatchObject({ used: ['Ours'], codes: [] })
  })

  test.each([
    ['that are not there', ', settings: { Blok page: { use: Ours } }', ['REF-EXPORT-SETTINGS']],
    ['two ways at once', ', settings: { Block page: { use: A, rename: B } }', ['SCHEMA-VALUE']],
    ['merged', ', settings: { Block page: { merge: A } }', ['SCHEMA-UNKNOWN-KEY']],
  ])('%s are no mistake that goes unsaid', (_, changes, codes) => {
    expect(imported(changes).codes).toEqual(codes)
  })
})

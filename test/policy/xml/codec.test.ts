import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeExport } from '../../../src/policy/xml/decode-export.ts'
import { encodeExport } from '../../../src/policy/xml/encode-export.ts'
import { anyExport } from '../rule-set-arbitraries.ts'
import { shippedVocabulary } from '../vocabulary.ts'
import { anyDocument } from './documents.ts'

const vocabulary = shippedVocabulary()
const read = (text: string) => decodeExport({ path: 'exports/a.xml', text }, vocabulary)

/** A tree without where it was read from. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['place', 'handles', 'kept', 'within'].includes(key))
      .map(([key, inner]) => [key, bare(inner)]),
  )
}

test('what is written is read back', () => {
  fc.assert(
    fc.property(anyExport, (document) => {
      const { value: text, diagnostics } = encodeExport(document, vocabulary)
      expect(diagnostics).toEqual([])
      const back = read(text ?? '')
      expect(bare(back.value)).toEqual(bare(document))
      expect(back.value?.kept).toBeUndefined()
    }),
  )
})

test('what is read is written back byte for byte', () => {
  let documents = 0
  fc.assert(
    fc.property(anyDocument({ foreign: true }), (text) => {
      const { value, diagnostics } = read(text)
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      if (value === undefined) throw new Error('nothing was read')
      expect(encodeExport(value, vocabulary).value).toBe(text)
      documents++
    }),
  )
  expect(documents).toBeGreaterThan(50)
})

test('a document of the known shape is understood completely', () => {
  fc.assert(
    fc.property(anyDocument({ foreign: false }), (text) => {
      expect(read(text).value?.kept).toBeUndefined()
    }),
  )
})

describe('refuses', () => {
  test.each([
    ['a document type', '<!DOCTYPE libraryContent><libraryContent/>'],
    ['an entity', '<!DOCTYPE a [<!ENTITY b "c">]><libraryContent>&b;</libraryContent>'],
    ['an undeclared entity', '<libraryContent>&b;</libraryContent>'],
    ['a cut document', '<libraryContent><lists>'],
    ['something else', '<html></html>'],
    ['nothing', ''],
    ['depth', '<a>'.repeat(1000), 'nested deeper than 300 elements'],
    ['elements without end', `<a>${'<b/>'.repeat(5_000_000)}</a>`, 'more than 5000000 elements'],
  ])('%s', (_, text, why = '') => {
    const { value, diagnostics } = read(text)
    expect(value).toBeUndefined()
    const message = expect.stringContaining(why) as string
    expect(diagnostics[0]).toMatchObject({ code: 'POL-XML', severity: 'error', message })
  })

  test('to write a word without an id', () => {
    const [document] = fc.sample(anyExport, { numRuns: 1, seed: 1 })
    if (document === undefined) throw new Error('nothing generated')
    const action = { name: 'Stop Rule Set' }
    const rule = { name: 'r', place: { kind: 'file', file: 'f' } as const, description: '', enabled: true, events: [] }
    const [set] = document.ruleSets
    if (set === undefined) throw new Error('no rule set generated')
    const criteria = { always: true, terms: [] }
    const ruleSets = [{ ...set, criteria, ruleSets: [], rules: [{ ...rule, action, criteria }] }]
    const { value, diagnostics } = encodeExport({ ...document, ruleSets }, vocabulary)
    expect(value).toBeUndefined()
    expect(diagnostics).toMatchObject([{ code: 'POL-NO-ID', severity: 'error' }])
  })

  test.each(['lists', 'settings', 'properties'] as const)('to refer to %s that it does not define', (kind) => {
    let refused = 0
    fc.assert(
      fc.property(anyExport, (document) => {
        const { value, diagnostics } = encodeExport({ ...document, tables: [], [kind]: [] }, vocabulary)
        if (diagnostics.length === 0) return
        expect(value).toBeUndefined()
        expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['POL-NOT-CLOSED']))
        refused += 1
      }),
    )
    expect(refused).toBeGreaterThan(5)
  })
})

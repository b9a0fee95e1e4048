import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareFindings } from '../../../src/report/review/findings.ts'
import { contrasted } from '../../../src/report/review/values.ts'
import { changeWords } from '../../../src/report/review/words.ts'
import { nodeNames } from '../../../src/report/text/node-names.ts'
import type { LocatedDiagnostic } from '../../../src/source/diagnostic.ts'

test('many names are written as runs', () => {
  expect(nodeNames(['a-1', 'a-2'])).toBe('a-1, a-2')
  expect(nodeNames(['b-2', 'a-1', 'a-2', 'a-3', 'a-9', 'a-10', 'x', 'b-01'])).toBe(
    'a-1 to a-3, a-9 to a-10, b-2, b-01, x',
  )
})

test('no name is lost in a run, and none is made up', () => {
  const name = fc
    .tuple(fc.constantFrom('a-', 'b', 'c-0', ''), fc.integer({ min: 0, max: 30 }))
    .map(([stem, n]) => `${stem}${n}`)
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 7 }), (names) => {
      const expanded = nodeNames(names)
        .split(', ')
        .flatMap((run) => {
          const [first = '', last] = run.split(' to ')
          if (last === undefined) return [first]
          const [, stem = '', from = ''] = /^(.*?)(\d+)$/.exec(first) ?? []
          const to = Number(last.slice(stem.length))
          return Array.from({ length: to - Number(from) + 1 }, (_, index) => `${stem}${Number(from) + index}`)
        })
      expect(expanded.toSorted()).toEqual(names.toSorted())
    }),
  )
})

const finding = (message: string, line = 1, waived = false): LocatedDiagnostic => ({
  code: 'CM-NET-002',
  severity: 'warning',
  message,
  span: { file: 'a.yaml', start: { line, column: 1 }, end: { line, column: 2 } },
  ...(waived ? { waivedBy: { reason: 'r', owner: 'o', expires: '2027-01-01' } } : {}),
})

test('a finding that only moved is no new one; one that is there once more, or no longer accepted, is', () => {
  const before = [finding('old', 3), finding('twice'), finding('accepted', 1, true), finding('repaired')]
  const after = [finding('old', 30), finding('twice'), finding('twice', 2), finding('accepted')]
  const { fresh, older, gone } = compareFindings(before, after)
  expect(fresh.map(({ message }) => message)).toEqual(['twice', 'accepted'])
  expect(older.map(({ message }) => message)).toEqual(['old', 'twice'])
  expect(gone.map(({ message }) => message).toSorted()).toEqual(['accepted', 'repaired'])
})

test('of two long texts the stretch that differs is shown, with a little around it', () => {
  const rest = ' AND URL.Host matches in list "Partners behind the group proxy"'.repeat(3)
  expect(contrasted(`BytesFromClient greater than 10${rest}`, `BytesFromClient greater than 20${rest}`)).toEqual({
    before: '… FromClient greater than 10 AND URL.Host matches i …',
    after: '… FromClient greater than 20 AND URL.Host matches i …',
  })
  expect(contrasted(rest, '')).toMatchObject({ after: '' })
  expect(contrasted('a', '')).toEqual({ before: 'a', after: '""' })
})

test('of a map the parts that differ are shown, and a short one in full', () => {
  const values = (before: unknown, after: unknown): unknown =>
    changeWords(
      {
        kind: 'value changed',
        subject: { kind: 'nodes' },
        field: 'ca',
        before,
        after,
        nodes: [],
        cause: { side: 'after', place: { kind: 'file', file: 'clusters/two-site/cluster.yaml' } },
      },
      ['tokyo-1'],
    ).values
  const ca = { name: 'Example Bank Gateway CA', expires: '2040-03-31', sha256: '7b3f'.repeat(16) }
  expect(values(ca, { ...ca, sha256: 'aa3f'.repeat(16), keyBits: 3072 })).toEqual({
    before: `{sha256: ${'7b3f'.repeat(16)}}`,
    after: `{keyBits: 3072, sha256: ${'aa3f'.repeat(16)}}`,
  })
  expect(values({ a: 1, b: 2 }, { a: 1, b: 3 })).toEqual({ before: '{a: 1, b: 2}', after: '{a: 1, b: 3}' })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listRows } from '../../../src/policy/check/list-rows.ts'

const place = { kind: 'file', file: 'lists/A.yaml' } as const
const found = (rows: readonly (readonly string[])[], at: Parameters<typeof listRows>[0][number]['place'] = place) => {
  const made = rows.map((keys) => ({
    cells: keys.map((key) => ({ key, type: 'string', value: 'v' })),
    description: '',
  }))
  return [...listRows([{ name: 'A', type: 'maptype', description: '', rows: made, place: at }])]
}
const usual = ['key', 'value']

test('a misspelt cell is said where it stands, with the one that was meant', () => {
  expect(found([usual, ['key', 'vlaue'], usual])).toMatchObject([
    {
      code: 'POL-LIST-ROW',
      message: 'in the list "A", row 2 has "vlaue" and lacks "value", unlike most rows',
      place: { path: ['rows', 1, 'vlaue'], part: 'key' },
      help: 'did you mean "value"?',
    },
  ])
})

test('a cell that is missing and a row without cells are said; the order of cells means nothing', () => {
  expect(found([usual, ['key'], ['value', 'key'], [], usual]).map(({ place: at }) => 'path' in at && at.path)).toEqual([
    ['rows', 1],
    ['rows', 3],
  ])
})

test('nothing is said where no half agrees, and nothing of what an export brings', () => {
  expect(found([usual, ['host']])).toEqual([])
  expect(found([usual, usual, ['host']], { kind: 'node', file: 'x.xml', path: [], part: 'value' })).toEqual([])
})

test('as many rows are said as differ from the majority', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 8 }), (like, unlike) => {
      const rows = [...Array<readonly string[]>(like).fill(usual), ...Array<readonly string[]>(unlike).fill(['host'])]
      const expected = like > unlike ? unlike : unlike > like ? like : 0
      expect(found(rows)).toHaveLength(expected)
    }),
  )
})

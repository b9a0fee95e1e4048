import { afterAll, describe, expect, test } from 'vitest'
import { committed } from './committed.ts'
import { pader } from './support.ts'

const { folder, remove } = committed('three-site')
afterAll(remove)

/** What every object of the language has, whatever was put into it: a table that is looked up by a word has them too. */
const INHERITED = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf']

describe.each(INHERITED)('"%s" is no word that a command knows', (word) => {
  test.each([
    ['backup', word],
    ['policy', 'find', 'three-site', '--in', `emea=${word}`],
    ['runbook', word],
    ['rules', word],
    ['schema', word],
    ['emulate', '.', '--switch', `${word}=x`],
    ['compile', '.', '--output', word],
  ])('%s', async (...call) => {
    const { exitCode, stdout, stderr } = await pader(folder, ...call)
    expect([exitCode, stdout]).toEqual([64, ''])
    expect(stderr).toContain(word)
    expect(stderr).not.toMatch(/internal|native code|\[object/)
  })
})

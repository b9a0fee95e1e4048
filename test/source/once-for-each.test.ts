import { expect, test } from 'vitest'
import { onceForRecentTexts } from '../../src/source/once-for-each.ts'

test('of texts that come again, the one that was asked for longest ago is forgotten first', () => {
  const worked: string[] = []
  const lengthOf = onceForRecentTexts(2, (text) => {
    worked.push(text)
    return text.length
  })
  expect(['a', 'bb', 'a', 'ccc', 'a', 'bb'].map(lengthOf)).toEqual([1, 2, 1, 3, 1, 2])
  expect(worked).toEqual(['a', 'bb', 'ccc', 'bb'])
})

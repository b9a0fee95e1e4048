import { expect, test } from 'vitest'
import { escapeMarkdown } from '../../../src/report/markdown/escape.ts'

test.each([
  ['see https://evil.example/login', 'https:&#8203;//evil.example/login'],
  ['ftp://evil.example', 'ftp:&#8203;//evil.example'],
  ['at WWW.evil.example', 'WWW&#8203;.evil.example'],
  ['ask @all and #1', '&#64;&#8203;all and &#35;&#8203;1'],
  ['[the plan](https://evil.example)', '&#91;the plan&#93;&#40;https:&#8203;//evil.example&#41;'],
])('%s calls nobody and links nowhere', (text, shown) => {
  expect(escapeMarkdown(text)).toContain(shown)
})

test('what is no address stays as it is', () => {
  expect(escapeMarkdown('priority: 10 / 20, tokyo-1.example.com')).toBe('priority: 10 / 20, tokyo-1.example.com')
})

import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogue } from '../../../src/compile/rules/catalogue.ts'
import { indexPage, page } from './page.ts'

const FOLDER = '../../../docs/rules'

test.each(catalogue)('the page of $head.code says what the rule does', async (entry) => {
  await expect(page(entry)).toMatchFileSnapshot(`${FOLDER}/${entry.head.code}.md`)
})

test('the index page lists all rules', async () => {
  await expect(indexPage(catalogue)).toMatchFileSnapshot(`${FOLDER}/README.md`)
})

test('there is no page without a rule', () => {
  const pages = readdirSync('docs/rules').filter((name) => name !== 'README.md')
  const written = new Set(catalogue.map(({ head }) => `${head.code}.md`))
  expect(pages.length).toBeGreaterThan(100)
  expect(pages.filter((page) => !written.has(page))).toEqual([])
})

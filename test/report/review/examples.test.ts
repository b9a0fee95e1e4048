import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { reviewMarkdown } from '../../../src/report/review/markdown.ts'
import { mermaid } from '../../../src/report/topology/mermaid.ts'
import { examples } from './examples.ts'
import { reviewOfExample } from './reviewed.ts'

test('there are 21 examples, and no page is left over from an earlier one', () => {
  expect(examples).toHaveLength(21)
  const pages = examples.map(({ name }) => `${name.replaceAll(' ', '-')}.md`)
  expect(readdirSync('docs/review-examples').toSorted()).toEqual(pages.toSorted())
})

describe('the review of a realistic change reads well', () => {
  test.each(examples)('$name', async (example) => {
    const { views, pictures, findings } = reviewOfExample(example)
    expect(views).toHaveLength(1)
    const diagrams = new Map(pictures.map((view) => [view.name, mermaid(view)]))
    const report = reviewMarkdown(views, { base: 'main', diagrams, findings })
    const visible = report.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    expect(visible).toContain(example.says)
    await expect(report).toMatchFileSnapshot(`../../../docs/review-examples/${example.name.replaceAll(' ', '-')}.md`)
  })
})

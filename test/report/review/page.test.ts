import axe from 'axe-core'
import { mkdirSync, writeFileSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reviewHtml } from '../../../src/report/review/html.ts'
import { svg } from '../../../src/report/topology/svg.ts'
import { browserPath, withoutBrowser } from '../../browser.ts'
import { examples, type Example } from './examples.ts'
import { reviewOfExample } from './reviewed.ts'

function pageOf(example: Example, { views, pictures, findings } = reviewOfExample(example)): string {
  const drawings = new Map(pictures.map((view) => [view.name, svg(view)]))
  return reviewHtml(views, { base: 'main', head: 'HEAD', drawings, findings })
}

test.each(examples)('the page of $name fetches nothing and holds what the comment holds', (example) => {
  const reviewed = reviewOfExample(example)
  const page = pageOf(example, reviewed)
  expect(page).not.toMatch(/<script|<link|<img|\ssrc=|\shref=|url\(|@import/)
  const { views } = reviewed
  const visible = page.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
  for (const { headline, groups } of views) {
    expect(visible.replaceAll('&quot;', '"').replaceAll('&amp;', '&')).toContain(headline)
    for (const { rows } of groups) expect(rows.length).toBeGreaterThan(0)
  }
})

describe.skipIf(browserPath === undefined)(`the page of a review in a browser${withoutBrowser}`, () => {
  const pictures = process.env['PADER_TEST_PICTURES']
  const chosen = examples.filter(({ name }) => /^(05|13|19)/.test(name))
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] })
  })
  afterAll(() => browser.close())

  test.each(
    chosen.flatMap((example) => [
      { ...example, colorScheme: 'light' as const, width: 1280 },
      { ...example, colorScheme: 'dark' as const, width: 380 },
    ]),
  )('$name in $colorScheme mode at $width pixels breaks no rule of accessibility', async (example) => {
    const { colorScheme, width } = example
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true })
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.setContent(pageOf(example))
    if (pictures !== undefined) {
      mkdirSync(pictures, { recursive: true })
      const name = `${pictures}/review-${example.name.slice(0, 2)}-${colorScheme}`
      writeFileSync(`${name}.html`, pageOf(example))
      await page.screenshot({ path: `${name}.png`, fullPage: true })
    }
    await page.evaluate(axe.source)
    const { violations, passes } = await page.evaluate(async () =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(),
    )
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    expect(passes.length).toBeGreaterThan(15)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(asked).toEqual([])
    await context.close()
  })
})

import axe from 'axe-core'
import { mkdirSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveStatus, type StatusServer } from '../../src/serve/server.ts'
import { browserPath, withoutBrowser } from '../browser.ts'
import { bigCluster, looked, showing } from './watched.ts'

describe.skipIf(browserPath === undefined)(`the status page in a browser${withoutBrowser}`, () => {
  const cluster = bigCluster(20)
  const board = showing(cluster, looked(cluster))
  const pictures = process.env['PADER_TEST_PICTURES']
  let server: StatusServer
  let browser: Browser
  beforeAll(async () => {
    server = await serveStatus({ address: '127.0.0.1', port: 0 }, board)
    browser = await chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 380],
  ] as const)(
    'in %s mode at %i pixels it breaks no rule of accessibility and runs over no edge',
    async (colorScheme, width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true })
      const page = await context.newPage()
      await page.goto(`http://127.0.0.1:${server.port}/`)
      if (pictures !== undefined) {
        mkdirSync(pictures, { recursive: true })
        await page.screenshot({ path: `${pictures}/${colorScheme}-${width}.png`, fullPage: true })
      }
      await page.evaluate(axe.source)
      const { violations, passes } = await page.evaluate(async () =>
        (globalThis as unknown as { axe: typeof axe }).axe.run(),
      )
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
      expect(passes.length).toBeGreaterThan(15)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      await context.close()
    },
  )

  test('it follows a change by itself, keeps what was open, and no policy is broken', async () => {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`http://127.0.0.1:${server.port}/`)
    expect(await page.locator('img').evaluate((image) => Number(Reflect.get(image, 'naturalWidth')))).toBeGreaterThan(
      500,
    )
    await page.locator('summary').first().click()
    board.put({
      ...looked(cluster),
      last: { kind: 'in sync', words: 'as it should be', at: '2026-01-05T09:00:00.000Z' },
    })
    await page.locator('.verdict.good').waitFor()
    expect(await page.title()).toBe('Pader: all well')
    expect(await page.locator('details').first().getAttribute('open')).not.toBeNull()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('without scripts everything can be read', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${server.port}/`)
    expect(await page.locator('tbody th').count()).toBeGreaterThanOrEqual(200)
    await context.close()
  })
})

import { request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serveStatus, type StatusServer } from '../../src/serve/server.ts'
import type { ClusterStatus } from '../../src/serve/status.ts'

let server: StatusServer
let statuses: ClusterStatus[]
beforeEach(async () => {
  statuses = [{ cluster: 'two-site', mode: 'observe', busy: false, commit: 'a'.repeat(40) }]
  server = await serveStatus(0, () => statuses)
})
afterEach(async () => server.close())

const get = async (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${server.port}${path}`, init)
const ended = (kind: string, words = kind) => ({ kind, words, at: '2026-01-05T08:00:00.000Z' })

/** A request under another host name, which `fetch` does not allow. */
async function statusUnder(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { port: server.port, host: '127.0.0.1', path: '/status.json', headers: { host } },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      },
    )
    asked.on('error', reject)
    asked.end()
  })
}

test('is ready only when every cluster was looked at and the last look did not fail', async () => {
  expect((await get('/readyz')).status).toBe(503)
  statuses = [{ ...statuses[0]!, last: ended('in sync') }]
  expect((await get('/readyz')).status).toBe(200)
  statuses = [statuses[0]!, { ...statuses[0]!, last: ended('failed') }]
  expect((await get('/readyz')).status).toBe(503)
  statuses = []
  expect((await get('/readyz')).status).toBe(503)
  expect((await get('/healthz')).status).toBe(200)
})

test('gives the status as JSON', async () => {
  expect(await (await get('/status.json')).json()).toEqual({ formatVersion: 1, clusters: statuses })
})

test('the page shows what is there, runs nothing and loads nothing, whatever the words are', async () => {
  statuses = [{ ...statuses[0]!, last: ended('failed', '<script>alert("x")</script>') }]
  const page = await get('/')
  const text = await page.text()
  expect(text).toContain('two-site')
  expect(text).toContain('a'.repeat(40))
  expect(text).not.toContain('<script')
  expect(text).not.toMatch(/(src|href)=/)
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
})

test('only reads, only known paths, and only under a name of this machine', async () => {
  expect((await get('/status.json', { method: 'POST', body: 'x' })).status).toBe(405)
  expect((await get('/etc')).status).toBe(404)
  expect(await statusUnder('elsewhere.example')).toBe(421)
  expect(await statusUnder(`localhost:${server.port}`)).toBe(200)
})

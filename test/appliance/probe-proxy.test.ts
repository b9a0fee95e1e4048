import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { probeProxy } from '../../src/appliance/probe-proxy.ts'

const URL_ASKED = 'http://probe.example.com/'
const asked = { url: URL_ASKED }
let server: Server | undefined

afterEach(() => server?.close())

/** A proxy on this machine that answers so, and its port. */
async function proxy(answer: RequestListener): Promise<number> {
  server = createServer(answer)
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

test.each([200, 302, 403, 407, 499])('a proxy that answers with %i has processed its rules', async (status) => {
  let seen: string | undefined
  const port = await proxy((request, response) => {
    seen = request.url
    response.writeHead(status).end('x'.repeat(400_000))
  })
  expect(await probeProxy({ address: '127.0.0.1', port }, asked)).toBeUndefined()
  // The whole URL is what makes it a request to a proxy.
  expect(seen).toBe(URL_ASKED)
})

test.each([500, 502, 503])('status %i is trouble', async (status) => {
  const port = await proxy((_, response) => response.writeHead(status).end())
  expect(await probeProxy({ address: '127.0.0.1', port }, asked)).toBe(`it answered with status ${status}`)
})

test.each([
  [200, undefined],
  [407, undefined],
  [302, 'it answered with status 302, and 200 or 407 is expected'],
  [403, 'it answered with status 403, and 200 or 407 is expected'],
  [502, 'it answered with status 502, and 200 or 407 is expected'],
])('where statuses are expected, %i is told as %s', async (status, trouble) => {
  const port = await proxy((_, response) => response.writeHead(status, { location: '/login' }).end())
  expect(await probeProxy({ address: '127.0.0.1', port }, { ...asked, statuses: [200, 407] })).toBe(trouble)
})

test.each([
  [403, {}, undefined],
  [407, {}, undefined],
  [502, {}, 'it answered with status 502'],
  [403, { statuses: [200] }, 'it answered with status 403, and 200 is expected'],
  [407, { statuses: [200] }, 'it answered with status 407, and 200 is expected'],
])('a tunnel that is answered with %i counts as any other answer (%o)', async (status, expected, trouble) => {
  const port = await proxy(() => undefined)
  server?.on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`))
  const request = { url: 'https://probe.example.com/', ...expected }
  expect(await probeProxy({ address: '127.0.0.1', port }, request)).toBe(trouble)
})

test('a connection that is refused or cut is trouble', async () => {
  const port = await proxy((request) => request.socket.destroy())
  expect(await probeProxy({ address: '127.0.0.1', port }, asked)).toMatch(/./)
  server?.close()
  expect(await probeProxy({ address: '127.0.0.1', port }, asked)).toMatch(/refused/i)
})

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { probeProxy } from '../../src/appliance/probe-proxy.ts'

const URL_ASKED = 'http://probe.example.com/'
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
  expect(await probeProxy({ address: '127.0.0.1', port }, URL_ASKED)).toBeUndefined()
  // The whole URL is what makes it a request to a proxy.
  expect(seen).toBe(URL_ASKED)
})

test.each([500, 502, 503])('status %i is trouble', async (status) => {
  const port = await proxy((_, response) => response.writeHead(status).end())
  expect(await probeProxy({ address: '127.0.0.1', port }, URL_ASKED)).toBe(`it answered with status ${status}`)
})

test('a connection that is refused or cut is trouble', async () => {
  const port = await proxy((request) => request.socket.destroy())
  expect(await probeProxy({ address: '127.0.0.1', port }, URL_ASKED)).toMatch(/./)
  server?.close()
  expect(await probeProxy({ address: '127.0.0.1', port }, URL_ASKED)).toMatch(/refused/i)
})

import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { probePort } from '../../src/appliance/probe-port.ts'

test('a port that listens is open, and closed as soon as nobody listens any more', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  expect(await probePort('127.0.0.1', address.port)).toBe('open')
  await new Promise((resolve) => server.close(resolve))
  expect(await probePort('127.0.0.1', address.port)).toBe('closed')
})

test('an address that leads nowhere shows nothing', async () => {
  expect(await probePort('no-such-host.invalid', 12346)).toBe('no answer')
})

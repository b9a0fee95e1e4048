import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { httpsTransport } from '../../src/appliance/https-transport.ts'
import { makeIdentity } from '../../src/emulator/serve/certificate.ts'

test('a path with characters that no request line has is escaped, and takes no connection from the requests after it', async () => {
  const { key, certificate, authority } = await makeIdentity(['127.0.0.1'])
  const server = createServer({ key, cert: certificate }, ({ url }, reply) => reply.end(url))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const transport = httpsTransport({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    trust: { kind: 'authority', pem: authority },
  })
  try {
    const limits = { milliseconds: 2_000, bytes: 1_000 }
    // More often than there are connections.
    for (let turn = 0; turn < 6; turn += 1) {
      const path = '/appliances/a b\u202e\r\nX: y'
      const outcome = await transport.send({ method: 'GET', path, headers: {}, limits })
      if (outcome.kind !== 'answered') throw new Error(JSON.stringify(outcome))
      expect(new TextDecoder().decode(outcome.response.body)).toBe(
        '/Konfigurator/REST/appliances/a%20b%E2%80%AE%0D%0AX:%20y',
      )
    }
  } finally {
    await transport.close()
    server.closeAllConnections()
    server.close()
  }
})

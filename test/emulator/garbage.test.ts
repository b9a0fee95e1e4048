import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCluster } from '../../src/emulator/cluster.ts'
import { serve, type ServedCluster } from '../../src/emulator/serve/serve.ts'
import { profile, start, T1, twoSites } from './world/two-site.ts'

const failures: unknown[] = []
let served: ServedCluster

beforeAll(async () => {
  served = await serve({
    cluster: createCluster(twoSites, profile),
    nodes: [T1],
    port: 0,
    httpPort: 0,
    controlPort: 0,
    challengeSecret: 'only of this start',
    now: () => start,
    wait: async () => {},
    failed: (error) => void failures.push(error),
  })
})
afterAll(async () => served.close())

/** Sends bytes as they are, and gives what came back until the connection ended; what hangs is cut after they were read. */
async function sendRaw(port: number, host: string, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(port, host, () => socket.end(bytes))
    socket.on('data', (part) => (text += part.toString('latin1')))
    socket.on('error', () => resolve(text))
    socket.on('close', () => resolve(text))
  })
}

const base = '/Konfigurator/REST'
const line = fc.constantFrom(
  `POST ${base}/login?userName=writer&pass=secret HTTP/1.1`,
  `GET ${base}/appliances HTTP/1.1`,
  `GET ${base}/%zz HTTP/1.1`,
  `GET ${base}/appliances HTTP/9.9`,
  `GET  HTTP/1.1`,
  `BREW ${base} HTTP/1.1`,
  `PUT ${base}/list/x HTTP/1.0`,
  `GET http://[::1/x HTTP/1.1`,
  '\u0000\u0001\u0002',
)
const header = fc.constantFrom(
  'Host: gw',
  'Host: ',
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Expect: 100-continue',
  'Expect: something',
  'Upgrade: websocket',
  'Connection: close',
  'Cookie: JSESSIONID=\u00ff;;;=',
  'Authorization: Basic ====',
  'Authorization: Basic',
  `Accept: ${'x'.repeat(20_000)}`,
  'no colon',
  ': no name',
)
const body = fc.constantFrom('', 'hello', '5\r\nhello\r\n0\r\n\r\n', 'zz\r\n', '<entry', '\u0000'.repeat(100))

test('whatever bytes arrive, on a plain or an encrypted port, the node goes on answering', async () => {
  const { host, port, httpPort } = served.nodes.get(T1)!
  let refused = 0
  let answered = 0
  await fc.assert(
    fc.asyncProperty(
      line,
      fc.array(header, { maxLength: 5 }),
      body,
      fc.boolean(),
      async (first, headers, text, plain) => {
        const bytes = Buffer.from(`${[first, ...headers].join('\r\n')}\r\n\r\n${text}`, 'latin1')
        const reply = await sendRaw(plain ? httpPort! : port, host, bytes)
        if (/^HTTP\/1\.1 \d{3} /.test(reply)) answered += 1
        else refused += 1
      },
    ),
    { numRuns: 300 },
  )
  expect(answered).toBeGreaterThan(20)
  expect(refused).toBeGreaterThan(20)
  expect(failures.map(String)).toEqual([])
  const alive = Buffer.from(
    `POST ${base}/login?userName=writer&pass=secret HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n\r\n`,
  )
  expect(await sendRaw(httpPort!, host, alive)).toMatch(/^HTTP\/1\.1 (200|409) /)
})

import { X509Certificate } from 'node:crypto'
import dns from 'node:dns'
import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer } from 'node:http'
import { createServer, type Server } from 'node:https'
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { failureOfOutcome } from '../../src/appliance/failure.ts'
import { httpsTransport } from '../../src/appliance/https-transport.ts'
import { certificateDigest, keyDigest, type Trust } from '../../src/appliance/tls-trust.ts'
import { remedyFor } from '../../src/appliance/remedies.ts'
import type { WireOutcome, WireRequest } from '../../src/appliance/transport.ts'

const request: WireRequest = {
  method: 'GET',
  path: '/version',
  headers: {},
  limits: { milliseconds: 2_000, bytes: 1_000 },
}

let server: Server
let old: Server
let past: Server
let pastPem: string
let pem: string
let other: string
let connections = 0

beforeAll(async () => {
  const names = [{ type: 7 as const, ip: '127.0.0.1' }]
  const options = { extensions: [{ name: 'subjectAltName' as const, altNames: names }] }
  const mine = await generate([{ name: 'commonName', value: 'emulator' }], options)
  other = (await generate([{ name: 'commonName', value: 'stranger' }], options)).cert
  pem = mine.cert
  server = createServer({ key: mine.private, cert: mine.cert }, (incoming, reply) => {
    if (incoming.url === '/Konfigurator/REST/cut') incoming.socket.destroy()
    else if (incoming.url === '/Konfigurator/REST/half')
      reply.writeHead(200, { 'content-length': 50 }).write('half', () => incoming.socket.destroy())
    else if (incoming.url === '/Konfigurator/REST/short')
      incoming.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nless than it says')
    else if (incoming.url === '/Konfigurator/REST/none')
      incoming.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n')
    else if (incoming.url === '/Konfigurator/REST/chunk')
      incoming.socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n')
    else if (incoming.url === '/Konfigurator/REST/moved')
      reply.writeHead(302, { location: '/Konfigurator/REST/elsewhere' }).end()
    else if (incoming.url === '/Konfigurator/REST/large') reply.end('x'.repeat(5_000))
    else if (incoming.url !== '/Konfigurator/REST/silent')
      reply.setHeader('Set-Cookie', ['a=1', 'b=2']).end(incoming.url)
  })
  server.on('secureConnection', () => (connections += 1))
  old = createServer(
    { key: mine.private, cert: mine.cert, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' },
    (_, reply) => reply.end(),
  )
  const expired = await generate([{ name: 'commonName', value: 'emulator' }], {
    ...options,
    notBeforeDate: new Date('2020-01-01T00:00:00Z'),
    notAfterDate: new Date('2021-01-01T00:00:00Z'),
  })
  pastPem = expired.cert
  past = createServer({ key: expired.private, cert: expired.cert }, (_, reply) => reply.end())
  for (const each of [server, old, past]) await new Promise<void>((done) => each.listen(0, '127.0.0.1', done))
})

afterAll(async () => {
  for (const each of [server, old, past]) {
    each.closeAllConnections()
    await new Promise((done) => each.close(done))
  }
})

async function send(
  trust: Trust,
  more: Partial<WireRequest> = {},
  port = (server.address() as AddressInfo).port,
): Promise<WireOutcome> {
  const transport = httpsTransport({ host: '127.0.0.1', port, trust })
  try {
    return await transport.send({ ...request, ...more })
  } finally {
    await transport.close()
  }
}

const authority = (): Trust => ({ kind: 'authority', pem })

describe('whom it believes', () => {
  test('a certificate of the given authority', async () => {
    const outcome = await send(authority())
    if (outcome.kind !== 'answered') throw new Error(JSON.stringify(outcome))
    expect(new TextDecoder().decode(outcome.response.body)).toBe('/Konfigurator/REST/version')
    expect(outcome.response.headers['set-cookie']).toBe('a=1, b=2')
  })

  test('a pinned certificate or key, whatever its name', async () => {
    const certificate = new X509Certificate(pem)
    expect(await send({ kind: 'certificate', sha256: [certificateDigest(certificate)] })).toMatchObject({
      kind: 'answered',
    })
    expect(await send({ kind: 'key', sha256: ['0'.repeat(64), keyDigest(certificate)] })).toMatchObject({
      kind: 'answered',
    })
  })

  test('nobody else', async () => {
    const stranger = new X509Certificate(other)
    const refused = { kind: 'not sent', because: 'untrusted' }
    expect(await send({ kind: 'authority', pem: other })).toMatchObject(refused)
    expect(await send({ kind: 'authority', pem, serverName: 'somebody.else' })).toMatchObject(refused)
    expect(await send({ kind: 'certificate', sha256: [certificateDigest(stranger)] })).toMatchObject(refused)
    expect(await send({ kind: 'key', sha256: [keyDigest(stranger)] })).toMatchObject(refused)
    expect(await send({ kind: 'key', sha256: [] })).toMatchObject(refused)
  })

  test('not even when the environment says to believe everybody', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      expect(await send({ kind: 'authority', pem: other })).toMatchObject({ because: 'untrusted' })
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
    }
  })

  test('no certificate of the right authority whose time is over, unless it is pinned', async () => {
    const { port } = past.address() as AddressInfo
    const outcome = await send({ kind: 'authority', pem: pastPem }, {}, port)
    expect(outcome).toEqual({
      kind: 'not sent',
      because: 'certificate expired',
      detail: expect.stringContaining('certificate has expired'),
    })
    if (outcome.kind !== 'not sent') throw new Error(outcome.kind)
    const failure = failureOfOutcome(request, outcome)
    expect(failure.message).toContain('the certificate is not valid at this time')
    expect(remedyFor(failure)).toContain('renew the certificate')
    const pinned = { kind: 'key', sha256: [keyDigest(new X509Certificate(pastPem))] } as const
    expect(await send(pinned, {}, port)).toMatchObject({ kind: 'answered' })
  })

  test('nobody who speaks only TLS 1.1', async () => {
    expect(await send(authority(), {}, (old.address() as AddressInfo).port)).toEqual({
      kind: 'not sent',
      because: 'unreachable',
      detail: 'no TLS 1.2 or later is spoken there',
    })
  })
})

describe('how it fails', () => {
  test('nobody listens: the request was not sent', async () => {
    expect(await send(authority(), {}, 1)).toMatchObject({ kind: 'not sent', because: 'unreachable' })
  })

  test('the handshake is cut off: the request was not sent', async () => {
    const cutting = createTcpServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(cutting, 'listening')
    const { port } = cutting.address() as AddressInfo
    const outcome = await send(authority(), { path: '/commit', method: 'POST' }, port)
    cutting.close()
    expect(outcome).toMatchObject({ kind: 'not sent', because: 'unreachable' })
  })

  test('what answers speaks no TLS: that is said, and nothing of a certificate', async () => {
    const plain = createTcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
    await once(plain, 'listening')
    const outcome = await send(authority(), {}, (plain.address() as AddressInfo).port)
    plain.close()
    expect(outcome).toEqual({
      kind: 'not sent',
      because: 'unreachable',
      detail: 'no TLS is spoken there; is it the port for unencrypted HTTP?',
    })
  })

  test.each([
    ['ENOTFOUND', 'its name servers'],
    ['EAI_AGAIN', 'its name servers'],
    ['ERR_ACCESS_DENIED', '"--allow-net"'],
    ['EPERM', 'IPAddressDeny'],
  ])('what kept a request here is cured here, and not at the node: %s', async (code, cure) => {
    const lookup = vi
      .spyOn(dns, 'lookup')
      .mockImplementation(((...given: readonly unknown[]) =>
        (given.at(-1) as (error: Error) => void)(Object.assign(new Error(code), { code }))) as typeof dns.lookup)
    const transport = httpsTransport({ host: 'gateway.invalid', port: 1, trust: authority() })
    const outcome = await transport.send(request)
    await transport.close()
    lookup.mockRestore()
    if (outcome.kind !== 'not sent') throw new Error(outcome.kind)
    const failure = failureOfOutcome(request, outcome)
    expect([failure.message, remedyFor(failure)].join()).toMatch(RegExp(`nobody was asked: .*${cure}`))
  })

  test('a node that was reached and gave no whole answer is looked at, and not its address', async () => {
    const outcome = await send(authority(), { path: '/half' })
    if (outcome.kind !== 'no answer') throw new Error(outcome.kind)
    expect(remedyFor(failureOfOutcome(request, outcome))).toContain('overloaded or restarting')
  })

  test.each(['/cut', '/half'])('the connection breaks (%s): it may have taken effect', async (path) => {
    expect(await send(authority(), { path, method: 'PUT', body: 'x' })).toMatchObject({ kind: 'no answer' })
  })

  test.each(['/short', '/none', '/chunk'])('an answer that is shorter than it says (%s) is none', async (path) => {
    expect(await send(authority(), { path })).toMatchObject({ kind: 'no answer' })
  })

  test('no answer in time', async () => {
    const limits = { milliseconds: 100, bytes: 1_000 }
    expect(await send(authority(), { path: '/silent', limits })).toEqual({
      kind: 'no answer',
      detail: 'no answer in time',
    })
  })

  test('an answer that sends elsewhere is all that there is: nobody goes there', async () => {
    expect(await send(authority(), { path: '/moved' })).toMatchObject({ kind: 'answered', response: { status: 302 } })
  })

  test('more than allowed', async () => {
    expect(await send(authority(), { path: '/large' })).toEqual({ kind: 'too large', bytes: 1_000 })
  })
})

test('environment proxies are not asked, and few connections serve many requests', async () => {
  const before = process.env['HTTPS_PROXY']
  process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1'
  const transport = httpsTransport({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    trust: authority(),
  })
  const opened = connections
  try {
    for (let turn = 0; turn < 20; turn += 1) expect(await transport.send(request)).toMatchObject({ kind: 'answered' })
    expect(connections - opened).toBeLessThanOrEqual(4)
  } finally {
    await transport.close()
    if (before === undefined) delete process.env['HTTPS_PROXY']
    else process.env['HTTPS_PROXY'] = before
  }
})

describe('through a proxy that the host file names', () => {
  let proxy: HttpServer
  const asked: string[] = []
  let answers = true
  beforeAll(async () => {
    proxy = createHttpServer((_, reply) => reply.writeHead(400).end())
    proxy.on('connect', (incoming: IncomingMessage, client: Socket) => {
      asked.push(incoming.url ?? '')
      if (!answers) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      const [host = '', port] = (incoming.url ?? '').split(':')
      const node = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        node.pipe(client).pipe(node)
      })
      for (const one of [node, client]) one.on('error', () => undefined)
    })
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  })
  afterAll(async () => {
    proxy.closeAllConnections()
    await new Promise((done) => proxy.close(done))
  })
  const through = async (trust: Trust): Promise<WireOutcome> => {
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const transport = httpsTransport({ host: '127.0.0.1', port, trust, proxy: url })
    try {
      return await transport.send(request)
    } finally {
      await transport.close()
    }
  }

  test('the node is spoken to and judged as if directly', async () => {
    const certificate = new X509Certificate(pem)
    expect(await through(authority())).toMatchObject({ kind: 'answered' })
    expect(await through({ kind: 'certificate', sha256: [certificateDigest(certificate)] })).toMatchObject({
      kind: 'answered',
    })
    expect(await through({ kind: 'authority', pem: other })).toMatchObject({ kind: 'not sent', because: 'untrusted' })
    expect(await through({ kind: 'key', sha256: ['0'.repeat(64)] })).toMatchObject({ because: 'untrusted' })
    expect(new Set(asked)).toEqual(new Set([`127.0.0.1:${(server.address() as AddressInfo).port}`]))
  })

  test('a proxy that refuses is named, and nothing was sent', async () => {
    answers = false
    expect(await through(authority())).toMatchObject({
      kind: 'not sent',
      because: 'unreachable',
      detail: expect.stringMatching(/^the proxy http:\/\/127.0.0.1:\d+ opens no way to \S+: status 403$/) as string,
    })
  })
})

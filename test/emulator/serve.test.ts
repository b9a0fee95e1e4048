import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCluster } from '../../src/emulator/cluster.ts'
import { challengeAnswer } from '../../src/emulator/serve/control-server.ts'
import { serve, type ServedCluster } from '../../src/emulator/serve/serve.ts'
import { keys, N1, N2, profile, property, start, T1, T2, twoSites, wrapped } from './world/two-site.ts'

interface Got {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly text: string
}

let served: ServedCluster
let clock = start

beforeAll(async () => {
  served = await serve({
    cluster: createCluster(twoSites, profile),
    nodes: [T1, T2, N1, N2],
    port: 0,
    httpPort: 0,
    controlPort: 0,
    challengeSecret: 'only of this start',
    now: () => (clock += 5),
    wait: async () => {},
    failed: (error) => {
      throw error
    },
  })
})
afterAll(async () => served.close())

async function ask(node: string, method: string, path: string, options: { body?: string; cookie?: string } = {}) {
  const { host, port } = served.nodes.get(node)!
  return new Promise<Got>((resolve, reject) => {
    const call = httpsRequest(
      {
        host,
        port,
        method,
        path: `/Konfigurator/REST/${path}`,
        ca: served.identity.authority,
        agent: false,
        headers: options.cookie === undefined ? {} : { cookie: options.cookie },
      },
      (response) => {
        let text = ''
        response.on('data', (part: Buffer) => (text += part.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
        response.on('error', reject)
      },
    )
    call.on('error', reject)
    call.end(options.body)
  })
}

async function control(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; value: Record<string, unknown> }> {
  const { host, port } = served.control
  return new Promise((resolve, reject) => {
    const call = httpRequest({ host, port, method, path, agent: false }, (response) => {
      let text = ''
      response.on('data', (part: Buffer) => (text += part.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, value: JSON.parse(text) }))
    })
    call.on('error', reject)
    call.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

describe('over real HTTPS', () => {
  test('a client that trusts the authority changes one node through another', async () => {
    const login = await ask(T1, 'POST', 'login?userName=writer&pass=secret')
    expect(login.status).toBe(200)
    expect(login.headers['content-length']).toBe(String(login.text.length))
    const cookie = String(login.headers['set-cookie']).split(';')[0]!
    const feed = await ask(T1, 'GET', 'appliances', { cookie })
    const { host, port } = served.nodes.get(T1)!
    expect(feed.text).toContain(`https://${host}:${port}/Konfigurator/REST/appliances/${N2}`)
    await ask(T1, 'PUT', property(N2, keys.priority), { cookie, body: wrapped('42') })
    const commit = await ask(T1, 'POST', 'commit', { cookie })
    expect([commit.status, commit.text, commit.headers['content-length']]).toEqual([200, '', '0'])
    expect(commit.headers['content-type']).toBeUndefined()
    await ask(T1, 'POST', 'logout', { cookie })
    clock += 10_000
    const far = await ask(N2, 'POST', 'login?userName=writer&pass=secret')
    const there = String(far.headers['set-cookie']).split(';')[0]!
    expect((await ask(N2, 'GET', property(N2, keys.priority), { cookie: there })).text).toContain('>42<')
    await ask(N2, 'POST', 'logout', { cookie: there })
  })

  test('the same over plain HTTP, with links that say so', async () => {
    const { host, httpPort } = served.nodes.get(T2)!
    const base = `http://${host}:${httpPort}/Konfigurator/REST`
    const login = await fetch(`${base}/login?userName=writer&pass=secret`, { method: 'POST' })
    const cookie = String(login.headers.get('set-cookie')).split(';')[0]!
    const feed = await fetch(`${base}/appliances`, { headers: { cookie } })
    expect(await feed.text()).toContain(`<link href="${base}/appliances/${N2}" rel="self"/>`)
    await fetch(`${base}/logout`, { method: 'POST', headers: { cookie } })
  })

  test.each([
    ['continue', /^HTTP\/1\.1 100 Continue\r\n\r\n$/],
    ['ignore', /^$/],
    ['refuse', /^HTTP\/1\.1 417 /],
  ] as const)('a client that asks before it sends is answered by the decision %s', async (expectContinue, first) => {
    const own = await serve({
      cluster: createCluster(twoSites, profile, { expectContinue }),
      nodes: [T1],
      port: 0,
      httpPort: 0,
      controlPort: 0,
      challengeSecret: 'only of this start',
      now: () => clock,
      wait: async () => {},
      failed: () => {},
    })
    const { host, httpPort } = own.nodes.get(T1)!
    const body = 'userName=writer&pass=secret'
    const head = ['POST /Konfigurator/REST/login HTTP/1.1', 'Host: gw', `Content-Length: ${body.length}`]
    let seen = ''
    await new Promise<void>((done) => {
      const socket = connect(httpPort!, host, () => {
        socket.write([...head, 'Expect: 100-continue', 'Connection: close', '', ''].join('\r\n'))
        // What waits for nothing sends its body soon; the others when they were answered.
        if (expectContinue === 'ignore') socket.write(body)
      })
      socket.on('data', (part) => {
        if (seen === '' && expectContinue !== 'ignore') {
          expect(part.toString()).toMatch(first)
          socket.write(body)
        }
        seen += part.toString()
      })
      socket.on('close', () => done())
      socket.on('error', () => done())
    })
    await own.close()
    if (expectContinue !== 'refuse') expect(seen).toContain('<entry><content>')
  })

  test('each node has an address of its own', () => {
    const places = [...served.nodes.values()].map(({ host, port }) => `${host}:${port}`)
    expect(places).toHaveLength(4)
    expect(new Set(places).size).toBe(4)
  })

  test('a client without the authority is not talked into trusting it', async () => {
    const { host, port } = served.nodes.get(T1)!
    const failure = await new Promise<Error>((resolve) => {
      httpsRequest({ host, port, path: '/', agent: false }, () => resolve(new Error('answered')))
        .on('error', resolve)
        .end()
    })
    expect(failure.message).toMatch(/certificate/)
  })

  test('a node that is down resets connections, and a cut body ends early', async () => {
    await control('POST', '/control', { kind: 'down', node: N2 })
    await expect(ask(N2, 'GET', 'appliances')).rejects.toThrow()
    await control('POST', '/control', { kind: 'up', node: N2 })
    expect((await ask(N2, 'GET', 'appliances')).status).toBe(401)
    await control('POST', '/control', { kind: 'fault', fault: { on: 'GET appliances', fault: { kind: 'cut body' } } })
    await expect(ask(N2, 'GET', 'appliances')).rejects.toThrow()
  })
})

describe('the control interface', () => {
  test('proves that this is an emulator', async () => {
    const nonce = '0123456789abcdef'
    const { status, value } = await control('GET', `/challenge?nonce=${nonce}`)
    const prover = { secret: 'only of this start', identity: served.identity }
    expect([status, value]).toEqual([200, challengeAnswer(prover, nonce)])
    expect((await control('GET', '/challenge')).status).toBe(400)
  })

  test('shows the cluster and its decisions', async () => {
    const { value } = await control('GET', '/picture')
    expect(value.nodes).toHaveLength(4)
    expect((await control('GET', '/switches')).value.edgeView).toBe('both')
  })

  test.each([
    [{}, 'unknown kind'],
    [{ kind: 'skew', node: T1 }, 'the number "seconds"'],
    [{ kind: 'cut', between: [T1] }, 'two nodes'],
    [{ kind: 'fault', fault: { fault: { kind: 'nonsense' } } }, 'a known fault'],
  ])('says what is wrong with %j', async (body, problem) => {
    const { status, value } = await control('POST', '/control', body)
    expect(status).toBe(400)
    expect(value.problem).toContain(problem)
  })
})

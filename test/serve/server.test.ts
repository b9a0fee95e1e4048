import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unseen } from '../../src/report/watch/status.ts'
import { serveStatus, type ServerSettings, type StatusServer } from '../../src/serve/server.ts'
import { at, bigCluster, looked, showing } from './watched.ts'

const cluster = bigCluster(1)
let board: ReturnType<typeof showing>
let server: StatusServer
const start = async (more: Partial<ServerSettings> = {}): Promise<void> => {
  server = await serveStatus({ address: '127.0.0.1', port: 0, ...more }, board)
}
beforeEach(() => {
  board = showing(cluster, unseen(cluster.name, 'observe'))
})
afterEach(async () => server.close())

const get = async (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${server.port}${path}`, init)
const ended = (kind: string, words = kind) => ({ ...unseen(cluster.name, 'observe'), last: { kind, words, at } })

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

test('is ready only when every cluster was looked at and the last look did not fail, and while a shared state answers', async () => {
  await start()
  expect((await get('/readyz')).status).toBe(503)
  board.put(ended('in sync'))
  expect((await get('/readyz')).status).toBe(200)
  board.away(true)
  const away = await get('/readyz')
  expect([away.status, await away.text()]).toEqual([503, 'the shared state does not answer\n'])
  board.away(false)
  board.put(ended('failed'))
  expect((await get('/readyz')).status).toBe(503)
  expect((await get('/healthz')).status).toBe(200)
})

/** What the server answers to a request as it stands on the wire; undefined where it closes without a word. */
async function answerTo(wire: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(wire))
    socket.on('data', (bytes: Buffer) => {
      resolve(bytes.toString('latin1').split('\r\n')[0])
      socket.destroy()
    })
    socket.on('close', () => resolve(undefined))
    socket.on('error', reject)
  })
}

test('a request for what is no address ends nothing but itself', async () => {
  await start({ webhook: { kind: 'generic', path: '/webhook', secret: () => 'secret' } })
  for (const url of ['//', 'http://[', '///x', '*', 'http://:x@/', '/topology/%.svg', '/topology/%ff.svg', '/%00']) {
    expect(await answerTo(`GET ${url} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toMatch(/^HTTP\/1.1 (200|404) /)
    await answerTo(`POST ${url} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`)
  }
  expect((await get('/healthz')).status).toBe(200)
})

test('whoever keeps the streams of events occupied leaves the page to others', async () => {
  await start()
  const leave = new AbortController()
  const streams = await Promise.all(Array.from({ length: 65 }, async () => get('/events', { signal: leave.signal })))
  expect(streams.map(({ status }) => status).filter((status) => status !== 200)).toEqual([503])
  expect((await get('/')).status).toBe(200)
  leave.abort()
})

test('whoever holds more connections open than there may be keeps no probe out', async () => {
  await start()
  const begin = async (): Promise<Socket> => {
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write('GET / HTTP/1.1\r\n')
    return socket
  }
  const held = await Promise.all(Array.from({ length: 300 }, begin))
  expect((await get('/healthz')).status).toBe(200)
  for (const socket of held) socket.destroy()
})

test('gives the status as JSON', async () => {
  await start()
  board.put(looked(cluster))
  expect(await (await get('/status.json')).json()).toEqual({ formatVersion: 1, clusters: [looked(cluster)] })
})

test('the page shows what is there, whatever the words are, and only its own script may run', async () => {
  await start()
  board.put({ ...looked(cluster), last: { kind: 'failed', words: '<script>alert("x")</script>', at } })
  const page = await get('/')
  const text = await page.text()
  expect(text).toContain('a'.repeat(40))
  expect(text).toContain('behind: shows something other')
  expect(text).toContain('priority 10 → 20')
  expect(text).toContain('&lt;script&gt;alert')
  expect(text.match(/<script/g)).toHaveLength(1)
  const links = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url)
  expect(links.map((url) => url?.replace(/\?.*/, ''))).toEqual([
    `/topology/${cluster.name}.svg`,
    `/topology/${cluster.name}.svg`,
    '/status.json',
    '/metrics',
  ])
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; img-src 'self'/)
  expect(policy).not.toContain('unsafe')
})

test('the drawing marks the node that is behind and the one that showed nothing', async () => {
  await start()
  board.put(looked(cluster))
  const drawing = await get('/topology/demo.svg?edition=1')
  expect(drawing.headers.get('content-type')).toBe('image/svg+xml')
  expect((await drawing.text()).match(/class="chip changed/g)).toHaveLength(2)
  expect((await get('/topology/nowhere.svg')).status).toBe(404)
})

test('only reads, only known paths, and only under a name of this machine', async () => {
  await start()
  expect((await get('/status.json', { method: 'POST', body: 'x' })).status).toBe(405)
  expect((await get('/etc')).status).toBe(404)
  for (const name of ['%zz', '%E0%A4%A', '%']) expect((await get(`/topology/${name}.svg`)).status).toBe(404)
  expect(await statusUnder('elsewhere.example')).toBe(421)
  expect(await statusUnder(`localhost:${server.port}`)).toBe(200)
})

test('tells a browser of every change, and forgets it when it goes away', async () => {
  await start()
  const going = new AbortController()
  const stream = await get('/events', { signal: going.signal })
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toContain('retry:')
  board.put(looked(cluster))
  board.put(ended('in sync'))
  expect((await reader.read()).value).toBe('event: changed\ndata: {}\n\n')
  going.abort()
})

test('metrics say what is known, and nothing of what is not', async () => {
  await start()
  board.put(looked(cluster))
  const text = await (await get('/metrics')).text()
  expect(text).toContain('pader_build_info{version="0.0.0"} 1')
  expect(text).toContain('pader_node_synced{cluster="demo",node="site-01-1"} 0')
  // It was asked and could not tell: the runbook of the alert asks whether a node is behind or silent.
  expect(text).toContain('pader_node_synced{cluster="demo",node="site-01-10"} 0')
  expect(text).toContain('pader_node_synced{cluster="demo",node="site-01-2"} 1')
  expect(text).toContain('pader_node_convergence_age_seconds{cluster="demo",node="site-01-2"} 60')
  expect(text).toContain('pader_plan_operations{cluster="demo",action="update"} 1')
  expect(text).toContain('pader_healthy{cluster="demo"} 0')
})

test('the age of a confirmation grows while the node is silent, and is told only where there is one', async () => {
  await start()
  const { nodes, ...rest } = looked(cluster)
  const confirmed = new Map([
    ['site-01-3', '2026-01-05T07:00:00.000Z'],
    ['site-01-4', '2026-01-05T08:01:00.000Z'],
    // By a clock that was set back since.
    ['site-01-5', '2026-01-05T08:01:01.000Z'],
  ])
  const changed = nodes.map((node) => {
    const confirmedAt = confirmed.get(node.name)
    return confirmedAt === undefined ? node : ({ ...node, holds: 'silent', confirmedAt } as const)
  })
  board.put({ ...rest, nodes: changed })
  const text = await (await get('/metrics')).text()
  const ages = [...text.matchAll(/^pader_node_convergence_age_seconds\{cluster="demo",node="([^"]+)"\} (\S+)$/gm)]
  // The first one is behind and the tenth did not answer: neither has shown anything yet.
  expect(new Map(ages.map(([, name, age]) => [name, Number(age)]))).toEqual(
    new Map([
      ['site-01-2', 60],
      ['site-01-3', 3660],
      ['site-01-4', 0],
      ...['site-01-6', 'site-01-7', 'site-01-8', 'site-01-9'].map((name) => [name, 60] as const),
    ]),
  )
})

test('a node that nobody asked, or that is out of service, is neither in sync nor not', async () => {
  await start()
  const { nodes, ...rest } = looked(cluster)
  const [unasked, repaired] = ['site-01-2', 'site-01-3']
  const changed = nodes.map((node) => {
    if (node.name === unasked) return { ...node, holds: 'not asked' } as const
    return node.name === repaired ? ({ ...node, holds: 'silent', outOfService: 'CHG-1' } as const) : node
  })
  board.put({ ...rest, nodes: changed })
  const text = await (await get('/metrics')).text()
  for (const name of [unasked, repaired]) expect(text).not.toContain(`pader_node_synced{cluster="demo",node="${name}"}`)
  expect(text).toContain('pader_node_synced{cluster="demo",node="site-01-4"} 1')
})

describe('with a token', () => {
  const token = 'a token that nobody guesses'
  beforeEach(async () => start({ token: () => token }))
  const withHeader = async (authorization: string) => (await get('/status.json', { headers: { authorization } })).status

  test('a script presents it as bearer, a person as a password, and others are turned away', async () => {
    expect((await get('/')).status).toBe(401)
    expect((await get('/events')).status).toBe(401)
    expect((await get('/metrics')).status).toBe(401)
    expect(await withHeader(`Bearer ${token.replaceAll(' ', '')}`)).toBe(401)
    expect(await withHeader(`Basic ${btoa(`anybody:${token}`)}`)).toBe(200)
    expect(await withHeader(`Basic ${btoa('anybody:wrong')}`)).toBe(401)
  })
})

describe('a webhook', () => {
  const secret = 'shared'
  const sign = (body: string, key = secret): string => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
  const post = async (body: string, headers: Record<string, string>) => get('/hook', { method: 'POST', body, headers })
  beforeEach(async () =>
    start({ token: () => 'page', webhook: { kind: 'github', path: '/hook', secret: () => secret } }),
  )

  test('wakes the watch once when it is signed over these very bytes', async () => {
    const body = '{"ref":"refs/heads/main"}'
    const signed = { 'x-hub-signature-256': sign(body), 'x-github-delivery': '1' }
    expect((await post(body, signed)).status).toBe(202)
    expect((await post(body, signed)).status).toBe(200)
    expect((await post(`${body} `, { ...signed, 'x-github-delivery': '2' })).status).toBe(401)
    expect((await post(body, { 'x-hub-signature-256': sign(body, 'other'), 'x-github-delivery': '3' })).status).toBe(
      401,
    )
    expect((await post(body, {})).status).toBe(401)
    expect((await get('/hook')).status).toBe(405)
    expect(board.woken_()).toBe(1)
  })

  test('is refused when it is larger than any webhook', async () => {
    const body = 'x'.repeat(1024 * 1024 + 1)
    const answer = await post(body, { 'x-hub-signature-256': sign(body) }).catch(() => ({ status: 413 }))
    expect(answer.status).toBe(413)
    expect(board.woken_()).toBe(0)
  })
})

import { Agent, request } from 'node:https'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCluster, type EmulatedCluster } from '../../src/emulator/cluster.ts'
import { serve, type ServedCluster } from '../../src/emulator/serve/serve.ts'
import { keys, profile, property, twoSites, wrapped } from './world/two-site.ts'

/**
 * A small share of the load runs with the tests; `npm run load` runs all of it: 200 nodes, a list of 100,000 entries,
 * 50 clients at once, until memory has had every chance to grow.
 */
const whole = process.env['PADER_LOAD'] === 'whole'
const size = whole
  ? { nodes: 200, entries: 100_000, clients: 50, warm: 3, rounds: 12 }
  : { nodes: 20, entries: 5_000, clients: 10, warm: 2, rounds: 4 }

/** Bytes that may be in use more at the end than when everything had been done a few times. */
const SLACK = 10 * 1024 * 1024

const listId = 'com.scur.type.string.9000'
const uuids = Array.from(
  { length: size.nodes },
  (_, index) => `D0000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
)
const users = Array.from({ length: size.clients }, (_, index) => ({ name: `client-${index}`, password: 'secret' }))

let cluster: EmulatedCluster
let served: ServedCluster
let agent: Agent
/** Milliseconds by which the cluster's time is ahead: what is on its way between nodes is let arrive before memory is measured. */
let ahead = 0

beforeAll(async () => {
  const [template] = twoSites.nodes
  const now = Date.now()
  cluster = createCluster(
    {
      ...twoSites,
      savedAt: now,
      accounts: users,
      nodes: uuids.map((uuid, index) => ({ ...template!, uuid, title: `node-${index}`, hostname: `node-${index}` })),
      lists: [
        {
          id: listId,
          name: 'large',
          typeId: 'com.scur.type.string',
          entries: Array.from({ length: size.entries }, (_, index) => ({ value: `host-${index}.example.com` })),
        },
      ],
    },
    profile,
  )
  served = await serve({
    cluster,
    nodes: uuids,
    port: 0,
    controlPort: 0,
    challengeSecret: 'only of this start',
    now: () => Date.now() + ahead,
    wait: async (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    failed: (error) => {
      throw error
    },
  })
  agent = new Agent({ keepAlive: true, maxSockets: size.clients, ca: served.identity.authority })
}, 120_000)
afterAll(async () => {
  agent.destroy()
  await served.close()
})

interface Reply {
  readonly status: number
  readonly text: string
  readonly cookie: string | undefined
}

async function ask(method: string, path: string, cookie = '', body = ''): Promise<Reply> {
  const { host, port } = served.nodes.get(uuids[0]!)!
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host,
        port,
        method,
        path: `/Konfigurator/REST/${path}`,
        agent,
        headers: { cookie, 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const session = /JSESSIONID=\w+/.exec(String(response.headers['set-cookie']))?.[0]
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString(), cookie: session })
        })
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

let answered = 0
async function expectOk(method: string, path: string, cookie?: string, body?: string): Promise<Reply> {
  const reply = await ask(method, path, cookie, body)
  expect([method, path, reply.status, reply.status === 200 ? '' : reply.text]).toEqual([method, path, 200, ''])
  answered += 1
  return reply
}

/** What a client of the interface does in one sitting; every tenth reads the whole list, every second one commits. */
async function sitting(client: number, round: number): Promise<void> {
  const { cookie } = await expectOk('POST', `login?userName=client-${client}&pass=secret`)
  const feed = await expectOk('GET', 'appliances?page=1&pageSize=100', cookie)
  expect(feed.text.match(/<entry>/g)).toHaveLength(Math.min(100, size.nodes))
  await expectOk('GET', `list/${listId}/entry?page=7&pageSize=100`, cookie)
  if (client % 10 === 0) {
    const { text } = await expectOk('GET', `list/${listId}`, cookie)
    expect(text.match(/<listEntry>/g)?.length).toBeGreaterThanOrEqual(size.entries)
  }
  const entry = `<listEntry><entry>new-${client}-${round}.example.com</entry><description></description></listEntry>`
  await expectOk('POST', `list/${listId}/entry/0/insert`, cookie, `<entry><content>${entry}</content></entry>`)
  await expectOk('DELETE', `list/${listId}/entry/0`, cookie)
  await expectOk(
    'PUT',
    property(uuids[client % size.nodes]!, keys.priority),
    cookie,
    wrapped(String(1 + (round % 100))),
  )
  await expectOk('POST', client % 2 === 0 ? 'commit' : 'discard', cookie)
  await expectOk('POST', 'logout', cookie)
}

async function allAtOnce(round: number): Promise<void> {
  await Promise.all(users.map(async (_, client) => sitting(client, round)))
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

async function bytesInUse(): Promise<number> {
  ahead += 60_000
  cluster.advance(Date.now() + ahead)
  for (let turn = 0; turn < 3; turn += 1) {
    collect()
    await new Promise((done) => setImmediate(done))
  }
  return process.memoryUsage().heapUsed
}

test(
  `${size.nodes} nodes, ${size.entries} entries and ${size.clients} clients at once: everything is answered, memory stays flat`,
  async () => {
    for (let round = 0; round < size.warm; round += 1) await allAtOnce(round)
    const warm = await bytesInUse()
    for (let round = 0; round < size.rounds; round += 1) await allAtOnce(size.warm + round)
    const last = await bytesInUse()
    if (whole)
      console.log(
        `${answered} requests; ${megabytes(warm)} in use after ${size.warm} rounds, ${megabytes(last)} after ${size.warm + size.rounds}`,
      )
    expect(answered).toBeGreaterThan(size.clients * (size.warm + size.rounds) * 7)
    expect(last - warm).toBeLessThan(SLACK)
    cluster.advance(Date.now() + ahead + 10 * 60_000)
    expect(new Set(cluster.holdings().values()).size).toBe(1)
  },
  whole ? 1_800_000 : 120_000,
)

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`
}

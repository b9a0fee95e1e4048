import type { Transport } from '../../src/appliance/transport.ts'
import type { SwitchName } from '../../src/emulator/switches.ts'

/** An appliance, or an emulator, that is asked how it decides what no public source says. */
export interface Asked {
  /** The entry node. */
  readonly entry: Transport
  /** Another node of the cluster, where a login may be tried. */
  readonly elsewhere?: Transport
  readonly reader: Account
  /** Absent where nothing may be changed. */
  readonly writer?: Account
}

/** Who logs on. */
export interface Account {
  readonly user: string
  readonly password: string
}

/** What was seen of one decision: a value of its switch, or why nothing was. */
export type Seen = { readonly value: string } | { readonly notSeen: string }

/** How each decision shows itself on the wire. A probe logs off what it logged on, and commits nothing that stays. */
export const probes: { readonly [Name in SwitchName]?: (asked: Asked) => Promise<Seen> } = {
  statusBadCredentials: async ({ entry, reader }) => {
    const { status } = await login(entry, { ...reader, password: `${reader.password}-wrong` })
    return { value: String(status) }
  },

  statusNoSession: async ({ entry }) => ({ value: String((await send(entry, 'GET', '/appliances')).status) }),

  secondLogin: async (asked) =>
    twice(asked, (second) => {
      if (second.status === 200) return 'accept'
      return second.cookie === undefined ? 'refuse' : 'cookie'
    }),

  statusSecondLogin: async (asked) =>
    twice(asked, (second) => (second.status === 200 ? undefined : String(second.status))),

  backupByGet: async ({ entry, reader }) =>
    inSession(entry, reader, async (cookie) => {
      const { status, text } = await send(entry, 'GET', '/backup', { cookie })
      return { value: status === 200 && text.includes('<') ? 'yes' : 'no' }
    }),

  applianceOrder: async ({ entry, reader }) => {
    const orders: string[][] = []
    for (let turn = 0; turn < 3; turn += 1) {
      await inSession(entry, reader, async (cookie) => {
        const { text } = await send(entry, 'GET', '/appliances', { cookie })
        orders.push([...text.matchAll(/<entry>\s*<id>([^<]+)<\/id>/g)].map(([, id]) => id ?? ''))
        return { value: '' }
      })
    }
    const [first = []] = orders
    if (first.length < 3) return { notSeen: `${first.length} appliances have no telling order` }
    if (orders.some((order) => order.join() !== first.join())) return { value: 'shuffle' }
    return { value: first.join() === first.toSorted().join() ? 'uuid' : 'added' }
  },

  statusAttached: async (asked) =>
    attached(asked, (refused) => (refused.status === 200 ? undefined : String(refused.status))),

  basicAttaches: async ({ entry, elsewhere, reader }) => {
    if (elsewhere === undefined) return { notSeen: 'no other node is named' }
    const call = await send(entry, 'GET', '/appliances', { basic: reader })
    if (call.status !== 200) return { notSeen: `a call with Basic credentials alone is answered with ${call.status}` }
    const other = await login(elsewhere, reader)
    await logout(elsewhere, other.cookie)
    await logout(entry, call.cookie)
    return { value: other.status === 200 ? 'no' : 'yes' }
  },

  statusForbidden: async ({ entry, reader, writer }) => {
    if (writer === undefined) return { notSeen: 'nothing may be changed, and the reader would try to' }
    return inSession(entry, reader, async (cookie) => {
      const { status } = await send(entry, 'POST', `/list?${listQuery}`, { cookie })
      await send(entry, 'POST', '/discard', { cookie })
      return status === 200 ? { notSeen: 'the reader may change lists' } : { value: String(status) }
    })
  },

  statusBeyondEnd: async (asked) =>
    withList(asked, async (entry, cookie, id) => {
      const body = '<listEntry><entry>*.example.com*</entry><description></description></listEntry>'
      const beyond = await send(entry, 'POST', `/list/${id}/entry/7/insert`, { cookie, body })
      return beyond.status === 200 ? { notSeen: 'an entry beyond the end is taken' } : { value: String(beyond.status) }
    }),

  workspace: async (asked) => {
    const { entry, reader } = asked
    return inSession(entry, reader, async (looking) => {
      const made = await withList(asked, async (_, cookie) => {
        const { status } = await send(entry, 'POST', '/commit', { cookie })
        return status === 200 ? { value: 'committed' } : { notSeen: `the commit is answered with ${status}` }
      })
      if ('notSeen' in made) return made
      const { text } = await send(entry, 'GET', `/list?${listQuery}`, { cookie: looking })
      await removeList(asked)
      return { value: text.includes('<entry>') ? 'when clean' : 'at login' }
    })
  },
}

const listQuery = 'type=regex&name=pader%20contract%20decisions'

interface Reply {
  readonly status: number
  readonly text: string
  readonly cookie: string | undefined
}

interface Extra {
  readonly cookie?: string | undefined
  readonly body?: string
  readonly basic?: Account
}

async function send(to: Transport, method: 'GET' | 'POST' | 'DELETE', path: string, extra: Extra = {}): Promise<Reply> {
  const { cookie, body, basic } = extra
  const outcome = await to.send({
    method,
    path,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined ? {} : { 'content-type': 'application/mwg+xml' }),
      ...(basic === undefined ? {} : { authorization: `Basic ${btoa(`${basic.user}:${basic.password}`)}` }),
    },
    ...(body === undefined ? {} : { body }),
    limits: { milliseconds: 60_000, bytes: 256 * 1024 * 1024 },
  })
  if (outcome.kind !== 'answered') throw new Error(`${method} ${path.split('?')[0]}: ${JSON.stringify(outcome)}`)
  const { status, headers, body: bytes } = outcome.response
  const session = /JSESSIONID=[^;,\s]+/.exec(headers['set-cookie'] ?? '')?.[0]
  return { status, text: new TextDecoder().decode(bytes), cookie: session }
}

async function login(to: Transport, { user, password }: Account): Promise<Reply> {
  const query = new URLSearchParams({ userName: user, pass: password })
  return send(to, 'POST', `/login?${query.toString()}`)
}

async function logout(from: Transport, cookie: string | undefined): Promise<void> {
  if (cookie !== undefined) await send(from, 'POST', '/logout', { cookie })
}

async function inSession(at: Transport, account: Account, work: (cookie: string) => Promise<Seen>): Promise<Seen> {
  const { status, cookie } = await login(at, account)
  if (status !== 200 || cookie === undefined) return { notSeen: `the login is answered with ${status}` }
  try {
    return await work(cookie)
  } finally {
    await logout(at, cookie)
  }
}

async function twice({ entry, reader }: Asked, tell: (second: Reply) => string | undefined): Promise<Seen> {
  return inSession(entry, reader, async () => {
    const second = await login(entry, reader)
    await logout(entry, second.cookie)
    const value = tell(second)
    return value === undefined ? { notSeen: 'a second login of the user is accepted' } : { value }
  })
}

async function attached(
  { entry, elsewhere, reader }: Asked,
  tell: (refused: Reply) => string | undefined,
): Promise<Seen> {
  if (elsewhere === undefined) return { notSeen: 'no other node is named' }
  return inSession(entry, reader, async () => {
    const refused = await login(elsewhere, reader)
    await logout(elsewhere, refused.cookie)
    const value = tell(refused)
    return value === undefined ? { notSeen: 'a second node can be attached' } : { value }
  })
}

/** Does something with a new list in a session that does not commit it by itself. */
async function withList(
  { entry, writer }: Asked,
  work: (entry: Transport, cookie: string, id: string) => Promise<Seen>,
): Promise<Seen> {
  if (writer === undefined) return { notSeen: 'nothing may be changed' }
  return inSession(entry, writer, async (cookie) => {
    const made = await send(entry, 'POST', `/list?${listQuery}`, { cookie })
    const id = /<id>([^<]+)<\/id>/.exec(made.text)?.[1]
    if (made.status !== 200 || id === undefined) return { notSeen: `a new list is answered with ${made.status}` }
    const seen = await work(entry, cookie, id)
    await send(entry, 'POST', '/discard', { cookie })
    return seen
  })
}

async function removeList({ entry, writer }: Asked): Promise<void> {
  if (writer === undefined) return
  await inSession(entry, writer, async (cookie) => {
    const { text } = await send(entry, 'GET', `/list?${listQuery}`, { cookie })
    const id = /<entry>\s*<id>([^<]+)<\/id>/.exec(text)?.[1]
    if (id !== undefined) await send(entry, 'DELETE', `/list/${id}`, { cookie })
    await send(entry, 'POST', '/commit', { cookie })
    return { value: '' }
  })
}

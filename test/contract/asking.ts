import type { Transport } from '../../src/appliance/transport.ts'

/** An appliance, or an emulator, that is asked how it decides what no public source says. */
export interface Asked {
  /** The entry node. */
  readonly entry: Transport
  /** Another node of the cluster, where a login may be tried. */
  readonly elsewhere?: Transport
  /** A port of the entry node on which the interface is switched off. */
  readonly closed?: Transport
  readonly reader: Account
  /** Absent where nothing may be changed. */
  readonly writer?: Account
  /** Another account that may change things, to try two sessions at once. */
  readonly colleague?: Account
}

/** Who logs on. */
export interface Account {
  readonly user: string
  readonly password: string
}

/** What was seen of one decision: a value of its switch, or why nothing was. */
export type Seen = { readonly value: string } | { readonly notSeen: string }

/** Asks about one decision. A probe logs off what it logged on, and leaves nothing behind. */
export type Probe = (asked: Asked) => Promise<Seen>

/** A list that a probe makes and removes. */
export const listQuery = 'type=regex&name=pader%20contract%20decisions'

/** What came back. */
export interface Reply {
  readonly status: number
  readonly text: string
  readonly type: string | undefined
  readonly cookie: string | undefined
}

interface Extra {
  readonly cookie?: string | undefined
  readonly body?: string
  readonly type?: string
  readonly basic?: Account
}

/** Sends one request. */
export async function send(
  to: Transport,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  extra: Extra = {},
): Promise<Reply> {
  const { cookie, body, basic } = extra
  const outcome = await to.send({
    method,
    path,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined ? {} : { 'content-type': extra.type ?? 'application/mwg+xml' }),
      ...(basic === undefined ? {} : { authorization: `Basic ${btoa(`${basic.user}:${basic.password}`)}` }),
    },
    ...(body === undefined ? {} : { body }),
    limits: { milliseconds: 60_000, bytes: 256 * 1024 * 1024 },
  })
  if (outcome.kind !== 'answered') throw new Error(`${method} ${path.split('?')[0]}: ${JSON.stringify(outcome)}`)
  const { status, headers, body: bytes } = outcome.response
  const session = /JSESSIONID=[^;,\s]+/.exec(headers['set-cookie'] ?? '')?.[0]
  return { status, text: new TextDecoder().decode(bytes), type: headers['content-type'], cookie: session }
}

/** Logs on. */
export async function login(to: Transport, { user, password }: Account): Promise<Reply> {
  const query = new URLSearchParams({ userName: user, pass: password })
  return send(to, 'POST', `/login?${query.toString()}`)
}

/** Ends a session, if there is one. */
export async function logout(from: Transport, cookie: string | undefined): Promise<void> {
  if (cookie !== undefined) await send(from, 'POST', '/logout', { cookie })
}

/** Works in a session that ends whatever happens. */
export async function inSession(
  at: Transport,
  account: Account,
  work: (cookie: string) => Promise<Seen>,
): Promise<Seen> {
  const { status, cookie } = await login(at, account)
  if (status !== 200 || cookie === undefined) return { notSeen: `the login is answered with ${status}` }
  try {
    return await work(cookie)
  } finally {
    await logout(at, cookie)
  }
}

/** Logs the same user on twice. */
export async function twice({ entry, reader }: Asked, tell: (second: Reply) => string | undefined): Promise<Seen> {
  return inSession(entry, reader, async () => {
    const second = await login(entry, reader)
    await logout(entry, second.cookie)
    const value = tell(second)
    return value === undefined ? { notSeen: 'a second login of the user is accepted' } : { value }
  })
}

/** Logs on at another node while one is attached. */
export async function attached(
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
export async function withList(
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

/** Removes the list that a probe made. */
export async function removeList({ entry, writer }: Asked): Promise<void> {
  if (writer === undefined) return
  await inSession(entry, writer, async (cookie) => {
    const { text } = await send(entry, 'GET', `/list?${listQuery}`, { cookie })
    const id = /<entry>\s*<id>([^<]+)<\/id>/.exec(text)?.[1]
    if (id !== undefined) await send(entry, 'DELETE', `/list/${id}`, { cookie })
    await send(entry, 'POST', '/commit', { cookie })
    return { value: '' }
  })
}

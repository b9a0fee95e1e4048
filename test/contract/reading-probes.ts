import { attached, inSession, login, logout, send, twice, type Probe, type Seen } from './asking.ts'

/** How decisions show themselves to someone who changes nothing. */
export const readingProbes = {
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

  statusNotFound: async ({ entry, reader }) =>
    inSession(entry, reader, async (cookie) => ({
      value: String((await send(entry, 'GET', NOWHERE, { cookie })).status),
    })),

  statusMalformed: async ({ entry, reader }) =>
    inSession(entry, reader, async (cookie) =>
      refusedWith(
        (await send(entry, 'GET', '/appliances?page=two', { cookie })).status,
        'a page that is no number is taken',
      ),
    ),

  statusWrongMethod: async ({ entry, reader }) =>
    inSession(entry, reader, async (cookie) =>
      refusedWith((await send(entry, 'GET', '/heartbeat', { cookie })).status, 'a heartbeat can be had by GET'),
    ),

  statusNotServed: async ({ closed, reader }) =>
    closed === undefined
      ? { notSeen: 'no port is named on which the interface is switched off' }
      : refusedWith((await login(closed, reader)).status, 'the interface answers there'),

  refusalBody: async ({ entry, reader }) =>
    inSession(entry, reader, async (cookie) => {
      const { status, type = '', text } = await send(entry, 'GET', NOWHERE, { cookie })
      if (status < 400) return { notSeen: `a list that is not there is answered with ${status}` }
      if (type.includes('html')) return { value: 'html' }
      return { value: text.trimStart().startsWith('<') ? 'xml' : 'text' }
    }),

  emptyAnswerType: async ({ entry, reader }) =>
    inSession(entry, reader, async (cookie) => {
      const { text, type } = await send(entry, 'POST', '/heartbeat', { cookie })
      if (text !== '') return { notSeen: 'a heartbeat is answered with words' }
      return { value: type?.includes('xml') === true ? 'xml' : 'none' }
    }),

  pageBeyondEnd: async ({ entry, reader }) =>
    inSession(entry, reader, async (cookie) => {
      const { status, text } = await send(entry, 'GET', '/appliances?page=9999&pageSize=1', { cookie })
      if (status !== 200) return { notSeen: `a page beyond the end is answered with ${status}` }
      return { value: text.includes('<entry>') ? 'last' : 'empty' }
    }),

  applianceMember: async ({ entry, reader }) =>
    inSession(entry, reader, async (cookie) => {
      const { text } = await send(entry, 'GET', '/appliances', { cookie })
      const [, uuid = ''] = /<entry>\s*<id>([^<]+)<\/id>/.exec(text) ?? []
      const { status } = await send(entry, 'GET', `/appliances/${uuid}`, { cookie })
      return { value: status === 200 ? 'bare' : 'absent' }
    }),

  logoutByGet: async ({ entry, reader }) =>
    inSession(entry, reader, async (cookie) => {
      await send(entry, 'GET', '/logout', { cookie })
      const { status } = await send(entry, 'GET', '/appliances', { cookie })
      return { value: status === 200 ? 'no' : 'yes' }
    }),
} satisfies Readonly<Record<string, Probe>>

/** A list that no appliance has. */
const NOWHERE = '/list/com.scur.type.regex.999999999'

function refusedWith(status: number, otherwise: string): Seen {
  return status < 400 ? { notSeen: otherwise } : { value: String(status) }
}

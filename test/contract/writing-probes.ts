import type { Transport } from '../../src/appliance/transport.ts'
import {
  inSession,
  listQuery,
  login,
  logout,
  removeList,
  send,
  withList,
  type Account,
  type Asked,
  type Probe,
  type Seen,
} from './asking.ts'

/** How decisions show themselves only to someone who may change something; what is changed is taken back. */
export const writingProbes = {
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
  statusListExists: async (asked) =>
    withList(asked, async (entry, cookie) => {
      const again = await send(entry, 'POST', `/list?${listQuery}`, { cookie })
      return again.status === 200
        ? { notSeen: 'two lists may have one name and type' }
        : { value: String(again.status) }
    }),

  statusListInUse: async (asked) =>
    pending(asked, async (entry, cookie) => {
      const used = await usedList(entry, cookie)
      if (used === undefined) return { notSeen: 'no rule set uses a list' }
      const { status } = await send(entry, 'DELETE', `/list/${encodeURIComponent(used)}`, { cookie })
      return status === 200 ? { notSeen: 'a list in use can be deleted' } : { value: String(status) }
    }),

  actionsByGet: async (asked) =>
    pending(asked, async (entry, cookie) => {
      const uuid = await firstNode(entry, cookie)
      const { status } = await send(entry, 'GET', `/appliances/${uuid}/action/rotateLogs`, { cookie })
      return { value: status === 200 ? 'yes' : 'no' }
    }),

  fipsMode: async (asked) =>
    pending(asked, async (entry, cookie) => {
      const file = await someFile(entry, cookie)
      if (file === undefined) return { notSeen: 'the first node shows no system file' }
      const { status } = await send(entry, 'PUT', file.path, { cookie, body: file.text, type: '*/*' })
      return { value: status === 200 ? 'no' : 'yes' }
    }),

  systemFilesNeedCommit: async (asked) =>
    pending(asked, async (entry, cookie) => {
      const file = await someFile(entry, cookie)
      if (file === undefined) return { notSeen: 'the first node shows no system file' }
      const put = await send(entry, 'PUT', file.path, { cookie, body: `${file.text}\n`, type: '*/*' })
      if (put.status !== 200) return { notSeen: `a system file is refused with ${put.status}` }
      await send(entry, 'POST', '/discard', { cookie })
      const { text } = await send(entry, 'GET', file.path, { cookie })
      if (text === file.text) return { value: 'yes' }
      await send(entry, 'PUT', file.path, { cookie, body: file.text, type: '*/*' })
      return { value: 'no' }
    }),

  overlap: async (asked) => overlapping(asked, ({ value }) => ({ value })),

  statusConflict: async (asked) =>
    overlapping(asked, ({ value, status }) =>
      value === 'conflict' ? { value: String(status) } : { notSeen: 'no save is refused because of another one' },
    ),
} satisfies Readonly<Record<string, Probe>>

/** Works in a session of the writer and discards whatever it left pending. */
async function pending(
  { entry, writer }: Asked,
  work: (entry: Transport, cookie: string) => Promise<Seen>,
): Promise<Seen> {
  if (writer === undefined) return { notSeen: 'nothing may be changed' }
  return inSession(entry, writer, async (cookie) => {
    const seen = await work(entry, cookie)
    await send(entry, 'POST', '/discard', { cookie })
    return seen
  })
}

async function firstNode(entry: Transport, cookie: string): Promise<string> {
  const { text } = await send(entry, 'GET', '/appliances', { cookie })
  return /<entry>\s*<id>([^<]+)<\/id>/.exec(text)?.[1] ?? ''
}

/** A system file of the first node: the hosts file where it is shown, which bears an empty line more. */
async function someFile(
  entry: Transport,
  cookie: string,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  const folder = `/appliances/${await firstNode(entry, cookie)}/system`
  const feed = await send(entry, 'GET', folder, { cookie })
  const ids = [...feed.text.matchAll(/<entry>\s*<id>([^<]+)<\/id>/g)].map(([, id]) => id ?? '')
  const path = `${folder}/${ids.find((id) => id === 'etc/hosts') ?? ids[0] ?? 'etc/hosts'}`
  const { status, text } = await send(entry, 'GET', path, { cookie })
  return status === 200 ? { path, text } : undefined
}

/** A list that a rule of some top-level rule set refers to. */
async function usedList(entry: Transport, cookie: string): Promise<string | undefined> {
  const feed = await send(entry, 'GET', '/rulesets?topLevelOnly=true', { cookie })
  for (const [, id = ''] of feed.text.matchAll(/<entry>\s*<id>([^<]+)<\/id>/g)) {
    const { text } = await send(entry, 'POST', `/rulesets/rulegroups/${id}/export`, { cookie })
    const used = /<listValue[^>]* id="([^"]+)"/.exec(text)?.[1]
    if (used !== undefined) return used
  }
  return undefined
}

/** Two people make a list each in sessions that overlap, and save one after the other; both lists are removed again. */
async function overlapping(
  asked: Asked,
  tell: (found: { readonly value: string; readonly status: number }) => Seen,
): Promise<Seen> {
  const { entry, writer, colleague } = asked
  if (writer === undefined || colleague === undefined)
    return { notSeen: writer === undefined ? 'nothing may be changed' : 'no second account is named that may save' }
  const first = await login(entry, writer)
  const second = await login(entry, colleague)
  try {
    await send(entry, 'POST', `/list?${overlapQuery(1)}`, { cookie: first.cookie })
    await send(entry, 'POST', `/list?${overlapQuery(2)}`, { cookie: second.cookie })
    const saved = await send(entry, 'POST', '/commit', { cookie: first.cookie })
    if (saved.status !== 200) return { notSeen: `the first save is answered with ${saved.status}` }
    const { status } = await send(entry, 'POST', '/commit', { cookie: second.cookie })
    if (status !== 200) return tell({ value: 'conflict', status })
    await send(entry, 'POST', '/discard', { cookie: second.cookie })
    const { text } = await send(entry, 'GET', `/list?${overlapQuery(1)}`, { cookie: second.cookie })
    return tell({ value: text.includes('<entry>') ? 'merge' : 'last wins', status })
  } finally {
    await logout(entry, first.cookie)
    await logout(entry, second.cookie)
    await removeOverlap(entry, writer)
  }
}

function overlapQuery(number: number): string {
  return `type=regex&name=pader%20contract%20overlap%20${number}`
}

async function removeOverlap(entry: Transport, writer: Account): Promise<void> {
  await inSession(entry, writer, async (cookie) => {
    for (const number of [1, 2]) {
      const { text } = await send(entry, 'GET', `/list?${overlapQuery(number)}`, { cookie })
      const id = /<entry>\s*<id>([^<]+)<\/id>/.exec(text)?.[1]
      if (id !== undefined) await send(entry, 'DELETE', `/list/${id}`, { cookie })
    }
    await send(entry, 'POST', '/commit', { cookie })
    return { value: '' }
  })
}

import { beforeEach, describe, expect, test } from 'vitest'
import { endAbandoned, logOn, type RecordedSession, type OpenSessions } from '../../src/appliance/open-sessions.ts'
import type { Session } from '../../src/appliance/session.ts'
import type { Switches } from '../../src/emulator/switches.ts'
import { clusterClock, emulate, memoryTransport, T1 } from '../simulation/cluster-world.ts'

const reader = { user: 'reader' }
const who = { user: 'reader', password: { reveal: () => 'secret' }, by: 'form' } as const

let cluster: ReturnType<typeof emulate>
let tidyWith: (sessions: OpenSessions) => Promise<readonly string[]>
let logOnWith: (sessions: OpenSessions | undefined) => Promise<Session>

function openCluster(switches: Partial<Switches>): void {
  cluster = emulate(new Map([[T1, { 'groups.network': ['all'] }]]), switches)
  const clock = clusterClock(cluster)
  const world = {
    transport: memoryTransport(cluster, T1, clock),
    sleep: async (milliseconds: number) => clock.sleep(milliseconds),
    random: () => 0.5,
    now: () => clock.now(),
  }
  logOnWith = async (sessions) => logOn(world, who, sessions)
  tidyWith = async (sessions) => endAbandoned(world, sessions)
}

const sessions = (): readonly unknown[] => cluster.picture().nodes.flatMap((node) => node.sessions)

/** An account in which a session stands. */
function accountWith(kept: Omit<RecordedSession, 'by'> | undefined): OpenSessions & { readonly said: string[] } {
  const said: string[] = []
  return {
    said,
    kept: async () => (kept === undefined ? [] : [{ ...kept, by: 'process 4711 on jump' }]),
    opened: async (user, opened) => void said.push(`${user} opened ${opened}`),
    closed: async (user, closed) => void said.push(`${user} closed ${closed}`),
    left: async () => undefined,
    logsOn: async () => true,
    answered: async () => undefined,
    unanswered: async () => [],
  }
}

describe.each(['refuse', 'cookie'] as const)(
  'a second login of a user, where an appliance says "%s"',
  (secondLogin) => {
    beforeEach(() => openCluster({ secondLogin }))

    test('what a killed process left open is ended, and its user gets in', async () => {
      const left = await logOnWith(undefined)
      const account = accountWith({ ...reader, id: left.id, isAbandoned: true })
      const mine = await logOnWith(account)
      expect(account.said).toEqual([`reader closed ${left.id}`, `reader opened ${mine.id}`])
      expect(sessions()).toHaveLength(1)
      await mine.logout()
      expect(sessions()).toEqual([])
    })

    test('a session that somebody may still use is left alone, and the refusal leaves none of its own', async () => {
      const theirs = await logOnWith(undefined)
      const anybody = 'has a session already: a command of Pader that is at work has one'
      const ours = 'has a session already: process 4711 on jump, a command of Pader, is at work with it'
      const mayBeUsed = [
        [undefined, anybody],
        [accountWith(undefined), anybody],
        [accountWith({ ...reader, user: 'writer', id: theirs.id, isAbandoned: false }), anybody],
        [accountWith({ ...reader, id: theirs.id, isAbandoned: false }), ours],
      ] as const
      for (const [account, why] of mayBeUsed) {
        await expect(logOnWith(account)).rejects.toThrow(why)
        expect(sessions()).toHaveLength(1)
      }
      expect(await theirs.request({ method: 'GET', path: '/version' })).toMatchObject({ kind: 'found' })
    })

    test('an account that is out of date does no harm', async () => {
      const theirs = await logOnWith(undefined)
      const outOfDate = accountWith({ ...reader, id: '0123456789ABCDEF0123456789ABCDEF', isAbandoned: true })
      await expect(logOnWith(outOfDate)).rejects.toThrow('has a session already')
      await theirs.logout()
      const mine = await logOnWith(accountWith({ ...reader, id: theirs.id, isAbandoned: true }))
      await mine.logout()
      expect(sessions()).toEqual([])
    })
  },
)

test.each([401, 403])(
  'a session that is over, as an appliance says with %i, is struck off the account',
  async (status) => {
    openCluster({ statusNoSession: status })
    const account = accountWith({ ...reader, id: '0123456789ABCDEF0123456789ABCDEF', isAbandoned: true })
    await tidyWith(account)
    expect(account.said).toEqual(['reader closed 0123456789ABCDEF0123456789ABCDEF'])
  },
)

test('a login that was never answered stays in the account, whatever is refused because of it, until one is answered', async () => {
  openCluster({ secondLogin: 'refuse' })
  const marks = new Set<string>()
  const account: OpenSessions = {
    ...accountWith(undefined),
    logsOn: async (user) => !marks.has(user) && marks.add(user).has(user),
    answered: async (user) => void marks.delete(user),
    unanswered: async () => [...marks].map((user) => ({ user, at: 0 })),
  }
  const control = (command: Parameters<typeof cluster.control>[0]) => cluster.control(command, 0)
  const fault = (kind: 'lost reply' | 'reset'): void => {
    control({ kind: 'fault', fault: { fault: { kind }, on: 'POST login' } })
  }
  fault('lost reply')
  await expect(logOnWith(account)).rejects.toThrow('no answer')
  expect(await account.unanswered()).toHaveLength(1)
  await expect(logOnWith(account)).rejects.toThrow('probably that of a login of Pader that was never answered')
  expect(await account.unanswered(), 'the refusal says nothing of the session before').toHaveLength(1)
  control({ kind: 'expire sessions' })
  await (await logOnWith(account)).logout()
  expect(await account.unanswered()).toEqual([])
  // What certainly made no session leaves no doubt.
  const theirs = await logOnWith(undefined)
  await expect(logOnWith(account)).rejects.toThrow('has a session already: a command of Pader that is at work')
  expect(await account.unanswered()).toEqual([])
  await theirs.logout()
  const nobody = { kind: 'not sent', because: 'unreachable', detail: 'ECONNREFUSED' } as const
  const transport = { send: async () => nobody, close: async () => undefined }
  const world = { transport, sleep: async () => undefined, random: () => 0.5, now: () => 0 }
  await expect(logOn(world, who, account)).rejects.toThrow('ECONNREFUSED')
  expect(await account.unanswered()).toEqual([])
})

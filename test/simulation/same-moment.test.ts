import { expect, test } from 'vitest'
import type { HandMadeChange } from '../../src/emulator/control/save-by-hand.ts'
import type { EmulatedCluster } from '../../src/emulator/cluster.ts'
import { readJournal } from '../../src/reconcile/journal/reading.ts'
import { journalName } from '../../src/reconcile/journal/journal.ts'
import { unpackBackup } from '../../src/appliance/backup.ts'
import type { WireOutcome, WireRequest } from '../../src/appliance/transport.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import { clusterClock, dialect, emulate, N1, N2, T1, T2, type Values } from './cluster-world.ts'
import { life } from './mortal.ts'
import { applyOnce, edge, setupIn } from './one-run.ts'

const valuesOf = (interval: number): Values =>
  new Map([T1, T2, N1, N2].map((id) => [id, { 'groups.network': ['all'], 'updates.interval': interval }]))

/** What happens at the first request of this kind: an answer in its place, or nothing and it goes on. */
interface Moment {
  readonly at: (request: WireRequest) => boolean
  readonly act: (cluster: EmulatedCluster, colleague: (change: HandMadeChange) => void) => WireOutcome | undefined
}

async function runWith({ at, act }: Moment, alive = life()) {
  const cluster = emulate(valuesOf(240))
  const clock = clusterClock(cluster)
  const store = memoryStore()
  const colleague = (change: HandMadeChange): void => {
    const command = { kind: 'save by hand', node: T1, user: 'colleague', change } as const
    expect(cluster.control(command, clock.now()).kind).toBe('done')
  }
  let isOver = false
  const wire: NonNullable<Parameters<typeof setupIn>[0]['wire']> = (inner) => ({
    ...inner,
    send: async (request) => {
      if (isOver || !at(request)) return inner.send(request)
      isOver = true
      return act(cluster, colleague) ?? inner.send(request)
    },
  })
  const outcome = await applyOnce(setupIn({ cluster, store, clock, wire }, alive, 'run', valuesOf(60)), alive)
  const events = readJournal(store.files.get(journalName(edge))).records.map(({ event }) => event)
  return { outcome, events, files: store.files, isOver }
}

const isWrite = ({ method, path }: WireRequest): boolean => method === 'PUT' && path.includes('/property/')
const isCommit = ({ path }: WireRequest): boolean => path === '/commit'

test('what a colleague stored while a session was writing, and its commit took back unseen, is told and kept', async () => {
  const { outcome, events, files, isOver } = await runWith({
    at: isWrite,
    act: (_, colleague) => {
      colleague({ kind: 'system file', node: N1, path: 'etc/motd', text: 'maintenance tonight\n' })
      return undefined
    },
  })
  expect(isOver).toBe(true)
  expect(outcome).toMatchObject({ kind: 'in sync' })
  const lost = events.flatMap((event) => (event.kind === 'foreign change lost' ? [event] : []))
  expect(lost.map(({ object }) => object)).toEqual([expect.stringMatching(`^backup file .*${N1}/files/etc/motd$`)])
  expect(new TextDecoder().decode(files.get(lost[0]!.copy))).toBe('maintenance tonight\n')
})

test('killed right after such a commit, what the colleague had stored is on the disk', async () => {
  const motd = (): Moment => ({
    at: isWrite,
    act: (_, colleague) => {
      colleague({ kind: 'system file', node: N1, path: 'etc/motd', text: 'maintenance tonight\n' })
      return undefined
    },
  })
  const whole = life()
  await runWith(motd(), whole)
  const at = whole.effects.indexOf('POST /commit') + 1
  const { outcome, files } = await runWith(motd(), life({ at, when: 'after' }))
  expect(outcome).toBe('died')
  const kept = [...files].filter(([name]) => name.startsWith('lost/'))
  expect(kept.map(([name]) => name)).toEqual(['lost/edge/run-before-commit-1.backup'])
  const unpacked = unpackBackup(kept[0]![1])
  expect('files' in unpacked && [...unpacked.files.values()]).toContain('maintenance tonight\n')
})

test('what a colleague stored before the session began is not called lost', async () => {
  const { outcome, events, isOver } = await runWith({
    at: ({ path }) => path === '/backup',
    act: (_, colleague) => {
      colleague({ kind: 'system file', node: N1, path: 'etc/motd', text: 'maintenance tonight\n' })
      return undefined
    },
  })
  expect([isOver, outcome]).toMatchObject([true, { kind: 'in sync' }])
  expect(events.filter(({ kind }) => kind === 'foreign change lost')).toEqual([])
})

test('a commit that is refused while a colleague changes the same value is not taken for one that took effect', async () => {
  const { document, key } = dialect.settings.get('updates.interval')!
  const { outcome, events, isOver } = await runWith({
    at: isCommit,
    act: (_, colleague) => {
      colleague({ kind: 'property', node: T1, document, key, value: '777' })
      return { kind: 'answered', response: { status: 503, headers: {}, body: new Uint8Array() } }
    },
  })
  expect(isOver).toBe(true)
  expect(events.map(({ kind }) => kind).filter((kind) => kind.startsWith('commit'))).toEqual([
    'commit intended',
    'commit uncertain',
  ])
  expect(outcome).toMatchObject({ kind: 'stale', standing: { committed: 0, uncertain: false } })
})

test.each([
  ['all of it', [T1, T2, N1, N2], T1],
  ['a part of it', [N1], N1],
])(
  'where another storage took back what was committed, %s, the run ends and the cluster is held',
  async (_, taken, first) => {
    const { document, key } = dialect.settings.get('updates.interval')!
    let isCommitted = false
    const { outcome, events, files, isOver } = await runWith({
      // Whoever looks after the commit logs on for it.
      at: (request) => {
        isCommitted ||= isCommit(request)
        return isCommitted && request.path === '/login'
      },
      act: (_cluster, colleague) => {
        for (const node of taken) colleague({ kind: 'property', node, document, key, value: '240' })
        return undefined
      },
    })
    expect(isOver).toBe(true)
    const parts = taken.map((node) => `node ${node} document ${document} ${key}`)
    expect(outcome).toMatchObject({ kind: 'superseded', objects: parts })
    const hold = [...files].find(([name]) => name.startsWith('hold/'))?.[1]
    expect(JSON.parse(new TextDecoder().decode(hold))).toMatchObject({
      by: 'pader',
      why: expect.stringContaining(`replaced what was committed (node ${first} document`) as string,
    })
    expect(events.map(({ kind }) => kind)).not.toContain('committed')
  },
)

test('a storage that is the same as one before is confirmed anew, and our own value that comes back is no loss of anybody', async () => {
  const { document, key } = dialect.settings.get('updates.interval')!
  const wanted: Values = new Map(
    [...valuesOf(60)].map(([id, values]) => [id, { ...values, 'groups.network': ['all', 'more'] }]),
  )
  const [first, ...others] = [...valuesOf(60)]
  const cluster = emulate(new Map([[first![0], { ...first![1], 'updates.interval': 240 }], ...others]))
  const clock = clusterClock(cluster)
  const store = memoryStore()
  const alive = life()
  let verified = 0
  let commits = 0
  const outcome = await applyOnce(setupIn({ cluster, store, clock }, alive, 'run', wanted), alive, (event) => {
    if (event.kind === 'verified' && (verified += 1) === 1) {
      // What it was before, as a colleague who undoes a change in the UI would have it.
      const change = { kind: 'property', node: T1, document, key, value: '240' } as const
      expect(cluster.control({ kind: 'save by hand', node: T1, user: 'colleague', change }, clock.now()).kind).toBe(
        'done',
      )
    }
    // By now it holds what the colleague saved, and it takes nothing from here on.
    if (event.kind === 'committing' && (commits += 1) === 2)
      cluster.control({ kind: 'deaf', node: N1, deaf: true }, clock.now())
  })
  const events = readJournal(store.files.get(journalName(edge))).records.map(({ event }) => event)
  const shown = events.flatMap((event) => (event.kind === 'verified' ? [event.verification] : []))
  expect(shown[0]).toMatchObject({ confirmed: expect.arrayContaining(['newyork-1']) })
  expect(shown[1]).toMatchObject({ behind: ['newyork-1'] })
  expect(outcome).toMatchObject({ kind: 'failed', fault: 'not confirmed' })
  expect(events.filter(({ kind }) => kind === 'foreign change lost')).toEqual([])
})

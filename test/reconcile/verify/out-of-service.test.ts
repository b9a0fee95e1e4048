import { expect, test } from 'vitest'
import { known, unknown } from '../../../src/model/observed.ts'
import type { Uuid } from '../../../src/model/names.ts'
import { silentNodes } from '../../../src/reconcile/cache/measure-clocks.ts'
import { lastBehind } from '../../../src/reconcile/journal/last-behind.ts'
import type { JournalReading } from '../../../src/reconcile/journal/reading.ts'
import { look, type Scope } from '../../../src/reconcile/observe/observe.ts'
import { awayNames } from '../../../src/reconcile/verify/away-names.ts'
import type { VerificationTask } from '../../../src/reconcile/verify/verification-task.ts'
import { verify } from '../../../src/reconcile/verify/verify.ts'
import {
  clusterClock,
  dialect,
  emulate,
  gatewaysOver,
  memoryTransport,
  N1,
  N2,
  names,
  settingCodec,
  T1,
  T2,
} from '../../simulation/cluster-world.ts'

const members = [N2, T1, T2, N1]

/** Who is asked in which order, where N2 is out of service and N1 has missed the last commit. */
async function asked(
  more: Partial<VerificationTask> = {},
): Promise<{ readonly order: string[]; readonly said: unknown }> {
  const cluster = emulate(new Map(members.map((id) => [id, { 'groups.network': ['all'], 'updates.interval': 60 }])))
  const clock = clusterClock(cluster)
  expect(cluster.control({ kind: 'deaf', node: N1, deaf: true }, clock.now()).kind).toBe('done')
  expect(cluster.control({ kind: 'down', node: N2 }, clock.now()).kind).toBe('done')
  const { document, key } = dialect.settings.get('updates.interval')!
  const change = { kind: 'property', node: T1, document, key, value: '90' } as const
  expect(cluster.control({ kind: 'save by hand', node: T1, user: 'somebody', change }, clock.now()).kind).toBe('done')
  await clock.sleep(60_000)
  const gateways = gatewaysOver((node) => memoryTransport(cluster, node, clock), clock)
  const away = new Set([N2])
  const scope: Scope = { names, dialect, codec: settingCodec, systemFiles: new Map(), lists: true, away }
  const seen = await gateways.entry.read((reader) => look(reader, scope, new Date(clock.now()).toISOString()))
  const order: string[] = []
  const task = {
    gateways,
    scope,
    expected: seen.snapshot,
    members,
    entryNode: T1,
    witnesses: [],
    patience: 2_000,
    ...more,
  }
  const { verification } = await verify(task, clock, async (event) => {
    if (event.kind === 'asking') order.push(event.node)
  })
  const said = verification.notConfirmed.map(({ node, reason }) => `${node}: ${reason}`)
  return { order, said: { ...verification, notConfirmed: said } }
}

test('a node out of service is asked once and last, however often others are asked again', async () => {
  const { order, said } = await asked()
  expect(order).toEqual(['tokyo-2', ...Array.from({ length: 4 }, () => 'newyork-1'), 'newyork-2'])
  expect(said).toMatchObject({ behind: ['newyork-1'], confirmed: ['tokyo-1', 'tokyo-2'], away: ['newyork-2'] })
})

test('one that did not tell the time a moment ago is not asked at all', async () => {
  const clocks = new Map<Uuid, ReturnType<typeof unknown>>([[N2, unknown('nobody answers')]])
  const told = known({ seconds: 0, uncertainty: 0 })
  const { order, said } = await asked({ patience: 0, silent: silentNodes(new Map([[T1, told], ...clocks]), T1) })
  expect(order).toEqual(['tokyo-2', 'newyork-1'])
  expect(said).toMatchObject({ notConfirmed: ['newyork-2: nobody answers'], away: ['newyork-2'] })
  // Where the entry node did not tell it either, that says nothing of the others.
  expect(silentNodes(new Map([[T1, unknown('no date')], ...clocks]), T1).size).toBe(0)
})

test('that it was behind when all were asked last is no reason to ask them all again', () => {
  const verification = { level: 3, confirmed: [], behind: ['newyork-1', 'newyork-2'], notConfirmed: [] }
  const journal = { records: [{ event: { kind: 'verified', phase: 1, verification } }] } as unknown as JournalReading
  expect(lastBehind(journal, awayNames({ names, away: new Set([N2]) }))).toEqual(['newyork-1'])
  expect(lastBehind(journal, awayNames({ names }))).toEqual(['newyork-1', 'newyork-2'])
})

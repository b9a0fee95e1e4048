import { expect, test } from 'vitest'
import { nodeName, uuid } from '../../../src/model/names.ts'
import { isInSync } from '../../../src/plan/progress.ts'
import { look, type Scope } from '../../../src/reconcile/observe/observe.ts'
import { verify } from '../../../src/reconcile/verify/verify.ts'
import {
  clusterClock,
  dialect,
  emulate,
  gatewaysOver,
  memoryTransport,
  settingCodec,
  T1,
} from '../../simulation/cluster-world.ts'

const others = Array.from({ length: 13 }, (_, at) => uuid(`C0000000-0000-0000-0000-0000000000${at + 10}`))
const members = [T1, ...others]
const changed = others[0]!
const deaf = others[5]!

/** A cluster of fourteen nodes of which one did not hear that `changed` got another priority. */
async function afterCommitWithoutOne(): Promise<
  Parameters<typeof verify>[0] & { clock: ReturnType<typeof clusterClock>; save: (node: string) => Promise<void> }
> {
  const cluster = emulate(new Map(members.map((id) => [id, { 'groups.network': ['all'], priority: 10 }])))
  const clock = clusterClock(cluster)
  expect(cluster.control({ kind: 'deaf', node: deaf, deaf: true }, clock.now()).kind).toBe('done')
  const { document, key } = dialect.settings.get('priority')!
  const save = async (node: string): Promise<void> => {
    const change = { kind: 'property', node, document, key, value: '20' } as const
    expect(cluster.control({ kind: 'save by hand', node: T1, user: 'somebody', change }, clock.now()).kind).toBe('done')
    await clock.sleep(60_000)
  }
  await save(changed)
  const gateways = gatewaysOver((node) => memoryTransport(cluster, node, clock), clock)
  const names = new Map(members.map((id) => [id, nodeName(id.toLowerCase())]))
  const scope: Scope = { names, dialect, codec: settingCodec, systemFiles: new Map(), lists: true }
  const seen = await gateways.entry.read((reader) => look(reader, scope, new Date(clock.now()).toISOString()))
  const asked = { gateways, scope, expected: seen.snapshot, members, entryNode: T1, witnesses: [changed] }
  return { ...asked, patience: 0, clock, save }
}

test('in a large cluster a node that missed a change of another node is not called in sync', async () => {
  const { clock, ...task } = await afterCommitWithoutOne()
  const { verification, isWhole } = await verify(task, clock, async () => undefined)
  expect(verification.behind).toEqual([deaf.toLowerCase()])
  expect(verification.confirmed).toHaveLength(members.length - 1)
  expect(isInSync(verification)).toBe(false)
  // Each was asked about a part, so that what it said answers no question about another part.
  expect(isWhole).toBe(false)
})

test('nobody is called behind for what was saved since the look, though each is asked about a part', async () => {
  const { clock, save, ...task } = await afterCommitWithoutOne()
  await save(others[9]!)
  const { verification, entry } = await verify(task, clock, async () => undefined)
  // The deaf node differs as well, and nobody can say from what: both are asked about at the entry node.
  expect(verification.notConfirmed.map(({ node }) => node)).toEqual([deaf, others[9]!].map((id) => id.toLowerCase()))
  expect([verification.behind, entry.kind]).toEqual([[], 'moved'])
})

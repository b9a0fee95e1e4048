import { expect, test } from 'vitest'
import { uuid, type Uuid } from '../../../src/model/names.ts'
import { look } from '../../../src/reconcile/observe/observe.ts'
import { askNode } from '../../../src/reconcile/verify/ask-node.ts'
import { clusterClock, emulate, gatewaysOver, memoryTransport, N1, N2, T1, T2 } from '../../simulation/cluster-world.ts'
import { scope } from '../../simulation/one-run.ts'

const STRANGER = uuid('D0000000-0000-0000-0000-000000000001')

test('an appliance of another cluster at the address of a node is told as what it may be', async () => {
  const members = [T1, T2, N1, N2]
  const own = emulate(new Map(members.map((id) => [id, { priority: 10 }])))
  const other = emulate(new Map([[STRANGER, { priority: 10 }]]))
  const clock = clusterClock(own)
  const transport = (node: Uuid): ReturnType<typeof memoryTransport> =>
    node === N2 ? memoryTransport(other, STRANGER, clock) : memoryTransport(own, node, clock)
  const gateways = gatewaysOver(transport, clock)
  const { snapshot } = await gateways.entry.read((reader) => look(reader, scope, new Date(clock.now()).toISOString()))
  const task = { gateways, scope, expected: snapshot, members, entryNode: T1, witnesses: [], patience: 0 }
  expect(await askNode(task, N1, clock)).toMatchObject({ holds: true })
  expect(await askNode(task, N2, clock)).toMatchObject({
    holds: false,
    detail: 'is not among the members that the appliance at its address knows: it may be another appliance',
  })
})

import { afterEach, expect, test } from 'vitest'
import { leasesInOrder } from '../../../src/cli/process/in-order.ts'
import { machineOf } from '../../../src/cli/process/machine.ts'
import { clusterName } from '../../../src/model/names.ts'
import type { HttpsTarget } from '../../../src/appliance/https-transport.ts'
import type { Transport } from '../../../src/appliance/transport.ts'
import type { Leases } from '../../../src/reconcile/locks/lease.ts'
import type { StateStore } from '../../../src/reconcile/ports.ts'
import { silentWorld } from '../support.ts'

const calls: string[] = []
afterEach(() => void (calls.length = 0))

/** A port that notes what is called; what its methods give is nobody's business here. */
function noted<Port extends object>(): Port {
  const port = new Proxy({}, { get: (_, name: string) => () => void calls.push(name) })
  return port as Port
}

const machine = {
  store: () => noted<StateStore>(),
  transport: () => {
    calls.push('opened')
    return noted<Transport>()
  },
}
const world = { ...silentWorld('/'), endInOrder: () => void calls.push('in order'), machine }
const store = machineOf(world).store('/state')
const leases = leasesInOrder(noted<Leases>(), world.endInOrder)
const cluster = clusterName('two-site')
const aNode = {} as HttpsTarget
const bytes = new Uint8Array()

test.each([
  ['reads state', async () => store.read('a'), ['read']],
  ['lists state', async () => store.list('a'), ['list']],
  ['appends to state', async () => store.append('a', bytes), ['in order', 'append']],
  ['replaces state', async () => store.replace('a', bytes), ['in order', 'replace']],
  ['creates state', async () => store.create('a', bytes), ['in order', 'create']],
  ['removes state', async () => store.remove('a'), ['in order', 'remove']],
  ['looks at a lease', async () => leases.current(cluster), ['current']],
  ['looks at an old lease', async () => leases.lapsed(cluster), ['lapsed']],
  ['takes a lease', async () => leases.acquire(cluster, 'me', 'why'), ['in order', 'acquire']],
  ['breaks a lease', async () => leases.break(cluster, 'me', 'why'), ['in order', 'break']],
  ['opens a way to a node', async () => void machineOf(world).transport(aNode), ['in order', 'opened']],
])('who %s is cut off only where that leaves nothing half done', async (_, does, expected) => {
  await does()
  expect(calls).toEqual(expected)
})

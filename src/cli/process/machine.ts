import { askControl } from '../../appliance/emulator-proof.ts'
import { httpsTransport } from '../../appliance/https-transport.ts'
import { probePort } from '../../appliance/probe-port.ts'
import { probeProxy } from '../../appliance/probe-proxy.ts'
import { askWorkingCopy } from '../repository/ask-working-copy.ts'
import type { Machine, World } from '../world.ts'
import { diskStore } from './disk-store.ts'
import { whichProcess, whoRunsThis } from './identity.ts'
import { storeInOrder } from './in-order.ts'
import { systemClock } from './system-clock.ts'

/**
 * The parts of the machine that a command works with: those that its world brings, and the machine's own. There is no other way
 * to them, and what is begun through them ends in order.
 */
export function machineOf(world: World): Machine {
  const { machine, endInOrder } = world
  const { store = diskStore, transport = httpsTransport } = machine ?? {}
  return {
    clock: systemClock,
    askControl,
    probe: probePort,
    probeProxy,
    random: Math.random,
    revision: async (folder) => cleanRevision(folder, world),
    get who() {
      return whoRunsThis()
    },
    get holder() {
      return whichProcess()
    },
    ...machine,
    store: (folder) => storeInOrder(store(folder), endInOrder),
    // Whoever opens a way to a node gives its session back.
    transport: (target) => {
      endInOrder()
      return transport(target)
    },
  }
}

/** Files that nobody committed have no revision: what is applied from them cannot be named afterwards. */
async function cleanRevision(folder: string, world: World): Promise<string | undefined> {
  const copy = await askWorkingCopy(folder, world)
  return copy === undefined || copy.modified ? undefined : copy.commit
}

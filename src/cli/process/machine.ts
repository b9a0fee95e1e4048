import { askControl } from '../../appliance/emulator-proof.ts'
import { httpsTransport } from '../../appliance/https-transport.ts'
import { probePort } from '../../appliance/probe-port.ts'
import { probeProxy } from '../../appliance/probe-proxy.ts'
import { workingCopy } from '../../repository/working-copy.ts'
import type { Machine, World } from '../world.ts'
import { diskStore } from './disk-store.ts'
import { whoRunsThis } from './identity.ts'
import { systemClock } from './system-clock.ts'

/** The parts of the machine that a command works with: those that its world brings, and the machine's own. */
export function machineOf({ machine, env }: World): Machine {
  return {
    clock: systemClock,
    store: diskStore,
    transport: httpsTransport,
    askControl,
    probe: probePort,
    probeProxy,
    random: Math.random,
    revision: async (folder) => cleanRevision(folder, env),
    get who() {
      return whoRunsThis()
    },
    ...machine,
  }
}

/** Files that nobody committed have no revision: what is applied from them cannot be named afterwards. */
async function cleanRevision(folder: string, env: World['env']): Promise<string | undefined> {
  const copy = await workingCopy({ folder, env })
  return copy === undefined || copy.modified ? undefined : copy.commit
}

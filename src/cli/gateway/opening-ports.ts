import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { ClusterHost } from '../../appliance/host-file.ts'
import type { OpeningPorts } from '../../appliance/open-node.ts'
import { hostIsEmulator } from '../../appliance/prove-host.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { machineOf } from '../process/machine.ts'
import type { World } from '../world.ts'

/** What opening a way to a node takes from the world. */
export function portsOf(world: World): OpeningPorts {
  const { clock, transport, random } = machineOf(world)
  return {
    transport,
    sleep: async (milliseconds) => clock.sleep(milliseconds, world.stop),
    random,
    now: () => clock.now(),
    sources: { env: world.env, readFile: async (path) => readFile(path, 'utf8') },
    notice: (message) => world.stderr.write(`pader: ${message}\n`),
  }
}

/** No flag, address or header makes a target an emulator: those who are believed have to prove that they are one. */
export async function isEmulator(host: ClusterHost, ports: OpeningPorts, world: World): Promise<boolean> {
  const { askControl } = machineOf(world)
  const proved = await hostIsEmulator(host, ports.sources, randomBytes(16).toString('hex'), askControl)
  if (typeof proved !== 'boolean') throw new CommandFailure(EXIT.invalid, proved.problem, 'correct the host file')
  return proved
}

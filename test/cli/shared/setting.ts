import type { HostFile } from '../../../src/appliance/host-file.ts'
import { stateOf, type State } from '../../../src/cli/shared/state.ts'
import type { World } from '../../../src/cli/world.ts'
import { worldOf } from '../../served/scene.ts'

/** A host file that names nothing but a shared state, reached by a socket. */
export function hostWith(socket: string, rest: object = {}): HostFile {
  const place = { address: socket, port: 5432, database: 'pader', user: 'owner', ...rest }
  return { stateDirectory: '/nowhere', sharedState: place, clusters: new Map(), notify: [] }
}

/** A host that shares its state, with connections of its own. */
export function hostAt(socket: string, { env = {}, rest = {} }: { env?: World['env']; rest?: object } = {}): State {
  return stateOf(hostWith(socket, rest), { ...worldOf([], new AbortController().signal), env })
}

import { connect } from 'node:net'

/** What an attempt to connect showed; `no answer` shows nothing, because a firewall on the way looks like that too. */
export type PortState = 'open' | 'closed' | 'no answer'

/** Whether a TCP port takes connections, as seen from the machine that runs Pader. Nothing is sent over the connection. */
export type PortProbe = (address: string, port: number) => Promise<PortState>

/** Milliseconds after which nobody is taken to answer. */
const PATIENCE = 3_000

/** Tries to connect, and hangs up at once. */
export const probePort: PortProbe = async (address, port) =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: PATIENCE })
    const end = (state: PortState): void => {
      socket.destroy()
      resolve(state)
    }
    socket.once('connect', () => end('open'))
    socket.once('timeout', () => end('no answer'))
    socket.once('error', (error) => end('code' in error && error.code === 'ECONNREFUSED' ? 'closed' : 'no answer'))
  })

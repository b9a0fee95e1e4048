import type { Server, Socket } from 'node:net'

/** Connections at one time: whoever opens more takes no descriptors away from the watch that is served. */
const MOST_CONNECTIONS = 256

/**
 * Bounds the connections of a server. Beyond the bound the oldest makes room for the newest: whoever holds many open and
 * says nothing loses them, and a probe, which is answered at once, gets through. Browsers that follow events connect again.
 */
export function limitConnections(server: Server): void {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    const [oldest] = open
    if (open.size > MOST_CONNECTIONS) oldest?.destroy()
  })
}

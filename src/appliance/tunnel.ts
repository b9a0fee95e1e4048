import { Socket } from 'node:net'
import { Client } from 'undici'
import { errorText } from '../source/error-text.ts'

/** A proxy that would not open a way to the node. */
class NoTunnel extends Error {}

/**
 * Opens a way through an HTTP proxy that the host file names (CONNECT), over which the node is spoken to as if directly:
 * the proxy sees where the connection goes, and nothing of what passes.
 */
export async function tunnelThrough(proxy: string, authority: string, timeout: number): Promise<Socket> {
  const client = new Client(proxy, { connect: { timeout } })
  try {
    const { socket, statusCode } = await client.connect({
      path: authority,
      headers: { host: authority },
      signal: AbortSignal.timeout(timeout),
    })
    if (statusCode === 200 && socket instanceof Socket) return socket
    socket.destroy()
    throw new NoTunnel(`the proxy ${proxy} opens no way to ${authority}: status ${statusCode}`)
  } catch (error) {
    if (error instanceof NoTunnel) throw error
    throw new NoTunnel(`the proxy ${proxy} cannot be used: ${errorText(error)}`)
  } finally {
    // The way that was opened is a connection of its own by now.
    void client.destroy()
  }
}

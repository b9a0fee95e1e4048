import { ApplianceError, type GatewayWriter } from '../../appliance/port.ts'
import type { Clock } from '../ports.ts'

/** Milliseconds after which a session that waits is told to live on: nobody knows how long an appliance lets one idle. */
const BEAT = 20_000

/**
 * Keeps a session alive while another one looks: to be called again and again. A session that has ended nevertheless is
 * said at once, since what was pending in it is gone.
 */
export function keepAlive(writer: GatewayWriter, clock: Clock): () => Promise<void> {
  let last = clock.now()
  return async () => {
    if (Math.abs(clock.now() - last) < BEAT) return
    last = clock.now()
    if (await writer.heartbeat()) return
    throw new ApplianceError('session lost', 'POST /heartbeat', 'the session has ended; what was pending is gone')
  }
}

import { notificationAfter, type Told } from '../../report/watch/notification.ts'
import type { ClusterStatus } from '../../report/watch/status.ts'
import { sendNotification, type Receiver } from '../../serve/notify/send-notification.ts'
import { systemClock } from '../process/system-clock.ts'
import type { World } from '../world.ts'
import type { Scrubber } from './scrub.ts'

/**
 * Tells the receivers when the state of a cluster has changed; a message that cannot be sent delays nothing. What is told
 * leaves the machine: it goes through the same sieve as the log.
 */
export function teller(
  receivers: () => readonly Receiver[],
  { clean }: Pick<Scrubber, 'clean'>,
  { stderr, stop }: Pick<World, 'stderr' | 'stop'>,
): { readonly passed: (status: ClusterStatus) => void; readonly settled: () => Promise<unknown> } {
  const told = new Map<string, Told>()
  const underWay = new Set<Promise<void>>()
  return {
    passed: (status) => {
      const next = notificationAfter(told.get(status.cluster), status)
      told.set(status.cluster, next.told)
      if (next.notification === undefined) return
      const notification = { ...next.notification, words: clean(next.notification.words) }
      for (const receiver of receivers()) {
        const sent = sendNotification(receiver, notification, async (pause) => systemClock.sleep(pause, stop))
          .then((problem) => {
            if (problem !== undefined)
              stderr.write(`pader: a notification (${receiver.kind}) was not sent: ${problem}\n`)
          })
          .finally(() => underWay.delete(sent))
        underWay.add(sent)
      }
    },
    settled: async () => Promise.all(underWay),
  }
}

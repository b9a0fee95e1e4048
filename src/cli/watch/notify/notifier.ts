import { notificationAfter, type Notification, type NotificationState } from '../../../report/watch/notification.ts'
import type { ClusterStatus } from '../../../report/watch/status.ts'
import { sendNotification, type Receiver } from '../../../serve/notify/send-notification.ts'
import type { World } from '../../world.ts'
import type { Scrubber } from '../log/scrub.ts'
import type { LastNotified } from './last-notified.ts'
import { errorText } from '../../../source/error-text.ts'

/** What notifying needs of the world. */
export interface NotifierPorts {
  readonly lastNotified: LastNotified
  readonly stderr: World['stderr']
  /** Waits between two tries; the end of the process cuts it short. */
  readonly sleep: (milliseconds: number) => Promise<void>
}

/**
 * Tells the receivers when the state of a cluster has changed; a message that cannot be sent delays nothing, and is sent
 * again after the next pass, unless there is a newer one by then. What is told leaves the machine: it goes through the same
 * sieve as the log.
 */
export function createNotifier(
  receivers: () => readonly Receiver[],
  { clean }: Pick<Scrubber, 'clean'>,
  { lastNotified, stderr, sleep }: NotifierPorts,
): { readonly passed: (status: ClusterStatus) => void; readonly settled: () => Promise<unknown> } {
  const told = new Map<string, NotificationState>()
  const unsent = new Map<Receiver, Map<string, Notification>>()
  const queues = new Map<string, Promise<void>>()
  const complain = (what: string): void => {
    stderr.write(`pader: ${clean(what)}\n`)
  }

  const send = async (receiver: Receiver, notification: Notification): Promise<void> => {
    const waiting = unsent.get(receiver) ?? new Map<string, Notification>()
    unsent.set(receiver, waiting)
    const problem = await sendNotification(receiver, notification, sleep)
    if (problem === undefined || problem.isFinal) waiting.delete(notification.cluster)
    else waiting.set(notification.cluster, notification)
    if (problem === undefined) return
    const later = problem.isFinal ? '' : '; another attempt follows after the next pass'
    complain(`a notification (${receiver.kind}) was not sent: ${problem.why}${later}`)
  }

  const tell = async (status: ClusterStatus): Promise<void> => {
    const { cluster } = status
    // Another host may have watched the cluster since, and told what this one knows nothing of.
    const news = await lastNotified.news(cluster).catch(() => undefined)
    if (news !== undefined) for (const waiting of unsent.values()) waiting.delete(cluster)
    const before = news ?? told.get(cluster)
    const next = notificationAfter(before, status)
    told.set(cluster, next.told)
    if (before?.said !== next.told.said || before.trouble !== next.told.trouble)
      await lastNotified
        .write(cluster, next.told)
        .catch((error: unknown) => complain(`what was reported cannot be recorded: ${errorText(error)}`))
    const message = next.notification && { ...next.notification, words: clean(next.notification.words) }
    await Promise.all(
      receivers().map(async (receiver) => {
        const notification = message ?? unsent.get(receiver)?.get(cluster)
        if (notification !== undefined) await send(receiver, notification)
      }),
    )
  }

  return {
    passed: (status) => {
      const { cluster } = status
      queues.set(
        cluster,
        (queues.get(cluster) ?? Promise.resolve()).then(async () => tell(status)),
      )
    },
    settled: async () => Promise.all(queues.values()),
  }
}

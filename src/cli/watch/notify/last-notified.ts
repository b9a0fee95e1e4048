import type { StateStore } from '../../../reconcile/ports.ts'
import type { NotificationState } from '../../../report/watch/notification.ts'

/** What receivers were told of clusters, kept beyond the end of a process: the next one has to say that trouble is over. */
export interface LastNotified {
  readonly read: (cluster: string) => Promise<NotificationState | undefined>
  readonly write: (cluster: string, told: NotificationState) => Promise<void>
}

/** Keeps it in the state directory. What cannot be read there counts as never told: somebody hears it once more. */
export function lastNotifiedIn(store: () => StateStore): LastNotified {
  const nameOf = (cluster: string): string => `watch/${cluster}/told.json`
  return {
    read: async (cluster) => parse(await store().read(nameOf(cluster))),
    write: async (cluster, told) =>
      store().replace(nameOf(cluster), new TextEncoder().encode(`${JSON.stringify({ format: 1, ...told })}\n`)),
  }
}

function parse(bytes: Uint8Array | undefined): NotificationState | undefined {
  if (bytes === undefined) return undefined
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (!isRecord(value)) return undefined
    const { said, trouble, incident } = value
    if (typeof said !== 'string' || typeof trouble !== 'boolean') return undefined
    return { said, trouble, failures: 0, unread: 0, ...(isIncident(incident) ? { incident } : {}) }
  } catch {
    return undefined
  }
}

function isIncident(value: unknown): value is NonNullable<NotificationState['incident']> {
  return isRecord(value) && typeof value['since'] === 'string' && typeof value['index'] === 'number'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

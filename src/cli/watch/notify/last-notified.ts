import type { StateStore } from '../../../reconcile/ports.ts'
import type { NotificationState } from '../../../report/watch/notification.ts'

/**
 * What receivers were told of clusters, kept where all who watch them look: whoever watches next, on this host or another,
 * has to say that trouble is over, and tells nobody the same twice.
 */
export interface LastNotified {
  /** What was told by others since this was asked or written here last; undefined where nobody told anything. */
  readonly news: (cluster: string) => Promise<NotificationState | undefined>
  readonly write: (cluster: string, told: NotificationState) => Promise<void>
}

/** Keeps it in the state. What cannot be read there counts as never told: somebody hears it once more. */
export function lastNotifiedIn(store: () => StateStore): LastNotified {
  const known = new Map<string, string>()
  const nameOf = (cluster: string): string => `told/${cluster}.json`
  return {
    news: async (cluster) => {
      const bytes = await store().read(nameOf(cluster))
      const text = bytes === undefined ? '' : new TextDecoder().decode(bytes)
      if (text === (known.get(cluster) ?? '')) return undefined
      known.set(cluster, text)
      return parse(text)
    },
    write: async (cluster, told) => {
      const text = `${JSON.stringify({ format: 1, ...told })}\n`
      await store().replace(nameOf(cluster), new TextEncoder().encode(text))
      known.set(cluster, text)
    },
  }
}

function parse(text: string): NotificationState | undefined {
  try {
    const value: unknown = JSON.parse(text)
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

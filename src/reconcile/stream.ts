/** Tells one event; resolves when the listener has taken it, so that work never runs ahead of what was told. */
export type Tell<Event> = (event: Event) => Promise<void>

/** The listener has walked away: the work unwinds, closing what it opened. */
export class Abandoned extends Error {
  constructor() {
    super('nobody listens any more')
    this.name = 'Abandoned'
  }
}

interface Pending<Event> {
  readonly event: Event
  readonly taken: () => void
  readonly refused: (error: Abandoned) => void
}

/**
 * Makes an async generator of work that has to tell events from inside callbacks (a session's work is a callback).
 * When the listener returns early, the next `tell` throws {@link Abandoned} and the generator waits for the work's
 * clean-up before it returns.
 */
export async function* stream<Event, Result>(
  work: (tell: Tell<Event>) => Promise<Result>,
): AsyncGenerator<Event, Result, void> {
  const queue: Pending<Event>[] = []
  let abandoned = false
  let wake = (): void => {}

  const running = work(
    (event) =>
      new Promise((taken, refused) => {
        if (abandoned) {
          refused(new Abandoned())
          return
        }
        queue.push({ event, taken, refused })
        wake()
      }),
  )
  let settled = false
  const ended = running.then(
    () => (settled = true),
    () => (settled = true),
  )
  try {
    while (!settled || queue.length > 0) {
      const pending = queue.shift()
      if (pending === undefined) {
        await Promise.race([ended, new Promise<void>((resolve) => (wake = resolve))])
        continue
      }
      yield pending.event
      pending.taken()
    }
    return await running
  } finally {
    abandoned = true
    for (const { refused } of queue.splice(0)) refused(new Abandoned())
    await ended
  }
}

import type { ServerResponse } from 'node:http'

/** Between two signs of life, so that what lies in between does not take the connection for dead (milliseconds). */
const SIGN_OF_LIFE = 25_000

/** Tells a browser of every change until it goes away; what changed it reads from the page itself. */
export function streamEvents(
  response: ServerResponse,
  changes: (changed: () => void) => () => void,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream; charset=utf-8' })
  response.write('retry: 5000\n\n')
  let told = false
  // Several changes in one breath are one event.
  const tell = (): void => {
    if (told) return
    told = true
    setImmediate(() => {
      told = false
      response.write('event: changed\ndata: {}\n\n')
    })
  }
  const stop = changes(tell)
  const alive = setInterval(() => response.write(': here\n\n'), SIGN_OF_LIFE)
  alive.unref()
  response.on('close', () => {
    stop()
    clearInterval(alive)
  })
}

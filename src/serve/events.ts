import type { ServerResponse } from 'node:http'

/** Between two signs of life, so that what lies in between does not take the connection for dead (milliseconds). */
const SIGN_OF_LIFE = 25_000

/** Streams at one time; the other connections of the server stay for those who ask and go. */
const MOST_STREAMS = 64

/** Tells browsers of every change until they go away; what changed they read from the page itself. */
export function eventStreams(
  changes: (changed: () => void) => () => void,
  headers: Readonly<Record<string, string>>,
): (response: ServerResponse) => void {
  let open = 0
  return (response) => {
    if (open >= MOST_STREAMS) {
      response.writeHead(503, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' })
      response.end('too many clients follow the events: reload the page from time to time\n')
      return
    }
    open += 1
    response.on('close', () => (open -= 1))
    stream(response, changes, headers)
  }
}

function stream(
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

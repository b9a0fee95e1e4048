import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Delivery, Judgement } from './webhook.ts'

/** Largest body of a webhook in bytes: a push event of any host is far below. */
const LARGEST = 1024 * 1024

const STATUS: Readonly<Record<Judgement, number>> = {
  accepted: 202,
  'seen before': 200,
  'not signed': 401,
  'too many': 429,
}

/** Receives a webhook; whatever it says, all that follows from an accepted one is a look at the branch. */
export async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  judge: (delivery: Delivery) => Judgement,
  ports: { readonly woken: () => void; readonly now: () => number },
): Promise<void> {
  const end = (status: number, words: string): void => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
    response.end(`${words}\n`)
  }
  if (request.method !== 'POST') return end(405, 'a webhook is posted')
  const body = await bodyOf(request).catch(() => undefined)
  if (body === undefined) return end(413, 'that is more than a webhook')
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  )
  const judgement = judge({ headers, body, at: ports.now() })
  if (judgement === 'accepted') ports.woken()
  return end(STATUS[judgement], judgement)
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request) {
    if (!(part instanceof Uint8Array)) continue
    size += part.byteLength
    if (size > LARGEST) throw new Error('too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

import type { WireOutcome, WireRequest } from '../../src/appliance/transport.ts'

/** What a node answers whatever it is asked. */
export interface InsteadAnswer {
  readonly status: number
  readonly text: string
  /** Only to requests that begin so, for example `POST /login`. */
  readonly request?: string
  /** Only before that instant. */
  readonly until?: number
}

/** That answer, where the request is one of those. */
export function answerInstead(
  answer: InsteadAnswer | undefined,
  { method, path }: WireRequest,
  now: number,
): WireOutcome | undefined {
  if (answer === undefined || now >= (answer.until ?? Number.POSITIVE_INFINITY)) return undefined
  if (!`${method} ${path}`.startsWith(answer.request ?? '')) return undefined
  const headers = { 'content-type': 'text/plain' }
  return {
    kind: 'answered',
    response: { status: answer.status, headers, body: new TextEncoder().encode(answer.text) },
  }
}

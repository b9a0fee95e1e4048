import type { FailedRequest } from '../evidence.ts'

/** What a text says about a failed message between nodes, undefined when it speaks of something else. */
export function readFailedRequest(text: string): Omit<FailedRequest, 'kind' | 'place' | 'at' | 'writer'> | undefined {
  const request = /Message '<([^<>]+)>' on node ([0-9A-Fa-f-]{36}) \(([^()]*)\) failed with error '?\((\d+)/.exec(text)
  if (request !== null) {
    const [, message = '', uuid = '', hostname = '', code] = request
    const peer = { uuid: uuid.toUpperCase(), hostname }
    return { message, peer, code: Number(code), ...errnoOf(text), why: causeOf(text, Number(code)), text }
  }
  const isShown = /\bco_\w+: (?:failure|ssl failure)|^(?:.* )?Add appliance failed:/.exec(text) !== null
  if (!isShown) return undefined
  return { message: /\bco_\w+/.exec(text)?.[0] ?? 'add appliance', ...errnoOf(text), why: causeOf(text), text }
}

function errnoOf(text: string): { readonly errno?: number } {
  const errno = /errno: (\d+)/.exec(text)?.[1]
  return errno === undefined ? {} : { errno: Number(errno) }
}

const byErrno: ReadonlyMap<number, FailedRequest['why']> = new Map([
  [113, 'no route'],
  [111, 'refused'],
  [107, 'handshake'],
])

function causeOf(text: string, code?: number): FailedRequest['why'] {
  if (code === 405 || /time difference too high/i.test(text)) return 'time difference'
  if (/certificate verification/i.test(text)) return 'certificate'
  if (/no running listener/i.test(text)) return 'no listener'
  const { errno } = errnoOf(text)
  return (errno === undefined ? undefined : byErrno.get(errno)) ?? 'not known'
}

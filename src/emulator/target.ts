import { WIRE } from './wire-names.ts'

/** A request target taken apart; the interface tolerates double and trailing slashes and matrix parameters anywhere. */
export interface Target {
  /** Decoded segments below the base path. */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  /** The session id, where a matrix parameter gives one. */
  readonly session?: string
}

/** Reads a request target: where it leads, whether it lies outside the interface, or that it makes no sense. */
export function readTarget(text: string): Target | 'elsewhere' | 'malformed' {
  const withoutHost = text.startsWith('/') ? text : text.replace(/^[a-z]+:\/\/[^/?]*/i, '')
  const [path = '', ...queries] = (withoutHost.split('#')[0] ?? '').split('?')
  const segments: string[] = []
  for (const raw of path.split('/')) {
    const decoded = decode(raw.includes(';') ? raw.slice(0, raw.indexOf(';')) : raw)
    if (decoded === undefined) return 'malformed'
    if (decoded !== '') segments.push(decoded)
  }
  if (WIRE.basePath.some((name, index) => segments[index] !== name)) return 'elsewhere'
  const session = sessionParameter(path)
  const found = {
    segments: segments.slice(WIRE.basePath.length),
    query: new URLSearchParams(queries.join('?')),
  }
  return session === undefined ? found : { ...found, session }
}

/** The session id that stands at the end of any segment, the last one if there are several. */
function sessionParameter(path: string): string | undefined {
  if (!path.includes(';')) return undefined
  let session: string | undefined
  for (const [, key, value] of path.matchAll(/;([^;/=]*)=([^;/]*)/g)) if (key === WIRE.sessionParameter) session = value
  return session
}

function decode(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

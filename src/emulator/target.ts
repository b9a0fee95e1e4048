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
  const withoutHost = text.replace(/^[a-z]+:\/\/[^/?]*/i, '')
  const [path = '', ...queries] = (withoutHost.split('#')[0] ?? '').split('?')
  let session: string | undefined
  const segments: string[] = []
  for (const raw of path.split('/')) {
    const [name = '', ...parameters] = raw.split(';')
    for (const parameter of parameters) {
      const [key = '', value = ''] = parameter.split('=')
      if (key === WIRE.sessionParameter) session = value
    }
    const decoded = decode(name)
    if (decoded === undefined) return 'malformed'
    if (decoded !== '') segments.push(decoded)
  }
  if (WIRE.basePath.some((name, index) => segments[index] !== name)) return 'elsewhere'
  const below = segments.slice(WIRE.basePath.length)
  const query = new URLSearchParams(queries.join('?'))
  return session === undefined ? { segments: below, query } : { segments: below, query, session }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

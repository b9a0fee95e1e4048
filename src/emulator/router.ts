import type { Call, Handler } from './call.ts'

/** A resource with one of its methods. */
export interface Route {
  readonly method: string
  /** Segments: a literal, `:name` for one segment, `*name` for all that follow. */
  readonly pattern: readonly string[]
  /** Needs the right to change something. */
  readonly writes: boolean
  readonly handle: Handler
}

/** A route that was found for a path, with what the path's segments stand for. */
export interface Match {
  readonly route: Route
  readonly parameters: Call['parameters']
}

/** Makes a route that only looks. */
export function reads(method: string, path: string, handle: Handler): Route {
  return { method, pattern: path.split('/'), writes: false, handle }
}

/** Makes a route that changes something. */
export function writes(method: string, path: string, handle: Handler): Route {
  return { method, pattern: path.split('/'), writes: true, handle }
}

/** The route for a request; `wrong method` where the path exists with others. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  segments: readonly string[],
): Match | 'wrong method' | 'no such path' {
  let exists = false
  for (const route of routes) {
    if (!isMatched(route.pattern, segments)) continue
    exists = true
    if (route.method === method) return { route, parameters: parametersOf(route.pattern, segments) }
  }
  return exists ? 'wrong method' : 'no such path'
}

function isMatched(pattern: readonly string[], segments: readonly string[]): boolean {
  const takesRest = pattern.at(-1)?.startsWith('*') === true
  if (takesRest ? segments.length < pattern.length : segments.length !== pattern.length) return false
  return pattern.every((part, index) => part === segments[index] || part.startsWith(':') || part.startsWith('*'))
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): Call['parameters'] {
  const parameters: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    if (part.startsWith('*')) parameters[part.slice(1)] = segments.slice(index).join('/')
    else if (part.startsWith(':')) parameters[part.slice(1)] = segments[index] ?? ''
  }
  return parameters
}

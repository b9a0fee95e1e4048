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
    const parameters = matchPattern(route.pattern, segments)
    if (parameters === undefined) continue
    exists = true
    if (route.method === method) return { route, parameters }
  }
  return exists ? 'wrong method' : 'no such path'
}

function matchPattern(pattern: readonly string[], segments: readonly string[]): Call['parameters'] | undefined {
  const parameters: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    if (part.startsWith('*')) {
      parameters[part.slice(1)] = segments.slice(index).join('/')
      return segments.length > index ? parameters : undefined
    }
    const segment = segments[index]
    if (segment === undefined) return undefined
    if (part.startsWith(':')) parameters[part.slice(1)] = segment
    else if (part !== segment) return undefined
  }
  return pattern.length === segments.length ? parameters : undefined
}

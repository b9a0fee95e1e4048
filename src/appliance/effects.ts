import type { WireRequest } from './transport.ts'

/** Paths to which a POST changes nothing of the configuration. */
const HARMLESS = new Set(['/login', '/logout', '/heartbeat', '/discard', '/backup'])

/** Whether a request only looks, so that it can be sent again: a rule set is exported by POST. */
export function onlyLooks({ method, path }: Pick<WireRequest, 'method' | 'path'>): boolean {
  return method === 'GET' || (method === 'POST' && path.endsWith('/export'))
}

/** Whether a request may change something, in its session or for everybody. */
export function mayChange(request: Pick<WireRequest, 'method' | 'path'>): boolean {
  return !onlyLooks(request) && !HARMLESS.has(request.path)
}

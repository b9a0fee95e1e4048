import type { HttpAnswer, HttpRequest } from './http-message.ts'
import { refusal } from './http-message.ts'
import type { AuditEntry } from './logs/audit-entry.ts'
import { change } from './session.ts'
import type { ClusterState, NodeState, Session } from './state.ts'
import type { Storage } from './storage.ts'

/** A request that found its resource: what a handler needs to answer it. */
export interface Call {
  readonly state: ClusterState
  /** The node that was asked. */
  readonly node: NodeState
  readonly session: Session
  readonly request: HttpRequest
  readonly query: URLSearchParams
  /** Segments that stand for a name in the route's pattern. */
  readonly parameters: Readonly<Record<string, string>>
  /** Scheme, host and base path as the client used them: links echo them. */
  readonly base: string
}

/** Answers a request. */
export type Handler = (call: Call) => HttpAnswer

/** A parameter of the path; the router gives every one that the pattern names. */
export function parameter(call: Call, name: string): string {
  return call.parameters[name] ?? ''
}

/** Product and build as payloads carry them. */
export function productBuild({ node }: Call): string {
  return `${node.version}-${node.build}`
}

/** The text of the request's body. */
export function bodyText({ request }: Call): string {
  return new TextDecoder().decode(request.body)
}

/** The session's copy, ready to make objects in: no other session has been given the numbers that come next. */
export function numberedWorkspace({ state, session: { workspace } }: Call): Storage {
  return { ...workspace, counter: Math.max(workspace.counter, state.numbers) }
}

/** Puts a change into the call's session and gives the answer. */
export function changed(call: Call, workspace: Storage, entry: AuditEntry, response: HttpAnswer): HttpAnswer {
  change(call.session, workspace, entry)
  call.state.numbers = Math.max(call.state.numbers, workspace.counter)
  return response
}

/** The answer where nothing of that name exists. */
export function notFound({ state }: Call, what: string, name: string): HttpAnswer {
  return refusal(state.switches.statusNotFound, `${what} ${JSON.stringify(name)} does not exist`)
}

/** The answer to a body or a query that makes no sense. */
export function malformed({ state }: Call, why: string): HttpAnswer {
  return refusal(state.switches.statusMalformed, why)
}

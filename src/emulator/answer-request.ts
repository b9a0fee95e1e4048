import { onceForRecentTexts } from '../source/once-for-each.ts'
import { admit, login } from './authentication.ts'
import type { Call } from './call.ts'
import { strike, type Fault } from './faults.ts'
import { answer, errorPage, refusal, withHeader } from './http-message.ts'
import type { HttpAnswer, HttpRequest, HttpResponse } from './http-message.ts'
import { wantsPayload, xmlAnswer } from './negotiation.ts'
import { roleFlag } from './roles.ts'
import { routesOf } from './resources/all-routes.ts'
import { findRoute, type Match } from './router.ts'
import type { ClusterState, NodeState } from './state.ts'
import { clockOf } from './state.ts'
import { inForm } from './answer-form.ts'
import { strikeBefore } from './strike-before.ts'
import { readTarget, type Target } from './target.ts'
import { WIRE } from './wire-names.ts'

/** Answers a request at a node, or ends the connection where the node is down or a fault says so. */
export function answerRequest(state: ClusterState, uuid: string, request: HttpRequest): HttpResponse {
  const node = state.nodes.get(uuid)
  if (node === undefined || !node.up) return { kind: 'reset', delay: 0 }
  const target = readTarget(request.target)
  if (target === 'malformed') return dated(state, node, errorPage(400, 'Bad Request'))
  if (target === 'elsewhere') return dated(state, node, errorPage(404, 'Not Found'))
  if (!isServed(state, node, request))
    return dated(state, node, errorPage(state.switches.statusNotServed, 'The interface is switched off'))
  const faults = strike(state.faults, request.method, target.segments.join('/'))
  for (const fault of faults) strikeBefore(state, node, request, target, fault)
  const replaced = faults.map(insteadOf).find((response) => response !== undefined)
  const response = replaced ?? route(state, node, request, target)
  const told = response.kind === 'answer' ? dated(state, node, inForm(state.switches, response)) : response
  return finish(faults, node, told)
}

/** What a fault answers before the request takes effect. */
function insteadOf(fault: Fault): HttpResponse | undefined {
  if (fault.kind === 'reset') return { kind: 'reset', delay: 0 }
  if (fault.kind === 'html error') return errorPage(500, 'Internal Server Error')
  if (fault.kind === 'duplicate') return refusal(422, WIRE.duplicateEntry)
  return undefined
}

/** What faults and slowness make of an answer after the request took effect. */
function finish(faults: readonly Fault[], node: NodeState, response: HttpResponse): HttpResponse {
  let finished: HttpResponse = { ...response, delay: node.slow }
  for (const fault of faults) {
    if (fault.kind === 'slow') finished = { ...finished, delay: finished.delay + fault.milliseconds }
    if (finished.kind === 'reset') continue
    if (fault.kind === 'lost reply') finished = { kind: 'reset', delay: finished.delay }
    else if (fault.kind === 'empty answer') finished = { ...finished, status: 200, headers: [], body: '' }
    else if (fault.kind === 'cut body') finished = { kind: 'reset', delay: finished.delay, begun: finished }
  }
  return finished
}

function route(state: ClusterState, node: NodeState, request: HttpRequest, target: Target): HttpAnswer {
  if (target.segments.join('/') === 'login')
    return request.method === 'POST'
      ? login(state, node, request, target, (id) => loginReply(request, id))
      : errorPage(state.switches.statusWrongMethod, 'Method Not Allowed')
  const match = findRoute(routesOf(state.profile), request.method, target.segments)
  if (match === 'no such path') return errorPage(404, 'Not Found')
  if (match === 'wrong method') return errorPage(state.switches.statusWrongMethod, 'Method Not Allowed')
  return handle(state, node, request, target, match)
}

function handle(
  state: ClusterState,
  node: NodeState,
  request: HttpRequest,
  target: Target,
  { route: { handle: handler, writes }, parameters }: Match,
): HttpAnswer {
  const admission = admit(state, node, request, target)
  if (admission.kind === 'refused') return admission.response
  const { session, setCookie } = admission
  if (writes && session.account.readOnly === true)
    return refusal(state.switches.statusForbidden, `the role of ${session.account.name} may not change anything`)
  const call: Call = { state, node, session, request, parameters, query: target.query, base: baseOf(request) }
  const response = handler(call)
  return setCookie === undefined ? response : withHeader(response, 'Set-Cookie', setCookie)
}

function loginReply(request: HttpRequest, id: string): HttpAnswer {
  if (wantsPayload(request.headers['accept'])) return answer(200, WIRE.payloadOnly, id)
  return xmlAnswer(`<entry><content>${id}</content></entry>`)
}

function baseOf({ scheme, headers }: HttpRequest): string {
  return `${scheme}://${headers['host'] ?? 'localhost'}/${WIRE.basePath.join('/')}`
}

function isServed({ profile }: ClusterState, node: NodeState, { scheme }: HttpRequest): boolean {
  return roleFlag(profile, node.storage, node.uuid, scheme === 'https' ? 'restHttps' : 'restHttp', true)
}

/** Every answer carries the node's own clock: clients measure skew by it. */
function dated(state: ClusterState, node: NodeState, response: HttpAnswer): HttpAnswer {
  return withHeader(response, 'Date', dateText(String(Math.floor(clockOf(node, state.now) / 1000))))
}

/** A second since 1970 as a header has it: most answers fall in one that another had. */
const dateText = onceForRecentTexts(60, (second) => new Date(Number(second) * 1000).toUTCString())

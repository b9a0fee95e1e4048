import { attachedElsewhere, attachmentRefusal } from './attachment.ts'
import { refusal, withHeader, type HttpAnswer, type HttpRequest } from './http-message.ts'
import { logAudit } from './logs/audit.ts'
import type { Account } from './profile.ts'
import { expireSessions, findSession, openSession } from './session.ts'
import type { ClusterState, NodeState, Session } from './state.ts'
import type { Target } from './target.ts'
import { WIRE } from './wire-names.ts'

/** A session for a request, or the answer that says why there is none. */
export type Admission =
  | { readonly kind: 'admitted'; readonly session: Session; readonly setCookie?: string }
  | { readonly kind: 'refused'; readonly response: HttpAnswer }

/** Finds the session that a request belongs to; Basic credentials without one make one. */
export function admit(state: ClusterState, node: NodeState, request: HttpRequest, target: Target): Admission {
  const session = requestSession(state, node, request, target)
  if (session !== undefined) return { kind: 'admitted', session }
  const credentials = basicCredentials(request)
  if (credentials === undefined)
    return refused(refusal(state.switches.statusNoSession, 'no session: log in, or the session has ended'))
  const account = findAccount(state, credentials)
  if (account === undefined) return refused(refusal(state.switches.statusBadCredentials, WIRE.badCredentials))
  const objection = objectionToAccess(state, node, account)
  if (objection !== undefined) return refused(objection)
  const opened = openSession(state, node, account, 'basic')
  return { kind: 'admitted', session: opened, setCookie: cookieFor(opened) }
}

/** Answers a login in any of its forms; `reply` makes the body out of the session's id. */
export function login(
  state: ClusterState,
  node: NodeState,
  request: HttpRequest,
  target: Target,
  reply: (sessionId: string) => HttpAnswer,
): HttpAnswer {
  const credentials = queryCredentials(target.query) ?? formCredentials(request) ?? basicCredentials(request)
  const account = credentials === undefined ? undefined : findAccount(state, credentials)
  if (account === undefined) {
    logAudit(node, credentials?.user ?? '', { action: 'USER_LOGIN_FAILED' }, state.now)
    return refusal(state.switches.statusBadCredentials, WIRE.badCredentials)
  }
  const objection = objectionToAccess(state, node, account)
  if (objection !== undefined) return objection
  const former = requestSession(state, node, request, target)
  if (former?.account === account) node.sessions.delete(former.id)
  return enter(state, node, account, reply)
}

/** Opens the session of a login, or says that there is one already. */
function enter(
  state: ClusterState,
  node: NodeState,
  account: Account,
  reply: (sessionId: string) => HttpAnswer,
): HttpAnswer {
  const { secondLogin, statusSecondLogin } = state.switches
  expireSessions(state, node)
  const again = secondLogin !== 'accept' && isLoggedIn(node, account)
  const complaint = refusal(statusSecondLogin, `user ${account.name} is ${WIRE.alreadyLoggedIn}`)
  if (again && secondLogin === 'refuse') return complaint
  const session = openSession(state, node, account, 'login')
  logAudit(node, account.name, { action: 'USER_LOGIN' }, state.now)
  return withHeader(again ? complaint : reply(session.id), 'Set-Cookie', cookieFor(session))
}

/** The live session that a request names, by its path or by a cookie. */
export function requestSession(
  state: ClusterState,
  node: NodeState,
  request: HttpRequest,
  target: Target,
): Session | undefined {
  const id = target.session ?? cookieValue(request.headers['cookie'])
  return id === undefined || id === '' ? undefined : findSession(state, node, id)
}

/** Whether the user has a session at this node already; calls with Basic credentials alone do not count. */
function isLoggedIn(node: NodeState, account: Account): boolean {
  for (const session of node.sessions.values()) if (session.account === account && session.kind !== 'basic') return true
  return false
}

function objectionToAccess(state: ClusterState, node: NodeState, account: Account): HttpAnswer | undefined {
  if (account.withoutRest === true)
    return refusal(state.switches.statusForbidden, `the role of ${account.name} may not use the REST interface`)
  const holder = attachedElsewhere(state, node)
  if (holder === undefined) return undefined
  return refusal(state.switches.statusAttached, attachmentRefusal(state, node, holder))
}

function cookieFor(session: Session): string {
  return `${WIRE.sessionCookie}=${session.id}; Path=/${WIRE.basePath[0]}; HttpOnly`
}

function refused(response: HttpAnswer): Admission {
  return { kind: 'refused', response }
}

interface Credentials {
  readonly user: string
  readonly password: string
}

function findAccount(state: ClusterState, { user, password }: Credentials): Account | undefined {
  return state.accounts.find((account) => account.name === user && account.password === password)
}

function queryCredentials(query: URLSearchParams): Credentials | undefined {
  const user = query.get('userName')
  return user === null ? undefined : { user, password: query.get('pass') ?? '' }
}

function formCredentials(request: HttpRequest): Credentials | undefined {
  if (request.body.length === 0 || request.body.length > 10_000) return undefined
  return queryCredentials(new URLSearchParams(new TextDecoder().decode(request.body)))
}

function basicCredentials(request: HttpRequest): Credentials | undefined {
  const encoded = /^basic\s+(\S+)$/i.exec(request.headers['authorization']?.trim() ?? '')?.[1]
  if (encoded === undefined) return undefined
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { user, password: password.join(':') }
}

function cookieValue(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name = '', value = ''] = part.trim().split('=')
    if (name === WIRE.sessionCookie) return value.replaceAll('"', '')
  }
  return undefined
}

import { exchange, type ExchangePorts } from './exchange.ts'
import { attachmentHolder, failureOfAnswer, nameOf } from './failure.ts'
import { ApplianceError } from './port.ts'
import { MEDIA, ERROR_TEXTS, SESSION_COOKIE } from './product.ts'
import type { WireRequest, WireResponse } from './transport.ts'
import { formsOf } from './withheld.ts'
import { parseXml, textOf } from './xml.ts'

/** Who logs on, and how. The password leaves this object only inside the header or the body of a login. */
export interface Login {
  readonly user: string
  readonly password: { reveal(): string }
  readonly by: 'basic' | 'form'
}

/** What a request inside a session needs; the session adds the rest. */
export interface SessionRequest {
  readonly method: WireRequest['method']
  readonly path: string
  readonly body?: string
  readonly contentType?: string
  readonly accept?: string
  /** Most bytes of the answer; a few requests bring much. */
  readonly bytes?: number
}

/** An answer with success, or "not there". */
export type Answer =
  { readonly kind: 'found'; readonly text: string; readonly bytes: Uint8Array } | { readonly kind: 'not there' }

/** Whose session is in the way, where that is known: of a process of Pader by its name, or of a login that was never answered. */
export type SessionOwner = { readonly process: string } | 'unanswered login'

const ANYBODY =
  'a command of Pader that is at work has one, a run that was killed while it logged on, or on another machine, leaves one, and so does whoever else uses the account'

/** The user has a session already; some appliances open another one all the same. */
export class LockedOut extends ApplianceError {
  readonly session: string | undefined
  constructor(user: string, session: string | undefined, owner?: SessionOwner) {
    super('account in use', 'POST /login', `the user "${user}" has a session already: ${ownerWords(owner)}`, {
      obstacle: typeof owner === 'object' ? 'own process' : owner,
    })
    this.session = session
  }
}

function ownerWords(owner: SessionOwner | undefined): string {
  if (owner === undefined) return ANYBODY
  if (owner === 'unanswered login') return 'probably that of a login of Pader that was never answered'
  return `${owner.process}, a command of Pader, is at work with it`
}

/** A session at one node. It never gives its credentials to a request, so a session that died is not replaced unseen. */
export interface Session {
  /** What the appliance knows it by: for those who keep account of open sessions, and for no output. */
  readonly id: string
  request(request: SessionRequest): Promise<Answer>
  /** Ends the session; what was not committed is dropped. */
  logout(): Promise<void>
}

/** Where logins go. */
export const LOGIN_PATH = '/login'

const MILLISECONDS = 60_000
const BYTES = 64 * 1024 * 1024
/** A session that stays locks out its user, and everybody at other nodes: logging off is tried a few times. */
const LOGOUTS = 4
const PAUSE = 2_000

/** Logs on. The one request that carries the password is sent once: after a lost answer it is not repeated. */
export async function login(world: ExchangePorts, who: Login): Promise<Session> {
  const request = loginRequest(who)
  const response = await exchange(world, request)
  const text = decode(response.body)
  const secrets = formsOf(who.password.reveal(), who.user)
  const problem = loginFailure(request, { response, text }, { user: who.user, secrets })
  if (problem !== undefined) throw problem
  const id = sessionCookie(response) ?? sessionInBody(text)
  if (id === undefined) throw new ApplianceError('garbled', nameOf(request), 'the login brought no session')
  return resume(world, id, secrets)
}

function loginRequest(who: Login): WireRequest {
  const limits = { milliseconds: MILLISECONDS, bytes: BYTES }
  const common = { method: 'POST', path: LOGIN_PATH, limits } as const
  if (who.by === 'basic') {
    const token = Buffer.from(`${who.user}:${who.password.reveal()}`, 'utf8').toString('base64')
    return { ...common, headers: { accept: MEDIA.wrapped, authorization: `Basic ${token}` } }
  }
  const body = new URLSearchParams({ userName: who.user, pass: who.password.reveal() }).toString()
  return { ...common, headers: { accept: MEDIA.wrapped, 'content-type': MEDIA.form }, body }
}

function loginFailure(
  request: WireRequest,
  { response, text }: { readonly response: WireResponse; readonly text: string },
  { user, secrets }: { readonly user: string; readonly secrets: readonly string[] },
): ApplianceError | undefined {
  const name = nameOf(request)
  // Before the status is looked at: 401 may say this as well.
  if (text.includes(ERROR_TEXTS.alreadyLoggedIn)) return new LockedOut(user, sessionCookie(response))
  if (
    text.includes(ERROR_TEXTS.wrongCredentials) ||
    (response.status === 401 && attachmentHolder(text) === undefined)
  ) {
    return new ApplianceError('credentials', name, `the user "${user}" or its password is wrong`)
  }
  if (response.status === 404) {
    return new ApplianceError(
      'refused',
      name,
      'there is no REST interface at this address; is it switched on for this port?',
    )
  }
  return failureOfAnswer(request, response, text, secrets)
}

/** A session that is open already, by its id. `secrets` are those of its login, where that is known, and go into no message. */
export function resume(world: ExchangePorts, id: string, secrets: readonly string[] = []): Session {
  const withheld = [...secrets, id]
  const cookie = `${SESSION_COOKIE}=${id}`
  const send = async (request: SessionRequest): Promise<Answer> => {
    const wire = wireRequest(request, cookie)
    const response = await exchange(world, wire)
    const text = decode(response.body)
    const other = sessionCookie(response)
    if (other !== undefined && other !== id) {
      throw new ApplianceError(
        'session lost',
        nameOf(wire),
        'the node has begun another session; what was pending is gone',
      )
    }
    const problem = failureOfAnswer(wire, response, text, withheld)
    if (problem !== undefined) throw problem
    if (response.status === 404) return { kind: 'not there' }
    return { kind: 'found', text, bytes: response.body }
  }
  return {
    id,
    request: send,
    async logout() {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const answer = await send({ method: 'POST', path: '/logout' })
          if (answer.kind === 'found') return
          throw new ApplianceError('refused', 'POST /logout', 'not found')
        } catch (error) {
          if (!(error instanceof ApplianceError) || error.fault === 'session lost' || attempt === LOGOUTS) throw error
        }
        await world.sleep(world.random() * PAUSE)
      }
    },
  }
}

function wireRequest(request: SessionRequest, cookie: string): WireRequest {
  return {
    method: request.method,
    path: request.path,
    headers: {
      accept: request.accept ?? MEDIA.wrapped,
      cookie,
      ...(request.body === undefined ? {} : { 'content-type': request.contentType ?? MEDIA.wrapped }),
    },
    ...(request.body === undefined ? {} : { body: request.body }),
    limits: {
      milliseconds: request.bytes === undefined ? MILLISECONDS : 10 * MILLISECONDS,
      bytes: request.bytes ?? BYTES,
    },
  }
}

function sessionCookie(response: WireResponse): string | undefined {
  return new RegExp(`${SESSION_COOKIE}=([^;,\\s]+)`).exec(response.headers['set-cookie'] ?? '')?.[1]
}

function sessionInBody(text: string): string | undefined {
  const parsed = parseXml(text)
  const id = 'root' in parsed ? textOf(parsed.root, 'content') : text.trim()
  return /^[0-9A-Za-z.-]{8,128}$/.test(id) ? id : undefined
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes)
}

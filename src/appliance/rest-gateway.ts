import { readClock } from './clock.ts'
import { mayChange } from './effects.ts'
import type { ExchangePorts } from './exchange.ts'
import { ApplianceError, type Gateway, type GatewayWriter, type WritableGateway } from './port.ts'
import { restReader } from './rest-reader.ts'
import { logOn, type OpenSessions } from './open-sessions.ts'
import { restWriter } from './rest-writer.ts'
import type { Login, Session } from './session.ts'

/** What a gateway over REST is made from. */
export interface RestGateway extends ExchangePorts {
  readonly login: Login
  /** Sessions open at this node; where nobody keeps account of them, one that was left open has to time out. */
  readonly sessions?: OpenSessions
  /** What the node is called, for messages. */
  readonly node?: string
  /** Is told what went wrong on the way out (a logout that failed), when there is nobody left to throw it to. */
  readonly notice?: (message: string) => void
}

/** A cluster that can only be looked at, through its REST interface. */
export function restGatewayReader(options: RestGateway): Gateway {
  return {
    clock: async () => readClock(options),
    read: async (work, between) =>
      inSession(options, async (session) =>
        work(restReader(between === undefined ? session : pausing(session, between))),
      ),
  }
}

/** A cluster that can be changed through its REST interface; reading uses sessions of the reader's account. */
export function restGatewayWriter(options: RestGateway & { readonly readerLogin?: Login }): WritableGateway {
  const reading = options.readerLogin === undefined ? options : { ...options, login: options.readerLogin }
  return {
    ...restGatewayReader(reading),
    write: async (work) => inSession(options, async (session) => discardingRest(session, work)),
  }
}

/** The session, with something done before each of its requests. */
function pausing(session: Session, between: () => Promise<void>): Session {
  return {
    ...session,
    async request(request) {
      await between()
      return session.request(request)
    },
  }
}

/** Logs on, works, and logs off whatever happens: a session that stays locks its user out. */
async function inSession<Result>(options: RestGateway, work: (session: Session) => Promise<Result>): Promise<Result> {
  const { sessions, login } = options
  const session = await logOn(options, login, sessions)
  try {
    return await work(session)
  } finally {
    const isOver = await quietly(options, async () => session.logout())
    await sessions?.[isOver ? 'closed' : 'left'](login.user, session.id)
  }
}

/** Drops what `work` left uncommitted before the session ends; logging off would too, but saying so costs little. */
async function discardingRest<Result>(
  session: Session,
  work: (writer: GatewayWriter) => Promise<Result>,
): Promise<Result> {
  let pending = false
  const watched: Session = {
    ...session,
    async request(request) {
      if (mayChange(request) && request.path !== '/commit') pending = true
      const answer = await session.request(request)
      if (request.path === '/commit' || request.path === '/discard') pending = false
      return answer
    },
  }
  try {
    return await work(restWriter(watched))
  } finally {
    if (pending) await session.request({ method: 'POST', path: '/discard' }).catch(() => undefined)
  }
}

/** Whether the session is over; why it may not be is told, and not thrown over what the work came to. */
async function quietly(options: RestGateway, leave: () => Promise<void>): Promise<boolean> {
  try {
    await leave()
    return true
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    if (error.fault === 'session lost') return true
    const { node, sessions } = options
    const where = node === undefined ? '' : ` at ${node}`
    const next =
      sessions === undefined ? 'the session there has to time out' : 'the next command ends the session there'
    options.notice?.(`logging off${where} failed: ${error.message}; ${next}`)
    return false
  }
}

import type { ExchangePorts } from './exchange.ts'
import { ApplianceError } from './port.ts'
import { LockedOut, login, LOGIN_PATH, resume, type Login, type Session } from './session.ts'

/** A session of a user that this machine opened and did not log off yet. */
export interface RecordedSession {
  readonly user: string
  readonly id: string
  /** Whether nobody uses it any more: its process is gone, or could not log off. */
  readonly isAbandoned: boolean
  /** The process that has it, or had, for people: `process 4711 on jump`. */
  readonly by: string
}

/**
 * Keeps account of the sessions that are open at one node, where the account outlives the process: a session that stays
 * locks its user out until the appliance ends it, and a process that is killed cannot log off.
 */
export interface OpenSessions {
  kept(): Promise<readonly RecordedSession[]>
  opened(user: string, id: string): Promise<void>
  closed(user: string, id: string): Promise<void>
  /** Logging off failed, so that the session stays and nobody uses it. */
  left(user: string, id: string): Promise<void>
  /** A login is about to be sent; whether it is the first of which nobody knows yet what became of it. */
  logsOn(user: string): Promise<boolean>
  /** Nothing is in doubt any more about logins of the user. */
  answered(user: string): Promise<void>
  /** Logins that were sent and never answered, so that a session may be open whose id nobody knows. */
  unanswered(): Promise<readonly UnansweredLogin[]>
}

/** A login of which nobody knows what became. */
export interface UnansweredLogin {
  readonly user: string
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number
}

/** Answers to a logout after which nothing is left to be done. */
const OVER = new Set(['session lost', 'refused'])

/** Logs on; where the user has a session that this machine left behind, that one is ended first. */
export async function logOn(world: ExchangePorts, who: Login, sessions: OpenSessions | undefined): Promise<Session> {
  const session = await recorded(world, who, sessions, async (watched, isFirst) =>
    attempt(watched, who, sessions).catch(async (error: unknown) => {
      if (!(error instanceof LockedOut)) throw error
      const ended = sessions === undefined ? [] : await endAbandoned(watched, sessions)
      if (!ended.includes(who.user)) throw await explained(error, who, sessions, isFirst)
      return attempt(watched, who, sessions)
    }),
  )
  await sessions?.opened(who.user, session.id)
  return session
}

/** Where it is known whose session is in the way, nobody has to look for another cause. */
async function explained(
  error: LockedOut,
  { user }: Login,
  sessions: OpenSessions | undefined,
  isFirst: boolean,
): Promise<LockedOut> {
  const kept = (await sessions?.kept()) ?? []
  const ours = kept.find((one) => one.user === user && !one.isAbandoned)
  if (ours !== undefined) return new LockedOut(user, error.session, { process: ours.by })
  // The login that was refused just now is in the account as well, where it is the first.
  const left = isFirst ? [] : ((await sessions?.unanswered()) ?? [])
  return left.some((one) => one.user === user) ? new LockedOut(user, error.session, 'unanswered login') : error
}

/**
 * Takes down that a login is sent before it is: who is killed in the middle of it, or loses the answer, leaves a session
 * whose id nobody knows. A refusal ends that doubt about its own login, and about no earlier one.
 */
async function recorded(
  world: ExchangePorts,
  { user }: Login,
  sessions: OpenSessions | undefined,
  logOnIn: (world: ExchangePorts, isFirst: boolean) => Promise<Session>,
): Promise<Session> {
  if (sessions === undefined) return logOnIn(world, true)
  const isFirst = await sessions.logsOn(user)
  let isAnswered = true
  const send: ExchangePorts['transport']['send'] = async (request) => {
    const outcome = await world.transport.send(request)
    if (request.path === LOGIN_PATH) isAnswered = outcome.kind !== 'no answer'
    return outcome
  }
  try {
    const session = await logOnIn({ ...world, transport: { ...world.transport, send } }, isFirst)
    await sessions.answered(user)
    return resume(world, session.id)
  } catch (error) {
    if (isAnswered && isFirst) await sessions.answered(user)
    throw error
  }
}

/**
 * A refusal may come with a session all the same. That one is ended, unless another process of this machine has it: left
 * open, it would lock the user out for longer with every attempt.
 */
async function attempt(world: ExchangePorts, who: Login, sessions: OpenSessions | undefined): Promise<Session> {
  try {
    return await login(world, who)
  } catch (error) {
    if (!(error instanceof LockedOut) || error.session === undefined) throw error
    const isKnown = (await sessions?.kept())?.some(({ id }) => id === error.session) ?? false
    if (!isKnown) await end(resume(world, error.session)).catch(() => undefined)
    throw error
  }
}

/**
 * Ends the sessions at a node that this machine opened and nobody uses any more; returns whose they were. A session holds
 * the attachment of the whole cluster, so that this comes before anything is asked of any node.
 */
export async function endAbandoned(world: ExchangePorts, sessions: OpenSessions): Promise<readonly string[]> {
  const abandoned = (await sessions.kept()).filter(({ isAbandoned }) => isAbandoned)
  for (const { user, id } of abandoned) {
    await end(resume(world, id))
    await sessions.closed(user, id)
  }
  return abandoned.map(({ user }) => user)
}

/**
 * The appliance may have ended it meanwhile, which is as good. With which status it says so is not known: whatever it refuses,
 * it has been asked, and the account must not name the session for ever.
 */
async function end(session: Session): Promise<void> {
  try {
    await session.logout()
  } catch (error) {
    if (!(error instanceof ApplianceError) || !OVER.has(error.fault)) throw error
  }
}

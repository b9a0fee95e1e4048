import { uuid as toUuid } from '../../src/model/names.ts'
import type { WireOutcome, WireRequest } from '../../src/appliance/transport.ts'
import { WIRE } from '../../src/emulator/wire-names.ts'
import type { Court, RunWatch, SessionWatch } from './court.ts'
import { FILES } from './draw-files.ts'
import { LISTS } from './draw-world.ts'
import { judgePolicyChange } from './policy-laws.ts'
import { judgeVersions } from './version-laws.ts'

/** Whether a request changes something, if only in a session. */
export function isChange(request: WireRequest): boolean {
  const { method, path } = request
  if (method === 'PUT' || method === 'DELETE') return true
  return method === 'POST' && /^\/(list|rulesets)(\/|$)/.test(path) && !isReading(request)
}

/** Whether a request only looks: exports are asked for by POST. */
export function isReading({ method, path }: Pick<WireRequest, 'method' | 'path'>): boolean {
  return method === 'GET' || (method === 'POST' && path.endsWith('/export'))
}

/** Whether a request brings a rule set to a node. */
export function isImport({ method, path }: Pick<WireRequest, 'method' | 'path'>): boolean {
  return method === 'POST' && path.startsWith('/rulesets/import')
}

/** Whether a request writes a system file, which some products store at once and not with the commit. */
export function isFileWrite({ method, path }: Pick<WireRequest, 'method' | 'path'>): boolean {
  return method === 'PUT' && /^\/appliances\/[^/]+\/system\//.test(path)
}

/** Judges a request of a run that reaches a node. */
export function judgeRequest(court: Court, run: string, node: string, request: WireRequest): void {
  const session = court.runOf(run).sessions.get(request.headers['cookie'] ?? '')
  if (isChange(request)) judgeChange(court, run, node, request, session)
  if (isChange(request)) judgePolicyChange(court, run, request)
  if (isFileWrite(request)) judgeRights(court, run, 'writes a system file')
  if (request.path === '/logout' && session !== undefined) {
    if (session.pending) court.violate(`${run} logs off without having discarded what it left pending`)
    session.loggedOff = true
  }
  if (request.path === '/commit') judgeCommit(court, run, session)
}

function judgeChange(
  { world, runOf, violate }: Court,
  run: string,
  node: string,
  { method, path }: WireRequest,
  session: SessionWatch | undefined,
): void {
  const name = `${method} ${path}`
  if (node !== world.entry) violate(`${run} writes at another node than the entry node: ${name}`)
  const [unread] = runOf(run).unread
  if (unread !== undefined) violate(`${run} writes although it could not read ${unread}: ${name}`)
  if (runOf(run).last?.kind !== 'write intended') violate(`${run} writes what the journal does not announce: ${name}`)
  if (['test.foreign', LISTS.foreign, FILES.foreign].some((foreign) => path.includes(foreign)))
    violate(`${run} writes a foreign object: ${name}`)
  const maySeeGone = path === `/list/${LISTS.unwanted}` && world.lists.get('old list') === null
  if (method === 'DELETE' && /^\/list\/[^/]+$/.test(path) && !maySeeGone)
    violate(`${run} deletes a list that nobody wants gone: ${name}`)
  // What is stored at once is not pending.
  const atOnce = isFileWrite({ method, path }) && world.switches.systemFilesNeedCommit === 'no'
  if (session !== undefined && !atOnce) session.pending = true
}

function judgeCommit(court: Court, run: string, session: SessionWatch | undefined): void {
  const { violate } = court
  const mine = court.runOf(run)
  // In a session that is gone nothing is pending.
  const stores = session?.pending === true
  if (mine.last?.kind !== 'commit intended') violate(`${run} commits what the journal does not announce`)
  judgeRights(court, run, 'commits')
  if (mine.held) violate(`${run} commits while a person holds the cluster`)
  if (session !== undefined) {
    session.commits += 1
    if (session.commits > 1) violate(`${run} commits twice in one session`)
    session.pending = false
  }
  if (stores) judgeClocks(court, run)
  if (stores) judgeVersions(court, run)
}

/** What everybody who stores something must have: a backup to go back to, and the lease. */
function judgeRights({ files, runOf, violate }: Court, run: string, what: string): void {
  if (!runOf(run).backedUp) violate(`${run} ${what} without a backup on the disk`)
  if (!holdsLease(files, run)) violate(`${run} ${what} without the lease`)
}

/**
 * Two saves must be apart by more than any clock is from the clock that stamps them, or the older one may win. The clock of a node
 * out of service, which nobody may be able to read, stamps none of them.
 */
function judgeClocks(
  { world, time, lastCommitAt, lastIntentAt, clocksMovedAt, isBackInService, violate }: Court,
  run: string,
): void {
  if (lastCommitAt === undefined || clocksMovedAt >= Math.min(lastCommitAt, lastIntentAt)) return
  const gap = time.now() - lastCommitAt
  const inService = world.cluster
    .picture()
    .nodes.filter(({ uuid }) => isBackInService || world.names.get(toUuid(uuid)) !== world.away?.name)
  const clocks = new Map(inService.map(({ uuid, clock }) => [uuid, Date.parse(clock)]))
  const skew = Math.max(...[...clocks.values()].map((clock) => Math.abs(clock - clocks.get(world.entry)!)))
  if (gap + 1 < skew) violate(`${run} commits ${gap} ms after the last one while a clock is ${skew} ms away`)
}

function holdsLease(files: Court['files'], run: string): boolean {
  const last = lastLease(files)
  return last?.by === run && !last.released
}

/** A lease as it stands on the disk. */
interface LeaseFile {
  readonly by: string
  readonly since: string
  readonly until: string
  readonly released: boolean
}

/** The lease that was taken last. */
export function lastLease(files: Court['files']): LeaseFile | undefined {
  const [name] = [...files.keys()].filter((file) => file.startsWith('lease/')).toSorted((a, b) => (a < b ? 1 : -1))
  return name === undefined ? undefined : leaseIn(files.get(name)!)
}

/** Reads a lease. */
export function leaseIn(bytes: Uint8Array): LeaseFile {
  return JSON.parse(new TextDecoder().decode(bytes)) as LeaseFile
}

/** A lease that somebody has is taken by nobody else before its end. */
export function judgeLease({ violate }: Court, run: string, before: LeaseFile | undefined, taken: LeaseFile): void {
  if (before === undefined || before.released || before.until <= taken.since) return
  violate(`${run} takes the lease that ${before.by} has until ${before.until}`)
}

/** Judges what a node answered: a plan whose steps were proved is never one that the coordinator has to refuse. */
export function judgeAnswer({ violate }: Court, run: string, outcome: WireOutcome): void {
  if (outcome.kind !== 'answered' || outcome.response.status < 400) return
  const text = new TextDecoder().decode(outcome.response.body)
  if (text.includes(WIRE.invalidMatrix)) violate(`${run} commits what leaves nodes out of reach: ${text}`)
}

/** Judges what a run sends before it is lost or arrives, and remembers what it learns. */
export async function judgeClient(
  court: Court,
  run: string,
  request: WireRequest,
  send: () => Promise<WireOutcome>,
): Promise<WireOutcome> {
  const session = court.runOf(run).sessions.get(request.headers['cookie'] ?? '')
  const name = `${request.method} ${request.path}`
  const whole = `${name} ${request.body ?? ''}`
  if (session?.unanswered.has(whole) === true) court.violate(`${run} repeats a change whose answer was lost: ${name}`)
  if (session !== undefined && request.path === '/logout') session.attempts += 1
  // Logging off drops what is pending too, so that an attempt to say so is enough.
  if (session !== undefined && request.path === '/discard') session.pending = false
  const outcome = await send()
  noteReading(court, run, request, outcome)
  if (outcome.kind === 'no answer' && isChange(request)) session?.unanswered.add(whole)
  if (session !== undefined && saysItIsOver(request, outcome)) session.loggedOff = true
  noteLogin(court.runOf(run), request, outcome)
  return outcome
}

/** Each look is a session of its own, so that what an earlier one did not see is asked for again. */
function noteReading(court: Court, run: string, request: WireRequest, outcome: WireOutcome): void {
  const { path } = request
  const mine = court.runOf(run)
  const { unread } = mine
  if (path === '/login') {
    unread.clear()
    // A session may show what was there when it began, so that what is saved during a look is not seen either.
    mine.lookedAt = court.time.now()
  }
  if (!isReading(request)) return
  if (outcome.kind === 'answered' && outcome.response.status >= 500) unread.add(path)
  else unread.delete(path)
}

function noteLogin(run: RunWatch, request: WireRequest, outcome: WireOutcome): void {
  if (request.path !== '/login' || outcome.kind !== 'answered') return
  const id = /JSESSIONID=([^;,\s]+)/.exec(outcome.response.headers['set-cookie'] ?? '')?.[1]
  // What a cookie beside "already logged in" opens is not known, so that nobody has to close it.
  const said = new TextDecoder().decode(outcome.response.body)
  if (outcome.response.status >= 300 || id === undefined || said.includes('already logged in')) return
  const fresh = { pending: false, loggedOff: false, attempts: 0, commits: 0, unanswered: new Set<string>() }
  run.sessions.set(`JSESSIONID=${id}`, fresh)
}

/** Whether the answer to a logout says that there is no session any more, which is as good. */
function saysItIsOver({ path }: WireRequest, outcome: WireOutcome): boolean {
  return path === '/logout' && outcome.kind === 'answered' && outcome.response.status === 401
}

import type { Transport, WireOutcome, WireRequest } from '../../src/appliance/transport.ts'
import type { StateStore } from '../../src/reconcile/ports.ts'
import type { Dice } from './dice.ts'
import { isImport, isReading } from './request-laws.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What the network and the disk do to whoever uses them, at this moment; chaos turns these. */
export interface Weather {
  /** Probability that a request meets a fault. */
  fault: number
  /** Probability that the process is suspended before a look, for longer than its lease lives. */
  stall: number
  diskFull: boolean
  /** Milliseconds that every answer takes longer than usual. */
  slow: number
  /** Whether nobody is sick any more of what was changed. */
  isCured: boolean
  /** Beginning of the paths that answer with an error for the moment. */
  readonly unreadable: Set<string>
  /** Milliseconds by which the clock of the machine that runs Pader is wrong. */
  clockOff: number
}

const FAULTS = [
  'nobody answers',
  'lost request',
  'lost reply',
  'slow',
  'slow beyond the limit',
  '503',
  '500 afterwards',
  'HTML page',
  'cut off',
  'empty answer',
  'session gone',
] as const

/** What may become of an import besides: it is refused, for whatever reason. */
const REFUSALS = ['refused', 'refused', 'refused', 'lost reply', 'lost reply']

/** How much more likely a fault is at a request than at one that only reads: there is more to be spoilt. */
function riskOf(request: WireRequest): number {
  if (isReading(request)) return 1
  return isImport(request) ? 15 : 5
}

/** Faults that strike after the request took effect. */
const after = new Set<string>([
  'slow',
  'lost reply',
  'slow beyond the limit',
  '500 afterwards',
  'cut off',
  'empty answer',
])

const text = (status: number, type: string, body: string): WireOutcome => ({
  kind: 'answered',
  response: { status, headers: { 'content-type': type }, body: new TextEncoder().encode(body) },
})

/** What the sender of a request learns of each fault; nothing where the answer arrives after all. */
const said: Readonly<Record<string, WireOutcome>> = {
  'nobody answers': { kind: 'not sent', because: 'unreachable', detail: 'connection refused' },
  'lost request': { kind: 'no answer', detail: 'no answer in time' },
  'slow beyond the limit': { kind: 'no answer', detail: 'no answer in time' },
  'lost reply': { kind: 'no answer', detail: 'the connection was reset' },
  'cut off': { kind: 'no answer', detail: 'the connection was reset' },
  '503': text(503, 'text/plain', 'service unavailable'),
  '500 afterwards': text(500, 'text/plain', 'internal error'),
  refused: text(400, 'text/plain', 'the content cannot be imported'),
  'HTML page': text(200, 'text/html', '<html><body>please log on</body></html>'),
  'empty answer': text(200, 'application/xml', ''),
}

/** What decides about faults, and whom they are told. */
export interface FaultContext {
  readonly weather: Weather
  readonly dice: Dice
  readonly time: VirtualTime
  readonly strikes: (what: string) => boolean
  readonly note: (line: string) => void
}

/** A transport on which requests and answers get lost, late or replaced. */
export function faultyTransport(inner: Transport, { weather, dice, time, strikes, note }: FaultContext): Transport {
  return {
    close: async () => inner.close(),
    send: async (request) => {
      if (isReading(request) && [...weather.unreadable].some((path) => request.path.startsWith(path))) {
        return text(500, 'text/plain', 'internal error')
      }
      if (weather.slow > 0) await time.sleep(weather.slow)
      if (!dice.chance(weather.fault * riskOf(request))) return inner.send(request)
      const fault = dice.pick<string>(isImport(request) ? [...FAULTS, ...REFUSALS] : FAULTS)
      const what = `fault: ${fault} at ${request.method} ${request.path}`
      const delay = fault === 'slow' ? dice.whole(100, 40_000) : 0
      if (!strikes(what)) return inner.send(request)
      note(what)
      if (fault === 'session gone') {
        return inner.send({ ...request, headers: { ...request.headers, cookie: 'JSESSIONID=GONE0000' } })
      }
      const answer = after.has(fault) ? await inner.send(request) : undefined
      if (fault === 'lost request' || fault === 'slow beyond the limit') await time.sleep(request.limits.milliseconds)
      if (fault === 'slow') await time.sleep(delay)
      return said[fault] ?? answer!
    },
  }
}

/** A disk that may be full; what is appended then may be torn. */
export function faultyStore(inner: StateStore, weather: Weather, dice: Dice): StateStore {
  const full = (): Error =>
    Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', syscall: 'write' })
  return {
    ...inner,
    append: async (name, bytes) => {
      if (!weather.diskFull) return inner.append(name, bytes)
      if (dice.chance(0.5)) await inner.append(name, bytes.subarray(0, dice.whole(1, bytes.length - 1)))
      throw full()
    },
    replace: async (name, bytes) => {
      if (weather.diskFull) throw full()
      return inner.replace(name, bytes)
    },
    create: async (name, bytes) => {
      if (weather.diskFull) throw full()
      return inner.create(name, bytes)
    },
  }
}

import type { ApplianceError } from './port.ts'
import { onlyLooks } from './effects.ts'
import { failureOfOutcome, isBusy } from './failure.ts'
import type { Transport, WireRequest, WireResponse } from './transport.ts'

/** What the client takes from the world besides the transport; handed in, so that a simulation can be all of it. */
export interface ExchangePorts {
  readonly transport: Transport
  readonly sleep: (milliseconds: number) => Promise<void>
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Hears that a request is sent once more. */
  readonly retried?: () => void
}

/** How often a request is sent at most, and how long is waited in between. */
const TRIES = 4
const FIRST_PAUSE = 250
const LONGEST_PAUSE = 5_000

/**
 * Sends one request and brings its answer, whatever its status. What only looks can be repeated without harm: it is, a
 * few times, each time after a random part of a growing pause, so that many clients do not come back in step.
 */
export async function exchange(world: ExchangePorts, request: WireRequest): Promise<WireResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await sendOnce(world, request)
    if (attempt === TRIES || !mayRepeat(request, result)) {
      if ('response' in result) return result.response
      throw result.failure
    }
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1))
    await world.sleep(world.random() * pause)
    world.retried?.()
  }
}

type Result = { readonly response: WireResponse } | { readonly failure: ApplianceError }

async function sendOnce(world: ExchangePorts, request: WireRequest): Promise<Result> {
  const outcome = await world.transport.send(request)
  return outcome.kind === 'answered' ? { response: outcome.response } : { failure: failureOfOutcome(request, outcome) }
}

function mayRepeat(request: WireRequest, result: Result): boolean {
  if (!onlyLooks(request)) return false
  return 'response' in result ? isBusy(result.response) : result.failure.fault === 'unreachable'
}

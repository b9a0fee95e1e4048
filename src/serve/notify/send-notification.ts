import type { Notification } from '../../report/watch/notification.ts'

/** Somebody who is told when a cluster's state changes. */
export interface Receiver {
  /** What messages call the receiver; it says nothing of where that is. */
  readonly kind: string
  /** Tries once; undefined when the message arrived. Never rejects. */
  readonly send: (notification: Notification) => Promise<SendProblem | undefined>
}

/** Why a message did not arrive, without anything that is secret. */
export interface SendProblem {
  readonly why: string
  /** Whether another try would end the same way, or reach somebody twice. */
  readonly isFinal: boolean
}

/** How often a message is tried. */
const TRIES = 3

/** Sends a message; undefined when it arrived, otherwise why not. */
export async function sendNotification(
  { send }: Receiver,
  notification: Notification,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<SendProblem | undefined> {
  let problem: SendProblem | undefined
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    problem = await send(notification)
    if (problem === undefined || problem.isFinal) break
    if (attempt < TRIES) await sleep(1000 * 2 ** attempt)
  }
  return problem
}

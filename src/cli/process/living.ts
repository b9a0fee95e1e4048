import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

/** A process, as what it leaves behind names it. */
export interface Maker {
  readonly host: string
  readonly pid: number
  /** Tells it from an earlier one of the same number, as in a container that was started again. */
  readonly process: string
}

/** The process that this is. */
export const thisProcess: Maker = { host: hostname(), pid: process.pid, process: randomUUID() }

/**
 * Whether a process may still be at work. Of another machine nobody knows, and a process of this one that was given the same
 * number looks alive: to leave what it left is the safe mistake.
 */
export function isAlive({ host, pid, process: by }: Maker): boolean {
  if (host !== thisProcess.host) return true
  if (pid === thisProcess.pid) return by === thisProcess.process
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

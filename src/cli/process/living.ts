import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
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
    return !isOver(pid)
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

/**
 * Whether nothing is left of a process but its number, until whoever started it has asked how it ended. The first process of a
 * container, which is given the processes of those that ended before them, may never ask.
 */
function isOver(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}

import { execFile } from 'node:child_process'
import type { World } from '../world.ts'

/** The service manager that started this process, as far as it wants to be told; without one nothing happens. */
export interface Supervisor {
  ready(status: string): Promise<void>
  reloading(): Promise<void>
  stopping(): Promise<void>
  /** The process gets on; told at most once in a quarter of the period. */
  alive(): Promise<void>
  /** Milliseconds within which a sign of life is expected; undefined where none is. */
  readonly period: number | undefined
}

/**
 * Talks to systemd by its own `systemd-notify`, since Node has no datagram sockets of that family; the unit therefore
 * needs `NotifyAccess=all`. A message that cannot be sent ends nothing.
 */
export function supervisorOf({ env, stderr }: Pick<World, 'env' | 'stderr'>): Supervisor {
  const isTold = env['NOTIFY_SOCKET'] !== undefined && env['NOTIFY_SOCKET'] !== ''
  const micro = Number(env['WATCHDOG_USEC'])
  const period = isTold && micro > 0 ? micro / 1000 : undefined
  let complained = false
  const tell = async (...words: string[]): Promise<void> => {
    if (!isTold) return
    await new Promise<void>((resolve) => {
      execFile('systemd-notify', words, { env: { ...env }, timeout: 5_000 }, (error) => {
        if (error !== null && !complained) stderr.write(`pader: cannot tell systemd: ${error.message}\n`)
        complained ||= error !== null
        resolve()
      })
    })
  }
  let lastSign = Number.NEGATIVE_INFINITY
  return {
    period,
    ready: async (status) => tell('--ready', `--status=${status}`),
    reloading: async () => tell('RELOADING=1', `MONOTONIC_USEC=${process.hrtime.bigint() / 1000n}`),
    stopping: async () => tell('STOPPING=1'),
    alive: async () => {
      const now = performance.now()
      if (period === undefined || now - lastSign < period / 4) return
      lastSign = now
      await tell('WATCHDOG=1')
    },
  }
}

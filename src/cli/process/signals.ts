import type { ExitCode } from '../../report/exit-code.ts'

/** The part of a process that signals come to. */
export interface SignalledProcess {
  readonly pid: number
  on(signal: 'SIGINT' | 'SIGTERM', heard: () => void): unknown
  exit(code: number): void
}

/** What a process does about being told to end. */
export interface Signals {
  /** Fires once it was told to, where it ends in order. */
  readonly stop: AbortSignal
  /** From now on a signal lets what runs end in order. */
  readonly endInOrder: () => void
  /** The code of the signal that was heard. */
  readonly code: () => ExitCode | undefined
}

/**
 * Until somebody has to end in order, a signal is the system's, which ends the process at once: a handler in JavaScript would
 * have to wait for a compile that takes seconds. For the first process of a container the system does not do that, so that a
 * handler does it there, as soon as it is its turn.
 */
export function signalsOf(process: SignalledProcess): Signals {
  const stop = new AbortController()
  let code: ExitCode | undefined
  let isHeard = false
  let isInOrder = false
  const hear = (signal: 'SIGINT' | 'SIGTERM', own: ExitCode): void => {
    process.on(signal, () => {
      // The second signal does not wait for anybody.
      if (!isInOrder || code !== undefined) return process.exit(own)
      code = own
      stop.abort(signal)
    })
  }
  const hearAll = (): void => {
    if (isHeard) return
    isHeard = true
    hear('SIGINT', 130)
    hear('SIGTERM', 143)
  }
  const endInOrder = (): void => {
    isInOrder = true
    hearAll()
  }
  if (process.pid === 1) hearAll()
  return { stop: stop.signal, endInOrder, code: () => code }
}

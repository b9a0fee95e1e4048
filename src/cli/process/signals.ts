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
 * have to wait for a compile that takes seconds. The first process of a container has no such luck: the system ignores
 * signals of it that nobody handles.
 */
export function signalsOf(process: SignalledProcess): Signals {
  const stop = new AbortController()
  let code: ExitCode | undefined
  let isHandled = false
  const hear = (signal: 'SIGINT' | 'SIGTERM', own: ExitCode): void => {
    process.on(signal, () => {
      // The second signal does not wait for anybody.
      if (code !== undefined) process.exit(own)
      code = own
      stop.abort(signal)
    })
  }
  const endInOrder = (): void => {
    if (isHandled) return
    isHandled = true
    hear('SIGINT', 130)
    hear('SIGTERM', 143)
  }
  if (process.pid === 1) endInOrder()
  return { stop: stop.signal, endInOrder, code: () => code }
}

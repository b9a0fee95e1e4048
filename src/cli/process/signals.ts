import { EXIT, type ExitCode } from '../../report/exit-code.ts'

/** The part of a process that signals come to. */
export interface SignalledProcess {
  readonly pid: number
  on(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', heard: () => void): unknown
  exit(code?: number): void
}

/** What a process does about being told to end. */
export interface Signals {
  /** Fires once it was told to, where it ends in order. */
  readonly stop: AbortSignal
  /** From now on a signal lets what runs end in order. */
  readonly endInOrder: () => void
  /** Nothing is left that must not be cut off. */
  readonly done: () => void
  /** The code of what ends it: that of the signal that was heard, or of output that was lost. */
  readonly code: () => ExitCode | undefined
  /** Calls back at each SIGHUP, which then ends nothing, until the returned function is called. */
  readonly onReload: (asked: () => void) => () => void
  /** What this process has to say reaches nobody any more: it ends, with the code it has so far unless that is a failure. */
  readonly unheard: (failure?: ExitCode) => void
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
    process.on('SIGHUP', hangUp)
  }
  const reloads = new Set<() => void>()
  // A terminal that goes away says so several times: by its shell, and by the system once that has ended.
  const hangUp = (): void => {
    for (const asked of reloads) asked()
    if (reloads.size > 0 || code !== undefined) return
    if (!isInOrder) return process.exit(EXIT.terminated)
    code = EXIT.terminated
    stop.abort('SIGHUP')
  }
  const endInOrder = (): void => {
    isInOrder = true
    hearAll()
  }
  if (process.pid === 1) hearAll()
  return {
    stop: stop.signal,
    endInOrder,
    done: () => {
      isInOrder = false
    },
    code: () => code,
    onReload: (asked) => {
      reloads.add(asked)
      return () => reloads.delete(asked)
    },
    unheard: (failure) => {
      if (!isInOrder) return process.exit(failure)
      code ??= failure
      stop.abort('SIGPIPE')
    },
  }
}

import type { AskControl } from '../appliance/emulator-proof.ts'
import type { HttpsTarget } from '../appliance/https-transport.ts'
import type { PortProbe } from '../appliance/probe-port.ts'
import type { ProxyProbe } from '../appliance/probe-proxy.ts'
import type { Transport } from '../appliance/transport.ts'
import type { Clock, StateStore } from '../reconcile/ports.ts'

/** Everything that a command may know of or do to the process it runs in; tests hand in a world of their own. */
export interface World {
  /** Results, and nothing else. */
  readonly stdout: Output
  /** Talk: progress, hints, problems with the command itself. */
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Folder that Pader is installed in: schemas, templates and dialects lie below it. */
  readonly home: string
  /** Tells this build of Pader, and what it runs on, from others; absent where the sources are run: they may change at any time. */
  readonly build?: string
  /** Fires when the process was asked to stop, from `endInOrder` on. */
  readonly stop: AbortSignal
  /**
   * Called before something is begun that must not be cut off: until then a process that is asked to stop ends at once. The ways
   * to nodes, state and files call it themselves; who serves or waits until it is stopped has to.
   */
  readonly endInOrder: () => void
  now(): Date
  /** Puts a question to whoever sits at standard input; undefined once nobody answers any more. Absent = nobody does. */
  readonly ask?: (question: string) => Promise<string | undefined>
  /** Calls back whenever the process is asked to read its settings again, until the returned function is called. */
  readonly onReload?: (asked: () => void) => () => void
  /** What stands in for parts of the machine; the machine itself unless given. */
  readonly machine?: Partial<Machine>
}

/** The parts of the machine that a command works with and that a rehearsal can play: time, disk, network, and who it is. */
export interface Machine {
  readonly clock: Clock
  /** The state directory of that path. */
  readonly store: (folder: string) => StateStore
  /** A way for requests to one node. */
  readonly transport: (target: HttpsTarget) => Transport
  readonly askControl: AskControl
  /** Whether a TCP port takes connections. */
  readonly probe: PortProbe
  /** Whether a proxy answers a request. */
  readonly probeProxy: ProxyProbe
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number
  /** The commit that a folder stands on; undefined outside git, and where something in it is not committed. */
  readonly revision: (folder: string) => Promise<string | undefined>
  /** Who runs this, as journals and holds name people. */
  readonly who: string
  /** The same and in which process, where several of one person have to be told apart. */
  readonly holder: string
}

/** A stream that text is written to, and what is known of who reads it. */
export interface Output {
  write(text: string): void
  /** Whether a person sits at the other end. */
  readonly isTerminal: boolean
  /** Width in columns; 80 where nobody knows. */
  readonly columns: number
}

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
  /** Fires when the process was asked to stop. */
  readonly stop: AbortSignal
  now(): Date
  /** Calls back whenever the process is asked to read its settings again, until the returned function is called. */
  readonly onReload?: (asked: () => void) => () => void
}

/** A stream that text is written to, and what is known of who reads it. */
export interface Output {
  write(text: string): void
  /** Whether a person sits at the other end. */
  readonly isTerminal: boolean
  /** Width in columns; 80 where nobody knows. */
  readonly columns: number
}

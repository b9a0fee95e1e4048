import type { World } from '../world.ts'

/** Milliseconds after which whoever waits wonders whether anything goes on. */
const PATIENCE = 1000

/** Bytes of YAML that take longer than that to compile, on a machine as they are today. */
const LONG_READ = 4_000_000

const CLEAR_LINE = '\r\u001b[K'

/** One line at the bottom of a terminal that says what is being done, and is gone when it is done. */
export interface Progress {
  /** Says what begins now; it is shown once a second has passed since the work began, or at once when it is known to take long. */
  say(what: string, isLong?: boolean): void
  /** Takes the line away, before anything else is printed. */
  clear(): void
}

/** Does work that may take a while. Whoever reads a file or a pipe is told nothing, and neither is who waits less than a second. */
export async function withProgress<Result>(
  { stderr, env }: Pick<World, 'stderr' | 'env'>,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  if (!stderr.isTerminal || env['TERM'] === 'dumb' || (env['CI'] ?? '') !== '') return work(silent)
  const line = new Line((text) => stderr.write(text), stderr.columns)
  try {
    return await work(line)
  } finally {
    line.clear()
  }
}

/** Whether compiling these files is known to take longer than a second before it begins: once it runs, nothing else does. */
export function isLongRead(
  files: readonly ({ readonly bytes: Uint8Array } | { readonly unreadable: string })[],
): boolean {
  return files.reduce((sum, file) => sum + ('bytes' in file ? file.bytes.length : 0), 0) > LONG_READ
}

const silent: Progress = { say: () => undefined, clear: () => undefined }

class Line implements Progress {
  readonly #write: (text: string) => void
  readonly #columns: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #isOpen = false
  #isShown = false
  #what = ''
  #since: number | undefined

  constructor(write: (text: string) => void, columns: number) {
    this.#write = write
    this.#columns = columns
  }

  say(what: string, isLong = false): void {
    this.#what = what
    // The second counts from the first word on: many short steps are long together.
    this.#since ??= performance.now()
    if (isLong || this.#isOpen || performance.now() - this.#since >= PATIENCE) return this.#show()
    this.#timer ??= setTimeout(() => this.#show(), PATIENCE).unref()
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isOpen = false
    this.#since = undefined
    if (this.#isShown) this.#write(CLEAR_LINE)
    this.#isShown = false
  }

  #show(): void {
    this.#isOpen = true
    this.#isShown = true
    this.#write(`${CLEAR_LINE}${this.#what.slice(0, this.#columns - 1)}`)
  }
}

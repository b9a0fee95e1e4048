import { fstatSync, statSync, type Stats } from 'node:fs'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { withoutOrders } from '../../report/text/without-orders.ts'
import type { Output } from '../world.ts'
import { isTroubleWithFiles, wayOut } from './trouble-with-files.ts'
import { isGone, isHungUp, writeDirectly } from './write-directly.ts'

/** The two streams that a process writes to, by their numbers. */
const NUMBERS = { stdout: 1, stderr: 2 } as const

/**
 * Standard output or standard error. A pipe, a socket (what a service manager or another Node program listens at), a file or
 * the null device is written to directly: all that Node opens a stream with takes a tenth of a short run. Whatever else it is,
 * and where writing directly does not work, it is Node's stream.
 *
 * Once it cannot be written to any more, `unheard` is told, and the rest is dropped. A reader that has gone away (`pader … | head`) is
 * no failure, and a full disk is told without a stack.
 */
export function outputOf(
  name: keyof typeof NUMBERS,
  unheard: (failure?: ExitCode) => void,
  number: number = NUMBERS[name],
): Output {
  const found = statsOf(number)
  const isDirect = found !== undefined && (found.isFIFO() || found.isSocket() || found.isFile() || isNullDevice(found))
  let opened: NodeJS.WriteStream | undefined
  let isLost = false
  const lose = (error: unknown): void => {
    isLost = true
    if (isGone(error) || (found?.isCharacterDevice() === true && isHungUp(error))) return unheard()
    if (!isTroubleWithFiles(error)) throw error
    complain(error)
    unheard(EXIT.internal)
  }
  const stream = (): NodeJS.WriteStream => {
    opened ??= process[name].on('error', lose)
    return opened
  }
  /** What could not be written directly. */
  const restOf = (bytes: Buffer): Buffer => {
    try {
      return writeDirectly(number, bytes)
    } catch (error) {
      lose(error)
      return Buffer.of()
    }
  }
  return {
    write: (text) => {
      if (isLost) return
      // What was begun through the stream goes on there: it may hold what could not be written yet.
      const bytes = Buffer.from(withoutOrders(text))
      const rest = isDirect && opened === undefined ? restOf(bytes) : bytes
      if (rest.length > 0) stream().write(rest)
    },
    get isTerminal() {
      return !isDirect && found?.isCharacterDevice() === true && stream().isTTY === true
    },
    get columns() {
      const columns = isDirect ? undefined : stream().columns
      return columns ?? (Number(process.env['COLUMNS']) || 80)
    },
  }
}

function complain(error: Error): void {
  writeDirectly(
    NUMBERS.stderr,
    Buffer.from(`pader: the output cannot be written: ${error.message}: ${wayOut(error)}\n`),
  )
}

/** What a job that nobody listens to writes to (`>/dev/null`). */
function isNullDevice(stats: Stats): boolean {
  return stats.isCharacterDevice() && stats.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev
}

function statsOf(number: number): Stats | undefined {
  try {
    return fstatSync(number)
  } catch {
    return undefined
  }
}

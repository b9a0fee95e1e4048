import type { Digest } from '../../model/names.ts'
import { BEGINNING, digestOfLine, type JournalRecord } from './record.ts'
import { isRecord } from './shapes.ts'

/** What a journal file holds, and everything that is wrong with it. */
export interface JournalReading {
  readonly records: readonly JournalRecord[]
  /** Digest that the next record has to point back to. */
  readonly head: Digest
  /** Whether the last record is whole but its line was not ended. */
  readonly unterminated: boolean
  /**
   * What a crash tore at the end, never followed by an effect: a line, or several where the record that was to answer the
   * first was torn as well.
   */
  readonly torn?: { readonly digest: Digest; readonly bytes: number }
  /** What cannot be explained by a crash: a line that was changed, removed or put in. */
  readonly problems: readonly JournalProblem[]
}

/** A line (from 1) of the file that breaks the chain, and how. */
export interface JournalProblem {
  readonly line: number
  readonly message: string
}

/** Reads a journal and checks its chain from the first line to the last. */
export function readJournal(bytes: Uint8Array | undefined): JournalReading {
  const text = new TextDecoder().decode(bytes ?? new Uint8Array())
  const lines = text.split('\n')
  const rest = lines.pop() ?? ''
  // A crash can tear off just the end of the line: then the record is whole.
  const unterminated = parse(rest) !== undefined
  if (unterminated) lines.push(rest)
  const records: JournalRecord[] = []
  const problems: JournalProblem[] = []
  let head = BEGINNING
  let open: string[] = []
  lines.forEach((line, index) => {
    const record = parse(line)
    if (record === undefined) {
      open.push(line)
      return
    }
    if (open.length > 0 && !answers(record, open.join('\n')))
      problems.push(...open.map((_, at) => ({ line: index - open.length + at + 1, message: NO_RECORD })))
    open = []
    if (record.previous !== head) problems.push({ line: index + 1, message: 'does not follow the line before it' })
    if (record.sequence !== records.length + 1) {
      problems.push({ line: index + 1, message: `is number ${record.sequence}, expected ${records.length + 1}` })
    }
    records.push(record)
    head = digestOfLine(line)
  })
  if (rest !== '' && !unterminated) open.push(rest)
  const left = open.join('\n')
  const torn = left === '' ? {} : { torn: { digest: digestOfLine(left), bytes: Buffer.byteLength(left) } }
  return { records, head, problems, unterminated, ...torn }
}

/**
 * The records after a position, which is the digest of a record; all of them where that is not in the journal, which was moved
 * away since then.
 */
export function recordsSince(position: Digest, { records, head }: JournalReading): readonly JournalRecord[] {
  if (position === head) return []
  const next = records.findIndex(({ previous }) => previous === position)
  return next === -1 ? records : records.slice(next)
}

/** The first thing that is wrong with a journal, in words; what a run did cannot be told from one that was changed. */
export function brokenChain({ problems: [problem] }: JournalReading): string | undefined {
  return problem === undefined ? undefined : `line ${problem.line} of the journal ${problem.message}`
}

const NO_RECORD = 'is not a record of the journal'

function answers(record: JournalRecord | undefined, torn: string): boolean {
  return record?.event.kind === 'recovered' && record.event.torn === digestOfLine(torn)
}

function parse(line: string): JournalRecord | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

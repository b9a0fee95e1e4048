import { code, escapeMarkdown } from './escape.ts'
import type { CommentHost } from './host.ts'

/** A part of a Markdown report: lines between an opening and an end, so that it can be cut without being cut open. */
export interface Section {
  /** What is missing when the section is left out, for example `location tokyo`. */
  readonly name: string
  /** Title of the fold; without one the section stands open, under no title of its own. */
  readonly title?: string
  readonly isOpen?: boolean
  /** What always stands before the lines: the head of a table, a fence. */
  readonly before?: readonly string[]
  readonly lines: readonly string[]
  readonly after?: readonly string[]
  /** Whether some of the lines make sense without the others; a diagram makes none. */
  readonly isDivisible: boolean
}

/** Room for the words about what was left out. */
const NOTE = 600

/**
 * Puts sections together until the host's limit. A section that does not fit is cut between two of its lines or left
 * out, and both are counted and named; the result is never longer than the limit. `whole` says where all of it is.
 */
export function fit(
  head: string,
  sections: readonly Section[],
  host: CommentHost,
  whole = "in the job's artifacts",
): string {
  const kept: string[] = [head]
  let room = host.limit - head.length - NOTE
  const missing: string[] = []
  for (const section of sections) {
    const whole = written(section, section.lines, host)
    const shown = whole.length + 1 <= room ? whole : cut(section, Math.floor(room / 2), host)
    if (shown !== whole) missing.push(section.name)
    if (shown === undefined) continue
    kept.push(shown)
    room -= shown.length + 1
  }
  if (missing.length > 0) kept.push(note(missing, whole))
  return `${kept.join('\n')}\n`
}

/** As many lines of a section as fit into half of the room, so that what comes after it has some as well, and how many do not; undefined when none does. */
function cut(section: Section, room: number, host: CommentHost): string | undefined {
  if (!section.isDivisible) return undefined
  const frame = written(section, [rest(section, section.lines.length)], host).length + 1
  let used = frame
  let count = 0
  for (const line of section.lines) {
    used += line.length + 1
    if (used > room) break
    count++
  }
  if (count === 0) return undefined
  return written(section, [...section.lines.slice(0, count), rest(section, section.lines.length - count)], host)
}

function rest({ before }: Section, count: number): string {
  const isTable = before?.some((line) => line.startsWith('|')) ?? false
  return isTable ? `| | and ${count} more | | | |` : `- and ${count} more`
}

function written({ title, isOpen, before, after }: Section, lines: readonly string[], { folds }: CommentHost): string {
  const body = [...(before ?? []), ...lines, ...(after ?? [])].join('\n').trimEnd()
  if (title === undefined) return `${body}\n`
  return folds ? fold(title, body, isOpen === true) : `**${escapeMarkdown(title)}**\n\n${body}\n`
}

function fold(title: string, body: string, isOpen: boolean): string {
  return `<details${isOpen ? ' open' : ''}><summary>${escapeMarkdown(title)}</summary>\n\n${body}\n\n</details>\n`
}

function note(missing: readonly string[], whole: string): string {
  const names = missing.slice(0, 5).map((name) => code(name.slice(0, 60)))
  const more = missing.length > names.length ? ` and ${missing.length - names.length} more` : ''
  const parts = `${missing.length} part${missing.length === 1 ? ' is' : 's are'}`
  return `**Too long for one comment**: ${parts} cut or left out (${names.join(', ')}${more}). The whole report is ${whole}.`
}

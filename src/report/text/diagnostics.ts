import { hasErrors, type LocatedDiagnostic } from '../../source/diagnostic.ts'
import type { Span } from '../../source/place.ts'
import type { Appearance } from '../appearance.ts'
import { worstLast } from '../order.ts'
import { linesOf, type SourceText } from '../source-text.ts'
import { tally, tallyInWords } from '../tally.ts'
import { harmless } from './cells.ts'
import { codeFrame } from './frame.ts'
import { paintOf, severityPaint, type Paint } from './paint.ts'
import { wrap } from './wrap.ts'

/**
 * All findings for a person, worst last: each with its line, carets, the reason and the cure; at the end a summary line. What
 * is only advice or accepted is a line each while there are errors, and in a review what stands in the base as well (`older`):
 * somebody has come for the errors, or for what a change does.
 */
export function diagnosticsText(
  diagnostics: readonly LocatedDiagnostic[],
  source: SourceText,
  look: Appearance,
  older: ReadonlySet<LocatedDiagnostic> = new Set(),
): string {
  if (diagnostics.length === 0) return ''
  const lineOf = linesOf(source)
  const paint = paintOf(look)
  const failed = hasErrors(diagnostics)
  const isAside = (found: LocatedDiagnostic): boolean =>
    (found.severity === 'info' || found.waivedBy !== undefined) && (failed || older.has(found))
  const asides = diagnostics.filter(isAside).toSorted(worstLast)
  const others = diagnostics.filter((found) => !isAside(found)).toSorted(worstLast)
  const briefly = asides.flatMap((found) => heading(found, look, paint, markOf(found, paint)))
  const blocks = [
    ...(asides.length === 0
      ? []
      : [[...briefly, ...wrap(failed ? LATER : AS_BEFORE, look.columns, '  ', '  ')].join('\n')]),
    ...others.map((found) => block(found, lineOf, look, paint)),
  ]
  return `${blocks.join('\n\n')}\n\n${summaryLine(diagnostics, paint)}\n`
}

/** How to see all of what is said in one line. */
const LATER = '"pader rules CODE" explains one of these; they are shown in full again once there is no error'

/** The same, of what the change that is reviewed has not brought. */
const AS_BEFORE = 'the base has these as well; "pader rules CODE" explains one of them'

function markOf({ severity, waivedBy }: LocatedDiagnostic, paint: Paint): (text: string) => string {
  return waivedBy === undefined ? severityPaint(paint, severity) : paint.faint
}

/** One finding, without a line end. */
function block(
  found: LocatedDiagnostic,
  lineOf: (file: string, line: number) => string | undefined,
  look: Appearance,
  paint: Paint,
): string {
  const mark = markOf(found, paint)
  const line = lineOf(found.span.file, found.span.start.line)
  return [
    ...heading(found, look, paint, mark),
    ...(line === undefined || isWholeFile(found.span) ? [] : codeFrame(line, found.span, look, paint, mark)),
    ...(found.why === undefined ? [] : labelled('why', found.why, look, paint)),
    ...(found.related ?? []).flatMap(({ span, note }) => labelled('see', `${locationOf(span)} ${note}`, look, paint)),
    ...(found.help === undefined ? [] : labelled('help', found.help, look, paint)),
    ...waiver(found, look, paint),
  ].join('\n')
}

function heading(
  found: LocatedDiagnostic,
  look: Appearance,
  paint: Paint,
  mark: (text: string) => string,
): readonly string[] {
  const label = found.waivedBy === undefined ? found.severity : `waived ${found.severity}`
  const place = harmless(locationOf(found.span), look.unicode)
  const lines = wrap(`${place} ${label} ${found.code}: ${harmless(found.message, look.unicode)}`, look.columns, '  ')
  // Colour comes after wrapping, so that the escape codes do not count as width.
  return lines.map((line, index) =>
    index === 0 ? line.replace(place, paint.strong).replace(`${label} ${found.code}`, mark) : line,
  )
}

function labelled(label: string, text: string, look: Appearance, paint: Paint): readonly string[] {
  const indent = ' '.repeat(label.length + 4)
  const lines = text
    .split(/\r\n|\r|\n/)
    .flatMap((paragraph, index) =>
      wrap(harmless(paragraph, look.unicode), look.columns, indent, index === 0 ? `  ${label}: ` : indent),
    )
  return lines.map((line, index) => (index === 0 ? line.replace(`${label}:`, paint.info) : line))
}

function waiver(found: LocatedDiagnostic, look: Appearance, paint: Paint): readonly string[] {
  if (found.waivedBy === undefined) return []
  const { reason, owner, expires } = found.waivedBy
  return labelled('waived', `until ${expires} by ${owner}: ${reason}`, look, paint)
}

/** `file:line:column`, the form that editors and terminals turn into a link. */
export function locationOf(span: Span): string {
  return isWholeFile(span) ? span.file : `${span.file}:${span.start.line}:${span.start.column}`
}

/** Whether a span stands for a file as a whole: it is empty and at the very start. */
function isWholeFile({ start, end }: Span): boolean {
  return start.line === 1 && start.column === 1 && end.line === 1 && end.column === 1
}

function summaryLine(diagnostics: readonly LocatedDiagnostic[], paint: Paint): string {
  const counts = tally(diagnostics)
  const files = new Set(diagnostics.map(({ span }) => span.file)).size
  const words = `${tallyInWords(counts)} in ${files} file${files === 1 ? '' : 's'}`
  if (counts.errors > 0) return paint.error(words)
  return counts.warnings > 0 ? paint.warning(words) : paint.good(words)
}

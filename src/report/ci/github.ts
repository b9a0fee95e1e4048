import type { LocatedDiagnostic, Severity } from '../../source/diagnostic.ts'
import { byWeight } from '../order.ts'
import { withoutInvisible } from '../without-invisible.ts'

/** Annotations of one kind that GitHub shows of a step; the rest would be dropped without a word. */
const MOST_PER_KIND = 10

const command: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' }

/** Findings as workflow commands, worst first and within the host's limits; what does not fit is counted. */
export function githubAnnotations(diagnostics: readonly LocatedDiagnostic[]): string {
  const open = diagnostics.filter(({ waivedBy }) => waivedBy === undefined).toSorted(byWeight)
  const lines = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const found = open.filter((one) => one.severity === severity)
    if (found.length <= MOST_PER_KIND) return found.map(annotation)
    // The last place of the kind is spent on the count.
    const shown = found.slice(0, MOST_PER_KIND - 1)
    const rest = `${found.length - shown.length} more of this kind are in the full report`
    return [...shown.map(annotation), `::${command[severity]} title=pader::${escapeData(rest)}`]
  })
  return lines.map((line) => `${line}\n`).join('')
}

function annotation({ severity, code, message, help, span }: LocatedDiagnostic): string {
  const { file, start, end } = span
  const place: readonly (readonly [string, string])[] = [
    ['file', file],
    ['line', String(start.line)],
    ['endLine', String(end.line)],
    // The host refuses columns of a stretch over several lines.
    ...(start.line === end.line
      ? ([
          ['col', String(start.column)],
          ['endColumn', String(end.column)],
        ] as const)
      : []),
    ['title', code],
  ]
  const properties = place.map(([name, value]) => `${name}=${escapeProperty(value)}`).join(',')
  return `::${command[severity]} ${properties}::${escapeData(help === undefined ? message : `${message}\n${help}`)}`
}

function escapeData(text: string): string {
  return withoutInvisible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

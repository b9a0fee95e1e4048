import type { LogPlace } from '../../doctor/evidence.ts'
import type { Finding } from '../../doctor/finding.ts'
import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { paintOf, severityPaint } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { plural } from '../plural.ts'

/** A diagnosis as it is printed: the findings, how much was read, and what nobody understood. */
export interface Diagnosis {
  readonly findings: readonly Finding[]
  readonly lines: number
  /** Who holds the lease of the cluster, where that was asked. */
  readonly lease?: string | undefined
  /** What came of the ports that were tried, where any were. */
  readonly ports?: string | undefined
  readonly unknown: readonly { readonly place: LogPlace; readonly text: string }[]
}

const shown = 5

/** A diagnosis for a person: each cause with its remedy, then the lines that were not understood. */
export function diagnosisText({ findings, lines, lease, ports, unknown }: Diagnosis, look: Appearance): string {
  const paint = paintOf(look)
  const clean = (text: string): string => harmless(text, look.unicode)
  const said = findings.flatMap((finding) => [
    ...wrap(
      clean(finding.what),
      look.columns,
      '  ',
      `${severityPaint(paint, finding.severity)(finding.severity)} ${finding.code} `,
    ),
    ...wrap(clean(`${finding.confidence}: ${finding.cause}`), look.columns, '    ', '  why  '),
    ...finding.remedy.flatMap((step) => wrap(clean(step), look.columns, '       ', '  do   ')),
    ...wrap(clean(`seen ${extent(finding)}`), look.columns, '       ', '  ').map(paint.faint),
    '',
  ])
  const strange = unknown
    .slice(0, shown)
    .map(({ place, text }) => clean(`  ${place.log}:${place.line}: ${text.slice(0, 200)}`))
  const more = unknown.length > shown ? [`  and ${unknown.length - shown} more`] : []
  const summary = `${plural(lines, 'line')} read, ${plural(findings.length, 'finding')}, ${plural(unknown.length, 'line')} not understood`
  const told = (label: string, text: string | undefined): readonly string[] =>
    text === undefined ? [] : wrap(clean(text), look.columns, '       ', label.padEnd(7))
  return `${[...said, ...told('lock', lease), ...told('ports', ports), summary, ...strange, ...more].join('\n')}\n`
}

function extent({ count, first, last, example }: Finding): string {
  const from = first === undefined ? '' : `, ${moment(first)}`
  const to = last === undefined || last === first ? '' : ` to ${moment(last)}`
  return `${count === 1 ? 'once' : `${count} times`}${from}${to}; for example ${example.log}:${example.line}`
}

function moment(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').slice(0, 19)
}

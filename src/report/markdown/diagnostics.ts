import type { LocatedDiagnostic, Severity } from '../../source/diagnostic.ts'
import { byWeight, compare } from '../order.ts'
import { tally, tallyInWords } from '../tally.ts'
import { locationOf } from '../text/diagnostics.ts'
import { code, escapeMarkdown } from './escape.ts'
import { fit, type Section } from './fit.ts'
import { commentHosts, type CommentHost } from './host.ts'

/** First line of every comment of Pader: by it a job finds its earlier comment and replaces it. */
export const stickyMarker = '<!-- pader:report -->'

const sign: Readonly<Record<Severity, string>> = { error: '🔴', warning: '🟡', info: '🔵' }

/** Findings as a comment: the tally, then one fold a file, worst first. */
export function diagnosticsMarkdown(
  diagnostics: readonly LocatedDiagnostic[],
  host: CommentHost = commentHosts.github,
): string {
  const head = `${stickyMarker}\n### Pader: ${tallyInWords(tally(diagnostics))}\n`
  return fit(head, diagnosticSections(diagnostics), host)
}

/** Findings as folded sections, a file each, those with errors first and open. */
export function diagnosticSections(diagnostics: readonly LocatedDiagnostic[]): readonly Section[] {
  const files = new Map<string, LocatedDiagnostic[]>()
  for (const found of diagnostics.toSorted(byWeight)) {
    const here = files.get(found.span.file) ?? []
    here.push(found)
    files.set(found.span.file, here)
  }
  return [...files]
    .map(([file, found]) => ({ file, found, counts: tally(found) }))
    .toSorted((a, b) => b.counts.errors - a.counts.errors || compare(a.file, b.file))
    .map(({ file, found, counts }) => ({
      name: file,
      title: `${file}: ${tallyInWords(counts)}`,
      isOpen: counts.errors > 0,
      lines: found.map(findingItem),
      isDivisible: true,
    }))
}

/** A finding as an item of a list: where, what, why and what to do. */
export function findingItem(found: LocatedDiagnostic): string {
  const { severity, message, help, why, waivedBy } = found
  return [
    `- ${waivedBy === undefined ? sign[severity] : '⚪'} ${code(locationOf(found.span))} **${found.code}** ${escapeMarkdown(message)}`,
    ...(why === undefined ? [] : [`  <br>Why: ${escapeMarkdown(why)}`]),
    ...(help === undefined ? [] : [`  <br>What to do: ${escapeMarkdown(help)}`]),
    ...(waivedBy === undefined
      ? []
      : [
          `  <br>Waived until ${waivedBy.expires} by ${escapeMarkdown(waivedBy.owner)}: ${escapeMarkdown(waivedBy.reason)}`,
        ]),
  ].join('\n')
}

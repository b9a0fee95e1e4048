import type { LocatedDiagnostic, Severity } from '../../source/diagnostic.ts'
import { escapeXml } from '../ci/xml.ts'
import { byWeight } from '../order.ts'
import { tally, tallyInWords } from '../tally.ts'
import { locationOf } from '../text/diagnostics.ts'
import { code, page } from './page.ts'

const tone: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'faint' }

/** Findings as a list, worst first, each with its place, the reason and the cure. */
export function findingsHtml(findings: readonly LocatedDiagnostic[]): string {
  return `<ul>${findings.toSorted(byWeight).map(item).join('\n')}</ul>`
}

/** Findings as a page that stands alone. */
export function findingsPage(findings: readonly LocatedDiagnostic[]): string {
  const summary = tallyInWords(tally(findings))
  return page(`Pader: ${summary}`, [
    '<main>',
    '<h1>What the checks found</h1>',
    `<p>${escapeXml(summary)}</p>`,
    ...(findings.length === 0 ? [] : [findingsHtml(findings)]),
    '</main>',
  ])
}

function item({ severity, code: rule, message, span, why, help, waivedBy }: LocatedDiagnostic): string {
  const word = waivedBy === undefined ? severity : `waived ${severity}`
  return [
    `<li><span class="mark ${waivedBy === undefined ? tone[severity] : 'faint'}">${word} ${escapeXml(rule)}</span> ${escapeXml(message)} <br>${code(locationOf(span))}`,
    ...(why === undefined ? [] : [`<br><span class="faint">Why: ${escapeXml(why)}</span>`]),
    ...(help === undefined ? [] : [`<br>What to do: ${escapeXml(help)}`]),
    ...(waivedBy === undefined
      ? []
      : [`<br>Until ${escapeXml(waivedBy.expires)}, by ${escapeXml(waivedBy.owner)}: ${escapeXml(waivedBy.reason)}`]),
    '</li>',
  ].join('')
}

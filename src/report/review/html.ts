import { escapeXml } from '../ci/xml.ts'
import { code, fold, page, table } from '../html/page.ts'
import { findingsHtml } from '../html/findings.ts'
import { impactHtml } from '../impact/html.ts'
import { tally, tallyInWords } from '../tally.ts'
import type { ComparedFindings } from './findings.ts'
import type { RolloutView } from './rollout.ts'
import type { ChangeGroup, ChangeRow, ReviewView } from './view.ts'

/** What goes into a page besides the reviews. */
export interface PageParts {
  readonly base: string
  /** Name of what is compared with the base. */
  readonly head: string
  /** A drawing by cluster, of those that are drawn differently at all. */
  readonly drawings: ReadonlyMap<string, string>
  readonly findings: ComparedFindings
}

/** Reviews as one page that can be kept, sent and printed: the same facts as the comment, and a drawing. */
export function reviewHtml(reviews: readonly ReviewView[], { base, head, drawings, findings }: PageParts): string {
  const { fresh, older, gone } = findings
  const { errors } = tally([...fresh, ...older])
  const blocked = `<p class="risk high"><strong class="error">${errors} error${errors === 1 ? '' : 's'}</strong>: none of this can be rolled out until the input is corrected</p>`
  return page('What this change does', [
    '<main>',
    '<h1>What this change does</h1>',
    `<p class="faint">${escapeXml(head)} compared with ${escapeXml(base)}</p>`,
    ...(errors === 0 ? [] : [blocked]),
    ...reviews.map((review) => clusterHtml(review, base, drawings.get(review.cluster))),
    '<h2>Findings</h2>',
    `<h3>New with this change: ${escapeXml(tallyInWords(tally(fresh)))}</h3>`,
    ...(fresh.length === 0 ? [] : [findingsHtml(fresh)]),
    ...(gone.length === 0
      ? []
      : [
          fold(
            `No longer found: ${gone.length}`,
            `<ul>${gone.map((found) => `<li>${code(found.code)} ${escapeXml(found.message)}</li>`).join('')}</ul>`,
            false,
          ),
        ]),
    ...(older.length === 0 ? [] : [fold(`Existing: ${tallyInWords(tally(older))}`, findingsHtml(older), false)]),
    '</main>',
  ])
}

function clusterHtml(review: ReviewView, base: string, drawing: string | undefined): string {
  const { cluster, risk, headline, consequences, groups, rollout, impact, reviewers } = review
  return [
    `<section aria-label="${escapeXml(cluster)}">`,
    `<h2>${escapeXml(cluster)}</h2>`,
    `<p class="risk ${risk}">${escapeXml(headline)}</p>`,
    ...(consequences.length === 0
      ? []
      : [
          '<h3>What follows</h3>',
          `<ul class="marked">${consequences
            .map(({ weight, text }) => `<li><span class="mark ${weight}">${weight}</span>${escapeXml(text)}</li>`)
            .join('\n')}</ul>`,
        ]),
    ...(reviewers.length === 0
      ? []
      : [`<p>Approval needed from:</p><ul>${reviewers.map((words) => `<li>${escapeXml(words)}</li>`).join('')}</ul>`]),
    ...(impact === undefined ? [] : [impactHtml(impact)]),
    ...(drawing === undefined
      ? []
      : [
          '<h3>Picture</h3>',
          `<div class="scroll" tabindex="0" role="region" aria-label="Picture of ${escapeXml(cluster)}">${drawing}</div>`,
        ]),
    ...(groups.length === 0 ? [] : ['<h3>Changes</h3>']),
    ...groups.map(changesHtml),
    ...(rollout === undefined ? [] : [rolloutHtml(rollout, base)]),
    '</section>',
  ].join('\n')
}

function changesHtml({ location, rows }: ChangeGroup): string {
  const title = location === '' ? 'Of the cluster' : `Of location ${location}`
  return table(title, ['kind', 'change', 'before', 'after', 'cause'], rows.map(rowHtml))
}

function rowHtml({ sign, text, values, cause }: ChangeRow): string {
  const [before, after] = values === undefined ? ['', ''] : [code(values.before), code(values.after)]
  return `<tr><td class="sign">${sign}</td><th scope="row">${escapeXml(text)}</th><td>${before}</td><td>${after}</td><td>${code(cause)}</td></tr>`
}

function rolloutHtml({ summary, phases, asides }: RolloutView, base: string): string {
  const list = (title: string, items: readonly string[]): string =>
    `<p>${title}</p><ul>${items.map((item) => `<li>${escapeXml(item)}</li>`).join('')}</ul>`
  return [
    '<h3>Rollout</h3>',
    `<p>${escapeXml(`If the live state equals ${base}: ${summary}`)}</p>`,
    `<ol>${phases
      .map(
        ({ ordinal, title, tone, verdict, because }) =>
          `<li value="${Number.parseInt(ordinal, 10)}">${ordinal.includes(' ') ? `${ordinal}: ` : ''}${escapeXml(title)}<br><span class="mark ${tone}">${verdict}</span>: ${escapeXml(because)}</li>`,
      )
      .join('\n')}</ol>`,
    ...asides.map(({ title, items }) => list(`${title}:`, items)),
  ].join('\n')
}

import type { Weight } from '../../plan/review/consequence.ts'
import type { Risk } from '../../plan/review/risk.ts'
import { impactSections } from '../impact/markdown.ts'
import { findingItem, stickyMarker } from '../markdown/diagnostics.ts'
import { code, escapeMarkdown } from '../markdown/escape.ts'
import { fit, type Section } from '../markdown/fit.ts'
import { commentHosts, type CommentHost } from '../markdown/host.ts'
import { byWeight } from '../order.ts'
import { tally, tallyInWords } from '../tally.ts'
import type { Verdict } from '../plan/verdict.ts'
import type { ComparedFindings } from './findings.ts'
import type { RolloutView } from './rollout.ts'
import type { ChangeGroup, ChangeRow, ReviewView } from './view.ts'
import type { ChangeSign } from './words.ts'

const riskSigns: Readonly<Record<Risk, string>> = { none: '⚪', low: '🟢', medium: '🟡', high: '🔴', unknown: '❔' }
const weightSigns: Readonly<Record<Weight, string>> = { danger: '🔴', caution: '🟡', note: '🔹' }
/** How a verdict on a phase looks in a comment. */
export const toneSigns: Readonly<Record<Verdict['tone'], string>> = { good: '✅', warning: '🟡', error: '🔴' }
const changeSigns: Readonly<Record<ChangeSign, string>> = { added: '➕', removed: '➖', changed: '✏️', moved: '↪️' }

/** Changes up to which every fold of them is open. */
const FEW_CHANGES = 12

/** What goes into a comment besides the reviews. */
export interface CommentParts {
  /** Name of the revision that the change is compared with. */
  readonly base: string
  /** A Mermaid diagram by cluster, of those that are drawn differently at all. */
  readonly diagrams: ReadonlyMap<string, string>
  readonly findings: ComparedFindings
  readonly host?: CommentHost
}

/** Reviews as one sticky comment: the risk of each cluster first, then what follows, a picture, and a fold a location. */
export function reviewMarkdown(
  reviews: readonly ReviewView[],
  { base, diagrams, findings, host = commentHosts.github }: CommentParts,
): string {
  const sections = reviews.flatMap((review) => [
    ...following(review),
    ...(review.impact === undefined ? [] : impactSections(review.cluster, review.impact)),
    ...picture(review, diagrams.get(review.cluster), host),
    ...review.groups.map((group) => changes(review, group)),
    ...rollout(review, base),
  ])
  const head = `${stickyMarker}\n### What this change does\n`
  return fit(head, [headlines(reviews, findings), ...sections, ...findingSections(findings)], host)
}

function headlines(reviews: readonly ReviewView[], { fresh, older }: ComparedFindings): Section {
  const { errors } = tally([...fresh, ...older])
  const many = `**${errors} ${errors === 1 ? 'error' : 'errors'}**`
  const blocked = `🔴 ${many}: none of this can be rolled out until the input is corrected, see below\n`
  return {
    name: 'the risk of each cluster',
    lines: [
      ...(errors === 0 ? [] : [blocked]),
      ...reviews.map(
        ({ risk, cluster, headline }) =>
          `${riskSigns[risk]} **${escapeMarkdown(cluster)}**: ${escapeMarkdown(headline)}\n`,
      ),
    ],
    isDivisible: true,
  }
}

function following({ cluster, consequences, reviewers }: ReviewView): readonly Section[] {
  if (consequences.length === 0) return []
  return [
    {
      name: `consequences for ${cluster}`,
      before: [`**Consequences for ${escapeMarkdown(cluster)}**`, ''],
      lines: [
        ...consequences.map(({ weight, text }) => `- ${weightSigns[weight]} ${escapeMarkdown(text)}`),
        ...reviewers.map((words) => `- 👤 approval needed from: ${escapeMarkdown(words)}`),
      ],
      isDivisible: true,
    },
  ]
}

function picture(
  { cluster }: ReviewView,
  diagram: string | undefined,
  { diagram: fence }: CommentHost,
): readonly Section[] {
  if (diagram === undefined || fence === undefined) return []
  const title = `Picture of ${cluster}`
  return [
    {
      name: title,
      title,
      isOpen: true,
      before: [fence.open],
      lines: [diagram.trimEnd()],
      after: [fence.close],
      isDivisible: false,
    },
  ]
}

function changes({ cluster, changes: all }: ReviewView, { location, rows }: ChangeGroup): Section {
  const where = location === '' ? cluster : `${cluster}, location ${location}`
  const title = `${where}: ${rows.length} change${rows.length === 1 ? '' : 's'}`
  return {
    name: title,
    title,
    isOpen: all <= FEW_CHANGES,
    before: ['| | change | before | after | cause |', '|---|---|---|---|---|'],
    lines: rows.map(row),
    isDivisible: true,
  }
}

function row({ sign, text, values, cause }: ChangeRow): string {
  const [before, after] = values === undefined ? ['', ''] : [code(values.before), code(values.after)]
  return `| ${changeSigns[sign]} | ${escapeMarkdown(text)} | ${before} | ${after} | ${code(cause)} |`
}

function rollout({ cluster, rollout: view }: ReviewView, base: string): readonly Section[] {
  if (view === undefined) return []
  const title = `Rollout of ${cluster}, if the live state equals ${base}: ${view.summary}`
  return [
    {
      name: `rollout of ${cluster}`,
      title,
      isOpen: view.phases.some(({ tone }) => tone === 'error'),
      lines: rolloutItems(view),
      isDivisible: true,
    },
  ]
}

function rolloutItems({ phases, asides }: RolloutView): readonly string[] {
  // A list that Markdown numbers by itself counts on from its first number.
  const isCounted = phases.every(({ ordinal }, index) => ordinal === String(index + 1))
  return [
    ...phases.map(
      ({ ordinal, title, tone, verdict, because }) =>
        `${isCounted ? `${ordinal}.` : `- **${ordinal}**:`} ${escapeMarkdown(title)}<br>${toneSigns[tone]} **${verdict}**: ${escapeMarkdown(because)}`,
    ),
    ...asides.flatMap(({ title, items }) =>
      items.map((item, index) => `${index === 0 ? `\n${title}:\n\n` : ''}- ${escapeMarkdown(item)}`),
    ),
  ]
}

function findingSections({ fresh, older, gone }: ComparedFindings): readonly Section[] {
  const section = (name: string, lines: readonly string[], isOpen: boolean): readonly Section[] =>
    lines.length === 0 ? [] : [{ name, title: name, isOpen, lines, isDivisible: true }]
  const items = (found: ComparedFindings['fresh']): readonly string[] => found.toSorted(byWeight).map(findingItem)
  return [
    ...section(`New findings: ${tallyInWords(tally(fresh))}`, items(fresh), true),
    ...section(
      `No longer found: ${tallyInWords(tally(gone))}`,
      gone.map(({ code: rule, message }) => `- **${rule}** ${escapeMarkdown(message)}`),
      false,
    ),
    ...section(`Existing findings: ${tallyInWords(tally(older))}`, items(older), false),
  ]
}

import type { Change } from '../../plan/review/change.ts'
import type { Weight } from '../../plan/review/consequence.ts'
import type { Review, Risk } from '../../plan/review/review.ts'
import type { Proof } from '../../plan/proof.ts'
import { unreachable } from '../../source/unreachable.ts'
import { stickyMarker } from '../markdown/diagnostics.ts'
import { code, escapeMarkdown } from '../markdown/escape.ts'
import { commentLimits, fit, type Section } from '../markdown/fit.ts'
import { compare } from '../order.ts'
import { summaryOf } from '../plan/summary.ts'
import { causeText, type LocateCause } from './locate.ts'
import { riskLine } from './risk.ts'
import { changeWords, type ChangeSign } from './words.ts'

const riskSigns: Readonly<Record<Risk, string>> = { none: '⚪', low: '🟢', medium: '🟡', high: '🔴' }
const weightSigns: Readonly<Record<Weight, string>> = { danger: '🔴', caution: '🟡', note: '🔹' }
const changeSigns: Readonly<Record<ChangeSign, string>> = { added: '➕', removed: '➖', changed: '✏️', moved: '↪️' }

/** What goes into a comment besides the reviews. */
export interface CommentParts {
  /** A Mermaid diagram by cluster, which hosts draw. */
  readonly diagrams: ReadonlyMap<string, string>
  /** Folds of the findings. */
  readonly findings: readonly Section[]
  /** Errors of the input, waived ones not counted: with one, nothing can be rolled out. */
  readonly errors: number
  readonly limit?: number
}

/** Reviews as one sticky comment: the risk of each cluster first, then what follows, a picture, and a fold a location. */
export function reviewMarkdown(
  reviews: readonly Review[],
  locate: LocateCause,
  { diagrams, findings, errors, limit = commentLimits.github }: CommentParts,
): string {
  const head = [
    stickyMarker,
    '### What this change does',
    '',
    ...(errors === 0
      ? []
      : [
          `🔴 **${errors} ${errors === 1 ? 'error' : 'errors'}**: nothing of this can be rolled out before the input is corrected, see below\n`,
        ]),
    ...reviews.map(
      (review) =>
        `${riskSigns[review.risk]} **${escapeMarkdown(review.cluster)}**: ${escapeMarkdown(riskLine(review))}\n`,
    ),
  ].join('\n')
  const sections = reviews.flatMap((review) => clusterSections(review, locate, diagrams.get(review.cluster)))
  return fit(head, [...sections, ...findings], limit)
}

function clusterSections(review: Review, locate: LocateCause, diagram: string | undefined): readonly Section[] {
  if (review.changes.length === 0) return []
  const name = String(review.cluster)
  return [
    ...(review.consequences.length === 0 ? [] : [{ name: `what follows for ${name}`, text: consequences(review) }]),
    ...(diagram === undefined
      ? []
      : [{ name: `picture of ${name}`, text: fold(`Picture of ${name}`, `\`\`\`mermaid\n${diagram}\`\`\``, false) }]),
    ...changeFolds(review, locate),
    ...rollout(review),
  ]
}

function consequences({ cluster, consequences: all }: Review): string {
  const items = all.map(({ weight, text }) => `- ${weightSigns[weight]} ${escapeMarkdown(text)}`)
  return `\n**What follows for ${escapeMarkdown(cluster)}**\n\n${items.join('\n')}\n`
}

function changeFolds(review: Review, locate: LocateCause): readonly Section[] {
  const places = new Map<string, Change[]>()
  for (const change of review.changes) {
    const place = placeOf(change)
    places.set(place, [...(places.get(place) ?? []), change])
  }
  const isSmall = review.changes.length <= 12
  return [...places]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([place, changes]) => {
      const title = `${review.cluster}${place === '' ? '' : `, ${place}`}: ${changes.length} change${changes.length === 1 ? '' : 's'}`
      const rows = changes.map((change) => row(change, locate))
      return {
        name: title,
        text: fold(
          title,
          ['| | change | before | after | cause |', '|---|---|---|---|---|', ...rows].join('\n'),
          isSmall,
        ),
      }
    })
}

/** The location that a change is folded under; none for what concerns the cluster. */
function placeOf(change: Change): string {
  if ('location' in change) return `location ${change.location}`
  if (change.kind !== 'value changed') return ''
  if (change.subject.kind === 'location') return `location ${change.subject.location}`
  // A value of nodes stands where it was written: in the file of a location, or in that of the cluster.
  const [, location] = /\/locations\/([^/]+)\.yaml$/.exec(change.cause.place.file) ?? []
  return location === undefined ? '' : `location ${location}`
}

function row(change: Change, locate: LocateCause): string {
  const { sign, text, values } = changeWords(change)
  const [before, after] = values === undefined ? ['', ''] : [code(values.before), code(values.after)]
  return `| ${changeSigns[sign]} | ${escapeMarkdown(text)} | ${before} | ${after} | ${code(causeText(change.cause, locate))} |`
}

function rollout({ cluster, rollout: plan }: Review): readonly Section[] {
  if (plan === undefined) return []
  if (plan.phases.length === 0)
    // An upgrade or a new authority is no commit and still work: "nothing to change" would mislead.
    return [
      {
        name: `rollout of ${cluster}`,
        text: `\nRollout of ${escapeMarkdown(cluster)}, if what is live equals the base: no commit. What is done by hand stands above.\n`,
      },
    ]
  const title = `Rollout of ${cluster}, if what is live equals the base: ${summaryOf(plan)}`
  const items = plan.phases.map(
    ({ ordinal, title: phase, proof }) => `${ordinal}. ${escapeMarkdown(phase)}: ${proofWords(proof)}`,
  )
  return [{ name: `rollout of ${cluster}`, text: fold(title, items.join('\n'), false) }]
}

function proofWords(proof: Proof): string {
  switch (proof.kind) {
    case 'proved':
      return `proved, ${escapeMarkdown(proof.because.join('; '))}${
        proof.assumptions.length === 0 ? '' : `; assumes ${escapeMarkdown(proof.assumptions.join('; '))}`
      }`
    case 'refused':
      return `**refused**, ${escapeMarkdown(proof.obstacle)}; instead: ${escapeMarkdown(proof.suggestion)}`
    case 'not needed':
      return `safe, ${escapeMarkdown(proof.because)}`
    case 'unprovable':
      return `**cannot be proved**, ${escapeMarkdown(proof.because)}`
    default:
      return unreachable(proof)
  }
}

function fold(title: string, body: string, isOpen: boolean): string {
  return `<details${isOpen ? ' open' : ''}><summary>${escapeMarkdown(title)}</summary>\n\n${body}\n\n</details>\n`
}

import type { Finding } from '../../doctor/finding.ts'
import type { Appearance } from '../appearance.ts'
import { EXIT } from '../exit-code.ts'
import { harmless } from '../text/cells.ts'
import { paintOf, severityPaint, type Paint } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import type { ClusterHealth } from './health.ts'
import { heldText, leaseText } from './lease-text.ts'
import { nodeLines } from './nodes-text.ts'
import { ageText } from './time-text.ts'
import { timeText } from '../../source/time-text.ts'
import { plural } from '../plural.ts'
import { verdictOn } from './verdict.ts'

/** Findings that a screen has room for, and commands and steps of each. */
const MOST_FINDINGS = 4

/** The status of a cluster on one screen: the verdict, what was done last, what waits, and the nodes that need somebody. */
export function statusText(health: ClusterHealth, look: Appearance, options: { readonly all: boolean }): string {
  const paint = paintOf(look)
  const { exitCode, tone, words } = verdictOn(health)
  const clean = (text: string): string => harmless(text, look.unicode)
  const label = (name: string): string => `  ${name.padEnd(11)}`
  const more = exitCode === EXIT.ok ? [] : [`  more       pader runbook ${exitCode}`]
  const head = wrap(clean(`${health.cluster}  ${words}`), look.columns, '  ')
  const facts = factsOf(health).flatMap(([name, text]) => wrap(clean(text), look.columns, ' '.repeat(13), label(name)))
  return `${[
    ...head.map((line, index) => (index === 0 ? paint[tone](line) : line)),
    ...facts,
    ...nodeLines(health, look, options.all),
    ...findingLines(health, look, paint),
    ...more,
  ].join('\n')}\n`
}

function factsOf(health: ClusterHealth): readonly (readonly [string, string])[] {
  const {
    trouble,
    version,
    entryNode,
    applied,
    lastRun,
    provedAt,
    at,
    hold,
    obstacle,
    waiting,
    away,
    leased,
    leasesEnded,
    unansweredLogins,
  } = health
  return [
    ...(trouble === undefined ? [] : [['to do', trouble.remedy] as const]),
    ...(version === undefined ? [] : [['version', `${version} at ${entryNode}, the entry node`] as const]),
    ['last run', lastRun === undefined ? 'none yet' : runText(lastRun)],
    ...(applied === undefined ? [] : [['applied', appliedText(applied)] as const]),
    [
      'proved',
      provedAt === undefined
        ? 'never: no apply has confirmed every node yet'
        : `${ageText(provedAt, at)}, at every node`,
    ],
    ...(hold === undefined ? [] : [['on hold', holdText(hold)] as const]),
    ...(obstacle === undefined ? [] : [['refused', `every change: ${obstacle.why}; ${obstacle.remedy}`] as const]),
    ...holders(health),
    ...waiting.map(
      ({ step, what, since }) =>
        ['waits for', `${step}: ${what}${since === undefined ? '' : ` (since ${timeText(since)})`}`] as const,
    ),
    ...unansweredLogins.map(
      (login) =>
        [
          'login',
          `of "${login.user}" at ${login.node}, sent ${timeText(login.at)}, never answered: a session of Pader may be open there that only the appliance can end`,
        ] as const,
    ),
    ...away.map(
      ({ node, what, ticket, expires }) =>
        ['catches up', `${node} when it is back: ${what}; out of service by ${ticket} until ${expires}`] as const,
    ),
    ...leased.map(
      ({ what, ticket, owner, expires }) => ['accepted', `${what}, by ${ticket} of ${owner} until ${expires}`] as const,
    ),
    ...leasesEnded.map(
      ({ what, ticket, owner, expires }) =>
        [
          'ended',
          `the lease of ${ticket} for ${what}, on ${expires}: "pader adopt", "pader apply", or a new date from ${owner}`,
        ] as const,
    ),
    ...differenceFacts(health),
  ]
}

function differenceFacts({ differences, unread = [] }: ClusterHealth): ReturnType<typeof factsOf> {
  return [
    ...(differences === undefined || differences.changes + differences.left === 0
      ? []
      : [['differs', `${differences.summary}; see "pader plan" and "pader diff"`] as const]),
    ...(unread.length === 0 ? [] : [['not read', leftText(unread.length, unread[0] ?? '')] as const]),
    ...(differences?.firstLeft === undefined
      ? []
      : [['left', leftText(differences.left, differences.firstLeft)] as const]),
  ]
}

function holders({ lock, lapsed, watch }: ClusterHealth): readonly (readonly [string, string])[] {
  return [
    ...(lock === undefined ? [] : [['locked', leaseText({ lock })] as const]),
    ...(lapsed === undefined ? [] : [['lease', leaseText({ lapsed })] as const]),
    ...(watch === undefined ? [] : [['watched', heldText(watch)] as const]),
  ]
}

function runText({ at, by, command, commit, commits, outcome }: NonNullable<ClusterHealth['lastRun']>): string {
  const from = commit === undefined ? '' : ` of ${commit.slice(0, 12)}`
  return `${timeText(at)}, ${command}${from} by ${by}: ${outcome ?? 'in progress, or killed'}, ${plural(commits, 'commit')}`
}

function leftText(left: number, first: string): string {
  return left === 1 ? first : `${first}; and ${left - 1} more`
}

function appliedText({ at, commit }: NonNullable<ClusterHealth['applied']>): string {
  return `${commit === undefined ? 'a state without a commit' : `commit ${commit.slice(0, 12)}`}, since ${timeText(at)}`
}

function holdText({ by, why, until, commits, remedy }: NonNullable<ClusterHealth['hold']>): string {
  const of = commits === undefined ? '' : `, commit ${commits.map((commit) => commit.slice(0, 12)).join(', ')} only`
  const then = remedy === undefined ? '' : `; ${remedy}`
  return `by ${by}${of}${until === undefined ? '' : `, until ${timeText(until)}`}: ${why}${then}`
}

function findingLines({ findings }: ClusterHealth, look: Appearance, paint: Paint): readonly string[] {
  const clean = (text: string): string => harmless(text, look.unicode)
  const block = ({ severity, code, what, cause, remedy }: Finding): readonly string[] => [
    ...wrap(clean(what), look.columns, '  ', `${severityPaint(paint, severity)(severity)} ${code} `),
    ...wrap(clean(cause), look.columns, '       ', '  why  '),
    ...remedy.flatMap((step) => wrap(clean(step), look.columns, '       ', '  do   ')),
  ]
  const more = findings.length - MOST_FINDINGS
  return [
    ...findings.slice(0, MOST_FINDINGS).flatMap(block),
    ...(more > 0 ? [`and ${plural(more, 'more finding')}: pader doctor, or --output json`] : []),
  ]
}

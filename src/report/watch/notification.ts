import { harmless } from '../text/cells.ts'
import type { ClusterStatus } from './status.ts'

/** What somebody was told of a cluster last, so that nobody is told the same twice. */
export interface NotificationState {
  /** State and words of the last message, or of the calm before any. */
  readonly said: string
  /** Failures in a row, told of or not. */
  readonly failures: number
  /** Whether the last message told of something that is not well. */
  readonly trouble: boolean
  /** Passes in a row before which the branch could not be read. */
  readonly unread: number
  /** The trouble that was told of and is not over: when it began, and how often it was told of. */
  readonly incident?: Incident
}

/** Messages about one stretch of trouble, from the first one to the one that it is over. */
export interface Incident {
  /** ISO instant of the look that found it. */
  readonly since: string
  /** How many messages about it came before. */
  readonly index: number
}

/** A message about a cluster whose state has changed. */
export interface Notification {
  readonly cluster: string
  readonly state: 'test' | 'well' | 'changed' | 'differs' | 'needs a person' | 'failing' | 'not read' | 'not believed'
  readonly words: string
  readonly commit?: string
  /** ISO instant of the look that it tells of. */
  readonly at: string
  /** What it belongs to, where it is about trouble or its end. */
  readonly incident?: Incident
}

/** Failures in a row before somebody is told: one lost connection is nothing to wake a person for. */
const PATIENCE = 3

const CALM: ReadonlySet<Notification['state']> = new Set(['well', 'changed'])
const OF_THE_SOURCE: ReadonlySet<Notification['state']> = new Set(['not read', 'not believed'])
const SAME_WORDS: ReadonlySet<Notification['state']> = new Set(['well', 'failing', 'not read'])

/** What to tell after a pass has ended, if anything is new. Told after the act, with its outcome. */
export function notificationAfter(
  told: NotificationState | undefined,
  status: ClusterStatus,
): { readonly told: NotificationState; readonly notification?: Notification } {
  const before = told ?? { said: '', failures: 0, unread: 0, trouble: false }
  const { last } = status
  if (last === undefined) return { told: before }
  const counts = countsAfter(before, last, status.source)
  const state = stateOf(status, counts)
  if (state === undefined) return { told: { ...before, ...counts } }
  const words = (OF_THE_SOURCE.has(state) ? status.source : undefined) ?? last.words
  const trouble = !CALM.has(state)
  // The words of a failure vary from one try to the next; it is still the same failure.
  const said = SAME_WORDS.has(state) ? state : `${state}: ${words}`
  const isNews = said !== before.said && (state !== 'well' || before.trouble)
  const { now, message } = incidentAfter(before.incident, { trouble, isNews, at: last.at })
  return {
    told: { said, ...counts, trouble, ...now },
    ...(isNews ? { notification: { ...messageOf(status, state, words, last.at), ...message } } : {}),
  }
}

/** What goes on, and what a message belongs to. */
function incidentAfter(
  before: Incident | undefined,
  { trouble, isNews, at }: { readonly trouble: boolean; readonly isNews: boolean; readonly at: string },
): Readonly<Record<'now' | 'message', { readonly incident?: Incident }>> {
  const incident = before ?? (trouble ? { since: at, index: 0 } : undefined)
  if (incident === undefined) return { now: {}, message: {} }
  const { since, index } = incident
  return { now: trouble ? { incident: { since, index: index + (isNews ? 1 : 0) } } : {}, message: { incident } }
}

function messageOf(
  { cluster, commit }: ClusterStatus,
  state: Notification['state'],
  words: string,
  at: string,
): Notification {
  const text = state === 'well' ? `well again: ${words}` : words
  return { cluster, state, words: text, at, ...(commit === undefined ? {} : { commit }) }
}

type Counts = Pick<NotificationState, 'failures' | 'unread'>

function countsAfter(before: Counts, { kind }: { readonly kind: string }, source: string | undefined): Counts {
  return {
    failures: kind === 'failed' ? before.failures + 1 : 0,
    unread: source === undefined || isRefused(source) ? 0 : before.unread + 1,
  }
}

function isRefused(source: string): boolean {
  return source.startsWith('refused')
}

/** A branch that cannot be read is told of where nothing else is: new commits are not taken, and nobody would know. */
function stateOf({ last, source }: ClusterStatus, { failures, unread }: Counts): Notification['state'] | undefined {
  if (source !== undefined && isRefused(source)) return 'not believed'
  const state = stateAfter(last, failures)
  return unread >= PATIENCE && (state === undefined || CALM.has(state)) ? 'not read' : state
}

function stateAfter(last: ClusterStatus['last'], failures: number): Notification['state'] | undefined {
  const kind = last?.kind ?? 'not yet'
  switch (kind) {
    case 'in sync':
      return 'well'
    case 'applied':
      return 'changed'
    case 'differs':
    case 'needs a person':
      return kind
    case 'failed':
      return failures >= PATIENCE ? 'failing' : undefined
    default:
      return undefined
  }
}

/** What the words of a message do not say by themselves. */
const LEADS: Readonly<Partial<Record<Notification['state'], string>>> = {
  test: 'test',
  'not read': 'the branch cannot be read, and new commits are not taken',
  'not believed': 'the branch is not believed',
}

/** The message in one line, for chats. */
export function notificationText({ cluster, state, words, commit }: Notification): string {
  const at = commit === undefined ? '' : ` (commit ${commit.slice(0, 12)})`
  const lead = LEADS[state]
  return `Pader, cluster ${cluster}: ${lead === undefined ? '' : `${lead}: `}${words}${at}`
}

/** The same for Slack, which calls everybody for a word in angle brackets, or makes a link of it that says something else. */
export function slackText(notification: Notification): string {
  return harmless(notificationText(notification), true)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

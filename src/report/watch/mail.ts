import { createHash } from 'node:crypto'
import { harmless } from '../text/cells.ts'
import { wrap } from '../text/wrap.ts'
import type { Notification } from './notification.ts'

/** A notification as a mail: everything of it but from whom and to whom. */
export interface Mail {
  readonly subject: string
  readonly text: string
  readonly messageId: string
  /** Message-ID of the first mail of the incident, for those that follow it. */
  readonly follows?: string
}

/** What to do, as short as a subject and as long as the first lines of a mail need it. */
interface Advice {
  readonly subject: string
  readonly text: string
}

const nothing = 'Nothing to do.'

const ADVICE: Readonly<Record<Notification['state'], (cluster: string) => Advice>> = {
  test: () => ({ subject: 'a test, nothing to do', text: nothing }),
  well: () => ({ subject: 'well again, nothing to do', text: nothing }),
  changed: () => ({ subject: 'changed, nothing to do', text: nothing }),
  differs: (cluster) => ({
    subject: 'differs, see pader status',
    text: `See what differs with "pader status --cluster ${cluster}" and who changed it with "pader diff --cluster ${cluster}".`,
  }),
  'needs a person': (cluster) => ({
    subject: 'needs a person, see pader status',
    text: `See what is left with "pader status --cluster ${cluster}", and why with "pader doctor --cluster ${cluster}".`,
  }),
  failing: (cluster) => ({
    subject: 'failing, see pader doctor',
    text: `Pader tries again by itself. See what is in the way with "pader doctor --cluster ${cluster}".`,
  }),
  'not read': () => ({
    subject: 'branch cannot be read, see network and credentials',
    text: 'No new commit is taken, and the one that was accepted last stays in force. Restore access to the branch: the next check continues.',
  }),
  'not believed': () => ({
    subject: 'branch not believed, see who pushed',
    text: 'See who pushed to the branch, and what. The cluster stays at the commit that was accepted before.',
  }),
}

/** Columns that a phone shows of plain text without breaking lines itself. */
const COLUMNS = 60
const MOST_CHARACTERS = 4_000

/** A notification as a mail from an address of `domain`, with a link to the page where there is one. */
export function mailOf(notification: Notification, domain: string, page: string | undefined): Mail {
  const { state, words, commit, at } = notification
  const cluster = harmless(notification.cluster, true)
  const advice = ADVICE[state](cluster)
  const facts = [
    ...(commit === undefined ? [] : [`Commit:  ${commit.slice(0, 12)}`]),
    `Seen at: ${at.slice(0, 19).replace('T', ' ')} UTC`,
    ...(page === undefined ? [] : [`Page:    ${page}`]),
  ]
  const said = words.length > MOST_CHARACTERS ? `${words.slice(0, MOST_CHARACTERS)}… (all of it: pader status)` : words
  const paragraphs = [
    said
      .split('\n')
      .map((line) => lines(line))
      .join('\n'),
    lines(advice.text),
    facts.join('\n'),
  ]
  return {
    subject: `${cluster}: ${advice.subject}`,
    text: `${paragraphs.join('\n\n')}\n`,
    ...idsOf(notification, domain),
  }
}

function lines(text: string): string {
  return wrap(harmless(text, true), COLUMNS, '').join('\n')
}

/** Mails of one incident hang together by the name of its first one, which anybody can work out again. */
function idsOf({ cluster, at, state, incident }: Notification, domain: string): Pick<Mail, 'messageId' | 'follows'> {
  const name = (...parts: readonly unknown[]): string =>
    `<pader.${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}@${domain}>`
  if (incident === undefined) return { messageId: name(cluster, at, state) }
  const first = name(cluster, incident.since)
  return incident.index === 0
    ? { messageId: first }
    : { messageId: name(cluster, incident.since, incident.index, at), follows: first }
}

import { createHash } from 'node:crypto'
import { shortened, type CommitStatus } from '../../report/watch/commit-status.ts'
import { PROPOSAL_MARK, type PullText } from '../../report/watch/plan-comment.ts'
import type { LastSent, SentPull } from './last-sent.ts'
import type { Forge, Pull, PullEnds, SetStatus } from './port.ts'

/** What is to stand at the pull request of a proposal. */
export interface DesiredPull extends PullEnds {
  /** What Pader proposes; absent where somebody else has a hand in the branch, so that only the comment is Pader's. */
  readonly proposal?: ProposedText
  /** Absent where none is wanted. */
  readonly comment?: StickyComment
}

/** The one comment of Pader on a pull request. */
export interface StickyComment {
  /** Its first line, by which it is found again. */
  readonly marker: string
  readonly body: string
}

/** A proposal as a pull request shows it. */
export interface ProposedText extends PullText {
  readonly commit: string
  /** Whether one may be opened where none is. */
  readonly mayOpen: boolean
}

/** Sets the status of a commit, unless the same one was set last. */
export async function putStatus(
  forge: Forge,
  status: CommitStatus,
  place: Pick<SetStatus, 'context' | 'branch' | 'page'>,
  memory: LastSent<CommitStatus>,
): Promise<void> {
  const before = await memory.recall()
  if (before?.commit === status.commit && before.state === status.state && before.words === status.words) return
  await memory.remember(undefined)
  await forge.setStatus({ ...status, ...place, words: shortened(status.words, forge.words) })
  await memory.remember(status)
}

/**
 * Brings the pull request of a proposal to what it is to be: opens it once, keeps what Pader opened up to date, and keeps
 * one comment on it. One that somebody closed stays closed while the proposal is the same; a comment that somebody took
 * away comes back when there is something new to say.
 */
export async function putPull(forge: Forge, desired: DesiredPull, memory: LastSent<SentPull>): Promise<void> {
  const before = (await memory.recall()) ?? {}
  const said = digestOf(desired)
  if (before.said === said) return
  const { head, base, proposal, comment } = desired
  const pull = (await forge.findPull({ head, base })) ?? (await openedFor(forge, desired, before))
  if (pull === undefined) return
  const commit = proposal?.commit ?? before.commit
  await memory.remember(commit === undefined ? {} : { commit })
  if (proposal !== undefined) await keepText(forge, pull, proposal)
  if (comment !== undefined) await keepComment(forge, pull.number, comment)
  await memory.remember({ ...(commit === undefined ? {} : { commit }), said })
}

function digestOf({ head, base, proposal, comment }: DesiredPull): string {
  return createHash('sha256')
    .update(JSON.stringify([head, base, proposal, comment]))
    .digest('hex')
}

async function openedFor(forge: Forge, desired: DesiredPull, before: SentPull): Promise<Pull | undefined> {
  const { head, base, proposal } = desired
  // What was there for this very commit and is not open any more was closed by somebody.
  if (proposal?.mayOpen !== true || before.commit === proposal.commit) return undefined
  return forge.openPull({ head, base }, { title: proposal.title, body: proposal.body })
}

/** What a person opened, or has taken into their own hands, keeps its text. */
async function keepText(forge: Forge, pull: Pull, { title, body }: PullText): Promise<void> {
  if (!pull.isMine || !pull.body.includes(PROPOSAL_MARK)) return
  if (pull.title === title && plain(pull.body) === plain(body)) return
  await forge.changePull(pull.number, { title, body })
}

async function keepComment(forge: Forge, number: number, { marker, body }: StickyComment): Promise<void> {
  const all = await forge.commentsOn(number)
  const mine = all.find((one) => one.isMine && one.body.startsWith(marker))
  if (mine === undefined) await forge.addComment(number, body)
  else if (plain(mine.body) !== plain(body)) await forge.changeComment(number, mine.id, body)
}

/** Forges change line ends and trim: what is the same but for that is not sent. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim()
}

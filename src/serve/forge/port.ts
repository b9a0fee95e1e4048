import type { CommentHost } from '../../report/markdown/host.ts'
import type { CommitStatus } from '../../report/watch/commit-status.ts'
import type { PullText } from '../../report/watch/plan-comment.ts'

/** A status as it is set: what it is called among those of others, and what it links to. */
export interface SetStatus extends CommitStatus {
  readonly context: string
  /** Branch that the commit is on. */
  readonly branch: string
  readonly page?: string
}

/** Two branches between which a pull request stands. */
export interface PullEnds {
  readonly head: string
  readonly base: string
}

/** An open pull request, or merge request. */
export interface Pull extends PullText {
  /** The number that people call it by. */
  readonly number: number
  /** Whether the account opened it that Pader uses. */
  readonly isMine: boolean
}

/** A comment on a pull request. */
export interface ForgeComment {
  readonly id: number
  readonly body: string
  /** Whether the account wrote it that Pader uses. Anybody can write one that looks as if. */
  readonly isMine: boolean
}

/**
 * The interface of a host of repositories. Every method rejects with {@link ForgeTrouble} and with nothing else; none of
 * them is waited for by a pass.
 */
export interface Forge {
  /** Most characters of the words of a status. */
  readonly words: number
  readonly comments: CommentHost
  /** Asks for the repository and changes nothing: whether address, certificate, token and repository are right. */
  lookAround(): Promise<void>
  setStatus(status: SetStatus): Promise<void>
  /** The open pull request from a branch to another, if there is one. */
  findPull(ends: PullEnds): Promise<Pull | undefined>
  openPull(ends: PullEnds, text: PullText): Promise<Pull>
  changePull(number: number, text: PullText): Promise<void>
  commentsOn(number: number): Promise<readonly ForgeComment[]>
  addComment(number: number, body: string): Promise<void>
  changeComment(number: number, id: number, body: string): Promise<void>
}

/** Why a forge did not do what it was asked for. */
export class ForgeTrouble extends Error {
  /** `away`: worth another try soon; `busy`: after the time that it names; `refused`: not before somebody has changed something. */
  readonly kind: 'away' | 'busy' | 'refused'
  readonly status: number | undefined
  /** Milliseconds that it wants to be left alone. */
  readonly wait: number

  constructor(
    kind: ForgeTrouble['kind'],
    message: string,
    { status, wait = 0 }: { status?: number; wait?: number } = {},
  ) {
    super(message)
    this.kind = kind
    this.status = status
    this.wait = wait
  }
}

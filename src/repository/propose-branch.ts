import { buildCommit, type ProposedContent, type Signature } from './build-commit.ts'
import { commitAt, isAncestor, type RunGit } from './run-git.ts'

/** Where proposals go: a branch of this name, in this repository. */
export interface ProposalTarget {
  readonly remote: string
  readonly branch: string
  /** The branch that is followed, which is never pushed to. */
  readonly followed: string
  readonly signature: Signature
}

/** A change of files on top of a commit, for a person to accept. */
export interface BranchProposal {
  readonly base: string
  readonly message: string
  /** Stands for what the proposal is about: the same for the same difference, whatever the base. */
  readonly mark: string
  readonly files: readonly ProposedContent[]
}

/** What became of a proposal. */
export type Proposed =
  | { readonly kind: 'pushed' | 'as before'; readonly commit: string }
  /** Somebody else has a hand in the branch, or took it away. */
  | { readonly kind: 'left alone'; readonly why: string }

/** The commit that was pushed last, as the clone remembers it. */
const MINE = 'refs/pader/proposed'
const THEIRS = 'refs/pader/proposal-branch'

/**
 * Puts a proposal on its branch: makes the branch, or brings the one of an earlier proposal up to date, and touches no
 * other. A branch on which somebody else committed is theirs; one that somebody took away stays away while the difference
 * is the same.
 */
export async function proposeBranch(git: RunGit, target: ProposalTarget, proposal: BranchProposal): Promise<Proposed> {
  const ref = refOf(target)
  const mine = await commitAt(git, MINE)
  const tip = await remoteTip(git, target)
  if (tip === undefined && mine !== undefined && (await markOf(git, mine)) === proposal.mark) {
    return { kind: 'left alone', why: 'somebody took the branch away, so that it is not pushed again for the same' }
  }
  if (tip !== undefined && !(await isMine(git, tip, mine, proposal.base))) {
    return { kind: 'left alone', why: `somebody else committed to it (${tip.slice(0, 12)})` }
  }
  if (tip !== undefined && (await isStillRight(git, tip, proposal))) {
    await git(['update-ref', MINE, tip])
    return { kind: 'as before', commit: tip }
  }
  const message = `${proposal.message.trimEnd()}\n\n${TRAILER}: ${proposal.mark}\n`
  const commit = await buildCommit(git, { ...proposal, message, signature: target.signature })
  await push(git, target, `${commit}:${ref}`, tip)
  await git(['update-ref', MINE, commit])
  return { kind: 'pushed', commit }
}

/** Takes the branch of a proposal away when nothing is left of the difference; one that somebody else changed stays. */
export async function withdrawBranch(git: RunGit, target: ProposalTarget): Promise<boolean> {
  const mine = await commitAt(git, MINE)
  if (mine === undefined) return false
  const isThere = (await remoteTip(git, target)) === mine
  if (isThere) await push(git, target, `:${refOf(target)}`, mine)
  await git(['update-ref', '-d', MINE])
  return isThere
}

const TRAILER = 'Pader-Difference'

function refOf({ branch, followed }: ProposalTarget): string {
  if (branch === followed) throw new Error(`"${branch}" is followed, and never pushed to`)
  return `refs/heads/${branch}`
}

/** The branch moves only from where it was just seen: whoever was faster is not overwritten. */
async function push(git: RunGit, target: ProposalTarget, refspec: string, from = ''): Promise<void> {
  const lease = `--force-with-lease=${refOf(target)}:${from}`
  await git(['push', '--quiet', '--no-verify', '--no-follow-tags', lease, '--', target.remote, refspec])
}

/** What the branch stands on, brought into the clone. */
async function remoteTip(git: RunGit, target: ProposalTarget): Promise<string | undefined> {
  const ref = refOf(target)
  const listed = await git(['ls-remote', '--quiet', '--', target.remote, ref])
  const tip = listed.split('\n').find((line) => line.endsWith(`\t${ref}`))
  if (tip === undefined) return undefined
  await git(['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--', target.remote, `+${ref}:${THEIRS}`])
  return commitAt(git, THEIRS)
}

/** What the clone remembers counts; after it was lost, a commit in Pader's name that stands on the followed history. */
async function isMine(git: RunGit, tip: string, mine: string | undefined, base: string): Promise<boolean> {
  if (tip === mine) return true
  const by = await git(['log', '-1', '--no-show-signature', '--format=%cn', tip])
  const parent = await commitAt(git, `${tip}^`)
  const stands = parent !== undefined && (await isAncestor(git, parent, base))
  return by.trim() === 'Pader' && stands && (await markOf(git, tip)) !== undefined
}

async function markOf(git: RunGit, commit: string): Promise<string | undefined> {
  const mark = await git(['log', '-1', '--no-show-signature', `--format=%(trailers:key=${TRAILER},valueonly)`, commit])
  return mark.trim() === '' ? undefined : mark.trim()
}

/** Whether a branch says what a new commit would say: the same difference, taken over into files that did not change. */
async function isStillRight(git: RunGit, tip: string, { mark, base, files }: BranchProposal): Promise<boolean> {
  if ((await markOf(git, tip)) !== mark) return false
  const paths = files.map(({ path }) => `:(top,literal)${path}`)
  return (await git(['diff-tree', '-r', '--name-only', `${tip}^`, base, '--', ...paths])).trim() === ''
}

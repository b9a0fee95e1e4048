import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sshCommand, type GitAccess } from './git-access.ts'
import { makeFolder } from './make-folder.ts'
import { forOwnRepository, withSettings } from './own-repository.ts'
import { commitAt, gitIn, isAncestor, type RunGit } from './run-git.ts'
import { firstUntrusted, type TrustedSigners } from './signatures.ts'
import { errorText } from '../source/error-text.ts'

/** What to follow, and where the clone that follows it lies. */
export interface BranchToFollow {
  /** Anything that git can fetch from: a URL, or the path of a repository on this machine. */
  readonly remote: string
  readonly branch: string
  /** Folder of the clone; it belongs to the follower alone. */
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly access?: GitAccess
  /** Who must have signed every commit; absent where signatures are not asked for. */
  readonly signers?: TrustedSigners
  /** A commit that was acted on before, in case the clone was lost. */
  readonly known?: string
  /** Ends a look that is under way. */
  readonly stop?: AbortSignal
}

/** What a look at the branch found. */
export type BranchLook =
  /** Full commit id; it is in the clone, and not checked out yet. */
  | { readonly kind: 'new commit'; readonly commit: string }
  | { readonly kind: 'nothing new' }
  /** The branch holds something that is not believed; the accepted commit goes on to hold. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }

/** Follows one branch of a repository in a clone of its own, and only ever forwards. */
export interface BranchFollower {
  /** The commit that was accepted last, also before a restart. */
  accepted(): Promise<string | undefined>
  look(): Promise<BranchLook>
  /** Puts the files of an accepted commit into the folder, exactly; never while somebody reads there. */
  checkOut(commit: string): Promise<void>
  /** Git in the clone, for what else is done with it. */
  readonly git: RunGit
}

const TIP = 'refs/pader/tip'
const ACCEPTED = 'refs/pader/accepted'

/**
 * Attributes that beat those of the files: what was reviewed and signed is what is read, and no commit chooses a program
 * of the user's settings that makes something else of it, as one does that fetches large files from wherever the commit says.
 */
const BYTES_AS_COMMITTED = '* -text -ident -filter -working-tree-encoding\n'

/** Opens the clone, or makes it; nothing is fetched yet. */
export async function followBranch(what: BranchToFollow): Promise<BranchFollower> {
  makeFolder(what.folder, 0o700)
  const ssh = { GIT_SSH_COMMAND: sshCommand(what.access ?? {}) }
  const env = withSettings({ ...forOwnRepository(what.env), ...ssh }, settingsFor(what))
  const git = gitIn({ folder: what.folder, env, ...(what.stop === undefined ? {} : { stop: what.stop }) })
  await git(['init', '--quiet'])
  makeFolder(join(what.folder, '.git', 'info'))
  await writeFile(join(what.folder, '.git', 'info', 'attributes'), BYTES_AS_COMMITTED)
  // What was killed leaves its lock; nobody but this follower works in the clone.
  await Promise.all(
    ['index.lock', 'HEAD.lock', 'shallow.lock', 'gc.pid'].map(async (name) =>
      rm(join(what.folder, '.git', name), { force: true }),
    ),
  )
  return {
    accepted: async () => commitAt(git, ACCEPTED),
    look: async () => {
      try {
        return await look(git, what)
      } catch (error) {
        return { kind: 'failed', why: errorText(error).trim() }
      }
    },
    checkOut: async (commit) => {
      await git(['checkout', '--quiet', '--detach', '--force', commit])
      await git(['clean', '-ffdxq'])
    },
    git,
  }
}

/**
 * The clone is used for months and by nobody else: it is packed in the course of a fetch, what nothing refers to is not
 * kept, no log of where its refs stood keeps old commits alive, and nothing that lies in a template of git is run.
 */
function settingsFor({ signers }: BranchToFollow): Readonly<Record<string, string>> {
  return {
    'gpg.ssh.allowedSignersFile': signers?.allowedSigners ?? '/dev/null',
    'core.logAllRefUpdates': 'false',
    'core.hooksPath': '/dev/null',
    'gc.auto': '500',
    'gc.autoDetach': 'false',
    'gc.pruneExpire': '1.day.ago',
    'http.lowSpeedLimit': '1',
    'http.lowSpeedTime': '60',
  }
}

/** Branches that are named where the one that is followed is not there. */
const MOST_NAMED = 10

async function branchesOf(git: RunGit, remote: string): Promise<readonly string[]> {
  const listing = await git(['ls-remote', '--heads', '--', remote])
  return [...listing.matchAll(/\trefs\/heads\/(.+)$/gm)].map(([, name = '']) => name)
}

async function look(git: RunGit, { remote, branch, signers, known }: BranchToFollow): Promise<BranchLook> {
  const refspec = `+refs/heads/${branch}:${TIP}`
  try {
    await git(['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--', remote, refspec])
  } catch (error) {
    const branches = await branchesOf(git, remote).catch(() => [branch])
    if (branches.includes(branch)) throw error
    const there = branches.length === 0 ? 'none yet' : branches.slice(0, MOST_NAMED).join(', ')
    return { kind: 'failed', why: `the remote has no branch "${branch}"; it has ${there}` }
  }
  const tip = await commitAt(git, TIP)
  if (tip === undefined) return { kind: 'failed', why: `there is no branch "${branch}"` }
  const accepted = await commitAt(git, ACCEPTED)
  if (tip === accepted) return { kind: 'nothing new' }
  const base = accepted ?? known
  if (base !== undefined && !(await isAncestor(git, base, tip))) {
    const why = `"${branch}" does not lead on from ${base}: its history was rewritten, or another branch was put there`
    return { kind: 'refused', why }
  }
  if (signers !== undefined) {
    const untrusted = await firstUntrusted(git, await commitsBetween(git, base, tip), signers)
    if (untrusted !== undefined) return { kind: 'refused', why: untrusted }
  }
  await git(['update-ref', ACCEPTED, tip])
  return { kind: 'new commit', commit: tip }
}

/** Every commit that came in, side branches of a merge included; of a branch seen for the first time only its tip. */
async function commitsBetween(git: RunGit, base: string | undefined, tip: string): Promise<readonly string[]> {
  if (base === undefined) return [tip]
  const listing = await git(['rev-list', '--reverse', tip, `^${base}`])
  return listing.split('\n').filter((line) => line !== '')
}

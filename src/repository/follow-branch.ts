import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleGit, type SimpleGit } from 'simple-git'
import { firstUntrusted, type TrustedSigners } from './signatures.ts'

/** What to follow, and where the clone that follows it lies. */
export interface BranchToFollow {
  /** Anything that git can fetch from: a URL, or the path of a repository on this machine. */
  readonly remote: string
  readonly branch: string
  /** Folder of the clone; it belongs to the follower alone. */
  readonly folder: string
  /** Who must have signed every commit; absent where signatures are not asked for. */
  readonly signers?: TrustedSigners
  /** A commit that was acted on before, in case the clone was lost. */
  readonly known?: string
}

/** What a look at the branch found. */
export type BranchLook =
  /** Full commit id, checked out in the follower's folder. */
  | { readonly kind: 'new commit'; readonly commit: string }
  | { readonly kind: 'nothing new' }
  /** The branch holds something that is not believed; the folder stays at the accepted commit. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }

/** Follows one branch of a repository in a clone of its own, and only ever forwards. */
export interface BranchFollower {
  /** The commit that was accepted last, also before a restart. */
  accepted(): Promise<string | undefined>
  look(): Promise<BranchLook>
}

const TIP = 'refs/pader/tip'
const ACCEPTED = 'refs/pader/accepted'

/** Milliseconds of silence after which git is taken for stuck. */
const PATIENCE = 60_000

/** Opens the clone, or makes it; nothing is fetched yet. */
export async function followBranch(what: BranchToFollow): Promise<BranchFollower> {
  await mkdir(what.folder, { recursive: true, mode: 0o700 })
  const git = simpleGit({ baseDir: what.folder, timeout: { block: PATIENCE } })
  await git.init()
  // A checkout that was killed leaves its lock; nobody but this follower works in the clone.
  await rm(join(what.folder, '.git', 'index.lock'), { force: true })
  await git.addConfig('gpg.ssh.allowedSignersFile', what.signers?.allowedSigners ?? '/dev/null')
  const before = await commitAt(git, ACCEPTED)
  if (before !== undefined) await checkOut(git, before)
  return {
    accepted: async () => commitAt(git, ACCEPTED),
    look: async () => {
      try {
        return await look(git, what)
      } catch (error) {
        return { kind: 'failed', why: error instanceof Error ? error.message.trim() : String(error) }
      }
    },
  }
}

async function look(git: SimpleGit, { remote, branch, signers, known }: BranchToFollow): Promise<BranchLook> {
  const refspec = `+refs/heads/${branch}:${TIP}`
  await git.raw(['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--', remote, refspec])
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
  await checkOut(git, tip)
  await git.raw(['update-ref', ACCEPTED, tip])
  return { kind: 'new commit', commit: tip }
}

/** Every commit that came in, side branches of a merge included; of a branch seen for the first time only its tip. */
async function commitsBetween(git: SimpleGit, base: string | undefined, tip: string): Promise<readonly string[]> {
  if (base === undefined) return [tip]
  const listing = await git.raw(['rev-list', '--reverse', tip, `^${base}`])
  return listing.split('\n').filter((line) => line !== '')
}

/** Asked by what git prints: the exit code alone is not always passed on as an error. */
async function isAncestor(git: SimpleGit, base: string, tip: string): Promise<boolean> {
  if ((await commitAt(git, base)) !== base) return false
  return (await git.raw(['merge-base', base, tip])).trim() === base
}

async function commitAt(git: SimpleGit, name: string): Promise<string | undefined> {
  const id = await git.raw(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]).catch(() => '')
  return /^[0-9a-f]{40,64}$/.test(id.trim()) ? id.trim() : undefined
}

async function checkOut(git: SimpleGit, commit: string): Promise<void> {
  await git.raw(['checkout', '--quiet', '--detach', '--force', commit])
  await git.raw(['clean', '-ffdxq'])
}

import type { RawFile } from '../source/source-file.ts'
import { countingBytes, LONGEST_LISTING, MOST_FILES, tooLarge, TooManyFiles } from './bounds.ts'
import { gitAround, type GitAround } from './git-around.ts'
import { historyGit } from './history-git.ts'
import { readBlobs } from './read-blobs.ts'
import { filesOfTree, treeEntries, type TreeEntry } from './tree-files.ts'
import { commitAt, GitFailure, TooMuchPrinted, type AskGit, type GitSetup } from './run-git.ts'

/** Why a revision cannot be read, in words for the person who named it. */
export class RevisionError extends Error {
  /** Git answers nothing at all, whatever revision is named. */
  readonly byGit: boolean
  constructor(message: string, byGit = false) {
    super(message)
    this.byGit = byGit
    this.name = 'RevisionError'
  }
}

/** A revision of the repository that a folder lies in. */
export interface Revision {
  /** Full commit id. */
  readonly commit: string
  readonly files: readonly RawFile[]
}

/** A folder of a working copy, and with what environment git is asked about it. */
export interface RevisionFolder {
  /** Absolute. */
  readonly folder: string
  /** What it is called in paths. */
  readonly name: string
  readonly env: GitSetup['env']
}

/** Reads all files below a folder as they are in a revision, through git's objects and without a checkout. */
export async function readRevision({ folder, name, env }: RevisionFolder, revision: string): Promise<Revision> {
  const { top, gitForBytes, prefix } = aroundOf({ folder, env }, revision)
  const git = historyGit(top)
  const commit = await commitOf(git, revision)
  const entries = treeEntries(await listingOf(gitForBytes, commit, { prefix, name }), prefix)
  if (entries.length > MOST_FILES) throw new TooManyFiles(name)
  const isRead = ({ kind, size }: TreeEntry): boolean => kind !== 'submodule' && tooLarge(size) === undefined
  const count = countingBytes(name)
  for (const { size } of entries.filter(isRead)) count(size)
  const ids = [...new Set(entries.filter(isRead).map(({ id }) => id))]
  const blobs = await readBlobs(gitForBytes, ids)
  const byId = new Map(ids.map((id, index) => [id, blobs[index]]))
  const files = filesOfTree(entries, (id) => byId.get(id))
  return { commit, files: files.map((file) => ({ ...file, path: name === '' ? file.path : `${name}/${file.path}` })) }
}

/**
 * What a commit has below a folder. The same tree ten times in another one, and that ten times in the next, is a few kilobytes that git
 * lists for ever, and without a word where no file is in it: so folders are listed as well, and a listing has an end.
 */
async function listingOf(
  git: GitAround['gitForBytes'],
  commit: string,
  { prefix, name }: { readonly prefix: string; readonly name: string },
): Promise<string> {
  const args = ['ls-tree', '-r', '-t', '-l', '-z', '--full-tree', commit, '--', prefix === '' ? '.' : prefix]
  const listing = await git(args, { most: LONGEST_LISTING }).catch((error: unknown) => {
    throw error instanceof TooMuchPrinted ? new TooManyFiles(name, 'a listing of 16 MiB has room for') : error
  })
  return listing.toString('utf8')
}

/** A commit and those before it, as ids; the newest ten thousand of a longer history. */
export async function historyOf(
  folder: Pick<RevisionFolder, 'folder' | 'env'>,
  commit: string,
): Promise<ReadonlySet<string>> {
  const list = await historyGit(aroundOf(folder, commit).top)(['rev-list', '--max-count=10000', commit])
  return new Set(list.split('\n').filter((id) => id !== ''))
}

function aroundOf(folder: Pick<RevisionFolder, 'folder' | 'env'>, revision: string): GitAround {
  const around = gitAround(folder)
  if (around !== undefined) return around
  throw new RevisionError(`cannot read "${revision}": this folder is not in a git repository`)
}

async function commitOf(git: AskGit, revision: string): Promise<string> {
  const commit = await commitAt(git, revision)
  if (commit !== undefined) return commit
  // A git that does not answer at all says why; one that does has no such revision.
  const isShallow = await git(['rev-parse', '--is-shallow-repository']).catch((error: unknown) => {
    throw error instanceof GitFailure ? new RevisionError(`cannot read "${revision}": ${error.message}`, true) : error
  })
  throw new RevisionError(
    isShallow.trim() === 'true'
      ? await missingFromShallow(git, revision)
      : `there is no revision "${revision}" in this repository`,
  )
}

/** How deep a shallow clone would have to be; a comparison needs the named commit and nothing of its history. */
async function missingFromShallow(git: AskGit, revision: string): Promise<string> {
  const [, start = revision, steps = ''] = /^(.+?)((?:~\d*|\^)+)$/.exec(revision) ?? []
  const there = steps === '' ? undefined : await commitAt(git, start)
  if (there !== undefined) {
    const back = [...steps.matchAll(/~(\d*)|\^/g)].reduce((sum, [, count]) => sum + Number(count || 1), 0)
    const listed = await git(['rev-list', '--first-parent', '--count', there])
    const [needed, present] = [back + 1, Number(listed.trim())]
    return (
      `"${revision}" is not in this shallow clone: it has ${present} of the ${needed} commits that lead there: ` +
      `deepen it with "git fetch --deepen=${needed - present}", or clone with depth ${needed}`
    )
  }
  const name = start.replace(/^origin\//, '')
  const target = /^[0-9a-f]{40,64}$/.test(start) ? start : `${name}:refs/remotes/origin/${name}`
  return (
    `"${revision}" is not in this shallow clone: fetch it, without its history if you like, ` +
    `with "git fetch --depth=1 origin ${target}"`
  )
}

import type { RunGit } from './run-git.ts'

/** A file of the repository and what it is to hold. */
export interface ProposedContent {
  /** From the root of the repository, with `/`. */
  readonly path: string
  readonly content: string
}

/** In whose name Pader commits. */
export interface Signature {
  readonly email: string
  /** File with the private SSH key that signs commits; they are not signed unless given. */
  readonly key?: string
}

/** A commit to be made beside the checked-out files, which stay as they are. */
export interface CommitToBuild {
  readonly base: string
  readonly message: string
  readonly files: readonly ProposedContent[]
  readonly signature: Signature
}

/** Makes a commit in the object store: neither the checked-out files nor their index nor any branch change. */
export async function buildCommit(git: RunGit, { base, message, files, signature }: CommitToBuild): Promise<string> {
  const index = (await git(['rev-parse', '--git-path', 'pader-proposal-index'])).trim()
  const env = { GIT_INDEX_FILE: index }
  await git(['read-tree', base], { env })
  const entries: string[] = []
  for (const { path, content } of files) {
    const blob = (await git(['hash-object', '-w', '--stdin', '--path', path], { input: content })).trim()
    entries.push(`${await modeOf(git, base, path)} ${blob}\t${path}\0`)
  }
  await git(['update-index', '-z', '--index-info'], { env, input: entries.join('') })
  const tree = (await git(['write-tree'], { env })).trim()
  const { key } = signature
  const signing = key === undefined ? [] : ['-c', 'gpg.format=ssh']
  const signed = key === undefined ? [] : [`-S${key}`]
  const commit = await git([...signing, 'commit-tree', ...signed, '-p', base, '-F', '-', tree], {
    input: message,
    env: { ...namesFor('AUTHOR', signature), ...namesFor('COMMITTER', signature) },
  })
  return commit.trim()
}

function namesFor(role: 'AUTHOR' | 'COMMITTER', { email }: Signature): Readonly<Record<string, string>> {
  return { [`GIT_${role}_NAME`]: 'Pader', [`GIT_${role}_EMAIL`]: email }
}

/** A file keeps its mode; what is a link in the repository is not written through. */
async function modeOf(git: RunGit, base: string, path: string): Promise<string> {
  const [entry = ''] = (await git(['ls-tree', '-z', base, '--', `:(top,literal)${path}`])).split('\0')
  const mode = entry.split(' ')[0] ?? ''
  if (mode !== '100644' && mode !== '100755') throw new Error(`"${path}" is no file of the repository`)
  return mode
}

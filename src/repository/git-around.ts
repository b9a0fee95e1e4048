import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { foldersFrom, isTop } from './folders-above.ts'
import { gitForBytesIn, gitIn, type GitSetup, type RunGit, type RunGitForBytes } from './run-git.ts'

/** Git, for questions about a folder of a working copy. */
export interface GitAround {
  /** Top of the working copy, where git runs. */
  readonly top: string
  readonly git: RunGit
  readonly gitForBytes: RunGitForBytes
  /** The folder as seen from there, with `/` at its end; empty for the top itself. */
  readonly prefix: string
}

/**
 * Git around a folder; undefined where no working copy is. It runs at the top: a folder below it that holds `HEAD`,
 * `config`, `objects` and `refs`, which a commit can bring along, is a repository to a git that starts in it, and what
 * such a `config` names git runs as a program.
 */
export function gitAround({ folder, env }: Pick<GitSetup, 'folder' | 'env'>): GitAround | undefined {
  const real = realpathSync(folder)
  const top = foldersFrom(real).find(isTop)
  if (top === undefined) return undefined
  const below = relative(top, real).split(sep).join('/')
  const setup = { folder: top, env }
  return { top, git: gitIn(setup), gitForBytes: gitForBytesIn(setup), prefix: below === '' ? '' : `${below}/` }
}

import { simpleGit } from 'simple-git'
import { GitFailure, type AskGit } from './run-git.ts'
import { errorText } from '../source/error-text.ts'

/**
 * Git at the top of a working copy, for questions about its history. A compile, which asks one question of the working
 * copy, starts git itself: loading this takes longer than the answer.
 */
export function historyGit(top: string): AskGit {
  const git = simpleGit(top)
  return async (args) =>
    git.raw([...args]).catch((error: unknown) => {
      throw new GitFailure(errorText(error).trim())
    })
}

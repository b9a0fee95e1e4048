import { harmless } from '../text/cells.ts'
import type { PassStatus } from './status.ts'

/** What stands at a commit about one cluster that follows it. */
export interface CommitStatus {
  readonly commit: string
  readonly state: 'pending' | 'success' | 'failure'
  readonly words: string
}

/** What was decided last, and how often in a row a pass has failed since. */
export interface CommitStatusState {
  readonly status?: CommitStatus
  readonly failures: number
}

/** Failures in a row before it is said at the commit: one lost connection says nothing about it. */
const PATIENCE = 3

/** What is to stand at a commit when a pass towards it begins: of one that is new, that it is under way. */
export function statusAtStart(before: CommitStatusState, commit: string): CommitStatusState {
  if (before.status?.commit === commit) return before
  return { status: { commit, state: 'pending', words: 'looking at the appliances' }, failures: 0 }
}

/**
 * What is to stand at a commit after a pass towards it has ended. It stays as it is while the state does: the words of a
 * failure vary from one try to the next, and that a commit was rolled out is not replaced by that all is still well.
 */
export function statusAtEnd(before: CommitStatusState, commit: string, { kind, words }: PassStatus): CommitStatusState {
  const failures = kind === 'failed' ? before.failures + 1 : 0
  const state = stateOf(kind, failures)
  if (state === undefined) return { ...before, failures }
  const { status } = before
  const isSame = status?.commit === commit && status.state === state
  const stays = isSame && (state === 'success' || (kind === 'failed' && failures > PATIENCE))
  return { status: stays ? status : { commit, state, words }, failures }
}

function stateOf(kind: string, failures: number): CommitStatus['state'] | undefined {
  switch (kind) {
    case 'in sync':
    case 'applied':
      return 'success'
    case 'differs':
    case 'too early':
      return 'pending'
    case 'needs a person':
      return 'failure'
    case 'failed':
      return failures >= PATIENCE ? 'failure' : undefined
    default:
      return undefined
  }
}

const ELSEWHERE = '… (all of it: pader status)'

/** Words of a status on one line, within what a host takes; where they are cut they say where the whole is. */
export function shortened(words: string, limit: number): string {
  const line = harmless(words.replaceAll(/\s+/g, ' ').trim(), true)
  if (line.length <= limit) return line
  let cut = ''
  for (const character of line) {
    if (cut.length + character.length + ELSEWHERE.length > limit) break
    cut += character
  }
  return cut + ELSEWHERE
}

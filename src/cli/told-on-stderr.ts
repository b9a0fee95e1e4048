import type { CommandFailure } from './command.ts'

/** A failure as standard error shows it: one line where no node can be meant, and otherwise told in full. */
export async function toldOnStderr({ failure }: CommandFailure, reachesNodes: boolean): Promise<string> {
  const what = `pader: ${failure.what}`
  if (!reachesNodes) return `${what}: ${failure.next.join('; ')}\n`
  const { failureText } = await import('../report/failure.ts')
  // Not broken into lines: what is copied from here, a path or a command, stays whole.
  return failureText({ ...failure, what }, { color: false, unicode: true, columns: Number.POSITIVE_INFINITY })
}

import { EXIT, type ExitCode } from '../exit-code.ts'
import type { ClusterHealth } from './health.ts'

/** What a cluster is like in a few words, and what a command exits with because of it. */
export interface HealthVerdict {
  readonly exitCode: ExitCode
  readonly tone: 'good' | 'warning' | 'error'
  readonly words: string
}

/** The verdict on a cluster: what needs somebody most decides. Nothing is called well that was not shown. */
export function verdictOn(health: ClusterHealth): HealthVerdict {
  const { trouble, nodes, waiting, differences, findings, hold } = health
  if (trouble !== undefined) {
    const exitCode =
      trouble.kind === 'attached elsewhere'
        ? EXIT.locked
        : trouble.kind === 'not set up'
          ? EXIT.invalid
          : EXIT.unreachable
    return { exitCode, tone: 'error', words: trouble.message }
  }
  const behind = nodes.filter(({ sync }) => sync === 'behind')
  if (behind.length > 0)
    return { exitCode: EXIT.partial, tone: 'error', words: `${plural(behind.length, 'node')} behind` }
  const silent = nodes.filter(({ answers }) => answers === false)
  if (silent.length > 0) {
    const what = silent.length === 1 ? 'node does' : 'nodes do'
    return { exitCode: EXIT.unreachable, tone: 'error', words: `${silent.length} ${what} not answer` }
  }
  const grave = findings.find(({ severity }) => severity === 'error')
  if (grave !== undefined) return { exitCode: EXIT.partial, tone: 'error', words: grave.what }
  const notShown = nodes.filter(({ sync }) => sync === 'not shown')
  const unshown = notShown.length === 0 ? '' : `, not confirmed at ${plural(notShown.length, 'node')}`
  if (waiting.length > 0) {
    return { exitCode: EXIT.waiting, tone: 'warning', words: `waits for a person: ${waiting[0]?.step ?? ''}${unshown}` }
  }
  if (differences !== undefined && differences.changes > 0) {
    return {
      exitCode: EXIT.changes,
      tone: 'warning',
      words: `differs from the YAML in ${plural(differences.changes, 'place')}${unshown}`,
    }
  }
  if (differences !== undefined && differences.left > 0) {
    return {
      exitCode: EXIT.waiting,
      tone: 'warning',
      words: `${plural(differences.left, 'difference')} left as found${unshown}`,
    }
  }
  if (notShown.length > 0) {
    // Without consent to ask, nobody is missing: the host file decided that this is enough.
    const exitCode = health.asksNodes ? EXIT.unreachable : EXIT.ok
    const tone = health.asksNodes || hold !== undefined ? 'warning' : 'good'
    return { exitCode, tone, words: `as the YAML says at the entry node${unshown}` }
  }
  const held = hold === undefined ? '' : ', on hold'
  return {
    exitCode: EXIT.ok,
    tone: hold === undefined ? 'good' : 'warning',
    words: `in sync: confirmed at ${plural(nodes.length, 'node')}${held}`,
  }
}

const URGENCY: readonly ExitCode[] = [
  EXIT.internal,
  EXIT.partial,
  EXIT.unreachable,
  EXIT.locked,
  EXIT.invalid,
  EXIT.waiting,
  EXIT.changes,
]

/** Of several clusters, what needs a person most decides. */
export function worstOf(exitCodes: readonly ExitCode[]): ExitCode {
  return URGENCY.find((code) => exitCodes.includes(code)) ?? EXIT.ok
}

/** A number and its word. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

import { didYouMean } from '../../source/suggest.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/** What to say of a name that nobody has: the nearest that somebody has, or the first few. */
export function unknownName(kind: string, name: string, known: readonly string[]): CommandFailure {
  const some = [...new Set(known)].slice(0, 8)
  const hint = didYouMean(name, known)?.help ?? (some.length === 0 ? 'there is none' : `there are ${some.join(', ')}`)
  return new CommandFailure(EXIT.usage, `no ${kind} "${name}"`, hint)
}

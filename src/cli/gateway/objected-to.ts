import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/** What is told of a plan that is only shown and that guards would stop; undefined where none objects. */
export function objectedTo(
  command: 'apply' | 'rollback',
  [first, ...others]: readonly string[],
): CommandFailure | undefined {
  if (first === undefined) return undefined
  const what = [
    command === 'apply' ? 'an apply of this would be refused' : 'this rollback would be refused',
    first,
    ...others,
  ]
  const next = `do what they say; if one names a flag, "pader ${command}" accepts it`
  return new CommandFailure(EXIT.guarded, what.join('\n  '), next)
}

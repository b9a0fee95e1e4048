import { isRepeatable } from './options/repeatable.ts'
import type { Command as Parser, Option } from 'commander'
import { UsageError } from './command.ts'
import type { World } from './world.ts'

/**
 * Consent is given in the call itself, and so is what makes a change another one or a larger one, or says why it is made: a
 * variable that somebody exported long ago must not. The environment may say where things are, and narrow what is meant.
 */
const never: ReadonlySet<string> = new Set([
  '--yes',
  '--confirm',
  '--sign',
  '--why',
  '--until',
  // Which changes: all clusters, another state than that of the repository, what nobody committed, an upgrade at one go.
  '--all',
  '--to',
  '--to-backup',
  '--files',
  '--mode',
  '--upgrade',
  '--keep-days',
  '--keep-last',
  '--help',
  '--version',
])

/** An option of the call that another one would contradict, so that the environment does not add that. */
const insteadOf: Readonly<Record<string, string>> = { '--cluster': '--all' }

/** The variable that sets an option where the call does not: `PADER_FAIL_ON` for `--fail-on`. */
export function twinOf({ long, description }: Option): string | undefined {
  if (long === undefined || long === null || never.has(long) || description.startsWith('override GUARD-'))
    return undefined
  return `PADER_${long.replace(/^--/, '').replaceAll('-', '_').toUpperCase()}`
}

/** The arguments that the environment adds to a call, for every option that the call itself does not give. */
export function fromEnvironment(parser: Parser, args: readonly string[], env: World['env']): readonly string[] {
  return parser.options.flatMap((option) => {
    const twin = twinOf(option)
    const value = twin === undefined ? undefined : env[twin]
    const { long } = option
    if (twin === undefined || value === undefined || value === '' || long === undefined || long === null) return []
    if (args.some((arg) => arg === long || arg.startsWith(`${long}=`) || arg === insteadOf[long])) return []
    if (option.isBoolean() || option.negate) return isOn(twin, value) ? [long] : []
    // An option that can be repeated takes several values, separated by spaces.
    const values = isRepeatable(option) ? value.split(/\s+/).filter((one) => one !== '') : [value]
    return values.flatMap((one) => [`${long}=${one}`])
  })
}

function isOn(name: string, value: string): boolean {
  if (['1', 'true', 'yes'].includes(value.toLowerCase())) return true
  if (['0', 'false', 'no'].includes(value.toLowerCase())) return false
  throw new UsageError(`${name} is a switch: it takes 1 or 0, not "${value}"`)
}

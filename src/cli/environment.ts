import { isRepeatable } from './options/repeatable.ts'
import type { Command as Parser, Option } from 'commander'
import { UsageError } from './command.ts'
import type { World } from './world.ts'

/** Consent is given in the call itself: a variable that somebody exported long ago must not give it. A mode may be to enforce. */
const never: ReadonlySet<string> = new Set(['--yes', '--confirm', '--sign', '--mode', '--help', '--version'])

/** The variable that sets an option where the call does not: `PADER_FAIL_ON` for `--fail-on`. */
export function twinOf({ long, description }: Option): string | undefined {
  if (long === undefined || long === null || never.has(long) || description.startsWith('override the guard'))
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
    if (args.some((arg) => arg === long || arg.startsWith(`${long}=`))) return []
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

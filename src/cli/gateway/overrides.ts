import { overrideFlags } from '../../plan/hear-guards.ts'
import type { World } from '../world.ts'

/** The flags among the options that override a guard. */
export function overriddenBy(options: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const camel = (flag: string): string => flag.slice(2).replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  return new Set(overrideFlags.filter((flag) => options[camel(flag)] === true))
}

/** Says which overrides met no guard: a flag that is always given is no decision. */
export function warnOfUnused(overridden: ReadonlySet<string>, used: ReadonlySet<string>, world: World): void {
  for (const flag of overridden) {
    if (!used.has(flag)) world.stderr.write(`pader: warning: ${flag} overrode nothing: no guard objected\n`)
  }
}

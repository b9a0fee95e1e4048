import { Option, type Command as Parser } from 'commander'
import { overrideFlags } from '../../plan/evaluate-guards.ts'
import type { World } from '../world.ts'
import { collect } from './repeatable.ts'

/** Adds a flag for each guard that may be overridden; those that are given are gathered under one name. */
export function addOverrides(parser: Parser): Parser<[], { readonly overridden?: readonly string[] }> {
  for (const flag of overrideFlags) {
    const option = new Option(flag, 'override the guard of that name').preset(flag).argParser(collect)
    option.attributeName = () => 'overridden'
    parser.addOption(option)
  }
  return parser
}

/** Says which overrides met no guard: a flag that is always given is no decision. */
export function warnOfUnused(overridden: ReadonlySet<string>, used: ReadonlySet<string>, world: World): void {
  for (const flag of overridden) {
    if (!used.has(flag)) world.stderr.write(`pader: warning: ${flag} overrode nothing: no guard objected\n`)
  }
}

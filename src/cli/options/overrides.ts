import { Option, type Command as Parser } from 'commander'
import { guards } from '../../plan/guards/index.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { Overrides } from '../gateway/overrides.ts'
import type { World } from '../world.ts'
import { collect } from './repeatable.ts'

/** Adds a flag for each guard that may be overridden; those that are given are gathered under one name. */
export function addOverrides(parser: Parser): Parser<[], { readonly overridden?: readonly string[] }> {
  for (const { code, override } of guards) {
    if (override === undefined) continue
    const option = new Option(override, `override ${code}`).preset(override).argParser(collect)
    option.attributeName = () => 'overridden'
    parser.addOption(option)
  }
  return parser
}

/**
 * Says which overrides met no guard: a flag that is always given is no decision. Where the guards of one of the clusters were
 * never heard, because its run ended before, or a way back was only shown, there is nothing to say.
 */
export function warnOfUnused({ overridden, used, heard }: Overrides, clusters: readonly Cluster[], world: World): void {
  if (!clusters.every(({ name }) => heard.has(name))) return
  for (const flag of overridden) {
    if (!used.has(flag)) world.stderr.write(`pader: warning: ${flag} overrode nothing: no guard objected\n`)
  }
}

import { Option, type Command as Parser } from 'commander'
import type { OptionsOf } from '../command.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { collect } from '../options/repeatable.ts'
import { clusterOption, nowOption } from '../options/repository.ts'
import type { Format } from '../output/target.ts'

/** Forms in which an answer can be had. */
export const FIND_FORMATS: readonly Format[] = ['text', 'json']

/** Adds what `pader policy` can be told; most of it is for `find`. */
export function addFindOptions(parser: Parser) {
  return parser
    .addOption(outputOption(FIND_FORMATS))
    .addOption(colorOption)
    .option('--in <region[=outcome]>', 'find: at the nodes of a region; twice for one request at two of them', collect)
    .option('--outcome <outcome>', 'find: what becomes of the request: allowed, blocked, or the name of an action')
    .option('--where <criteria>', 'find: what holds for the request, as rules say it; repeatable', collect)
    .option('--url <url>', 'find: a URL, or a host alone; an asterisk stands for anything')
    .option('--client <network>', 'find: the address of the client, or a network that it is in')
    .option('--unauthenticated', 'find: nobody has logged on')
    .addOption(
      new Option('--cycle <cycle>', 'find: the cycle that decides')
        .choices(['request', 'response', 'embedded'])
        .default('request'),
    )
    .addOption(
      new Option('--expect <answer>', 'find: exit with 3 unless there is no such request, or is one').choices([
        'none',
        'some',
      ]),
    )
    .addOption(clusterOption())
    .addOption(nowOption)
}

/** The options of `pader policy find`. */
export type FindOptions = OptionsOf<typeof addFindOptions>

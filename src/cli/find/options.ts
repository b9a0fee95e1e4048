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
    .option(
      '--in <region[=outcome]>',
      'find: at the nodes of this region; give it twice to compare one request in two',
      collect,
    )
    .option('--outcome <outcome>', 'find: outcome of the request: allowed, blocked, or the name of an action')
    .option('--where <criteria>', 'find: criteria that hold for the request, written as in rules; repeatable', collect)
    .option('--url <url>', 'find: a URL, or just a host; an asterisk matches anything')
    .option('--client <network>', 'find: the address of the client, or a network it is in')
    .option('--unauthenticated', 'find: the user has not logged on')
    .addOption(
      new Option('--cycle <cycle>', 'find: the cycle that decides the request')
        .choices(['request', 'response', 'embedded'])
        .default('request'),
    )
    .addOption(
      new Option(
        '--expect <answer>',
        'find: exit with 3 unless there is no such request (none), or there is one (some)',
      ).choices(['none', 'some']),
    )
    .addOption(clusterOption())
    .addOption(nowOption)
}

/** The options of `pader policy find`. */
export type FindOptions = OptionsOf<typeof addFindOptions>

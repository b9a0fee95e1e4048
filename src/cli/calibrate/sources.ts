import type { Command as Parser } from 'commander'
import type { OptionsOf } from '../command.ts'
import { openBackup, openLive, type LookedAt } from '../import/source.ts'
import { entryOption } from '../options/entry.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { readGiven } from '../process/read-given.ts'
import type { World } from '../world.ts'

/** Adds what says where something is learnt. */
export function addSources(parser: Parser) {
  return parser
    .option('--values <file...>', 'values that the UI shows for some nodes, written like a file in locations/')
    .option(
      '--backup <file...>',
      'read backups instead of a running cluster: the first with the first --values, and so on',
    )
    .option('--export <file...>', 'an exported rule set whose rules do what their names say')
    .option('--node <node>', 'node to ask about (default: the first one)')
    .addOption(hostConfigOption())
    .addOption(entryOption('the first one of the host file'))
}

/** Where something is learnt. */
export type Sources = OptionsOf<typeof addSources>

/** The backups that were named, or the cluster that runs. */
export async function openSources(name: string, options: Sources, world: World): Promise<readonly LookedAt[]> {
  const { backup: backups } = options
  if (backups === undefined) return [await openLive(name, options, world)]
  return Promise.all(backups.map(async (file) => openBackup(file, world)))
}

/** The text of a file that was named. */
export async function readText(file: string, world: World): Promise<string> {
  return (await readGiven(file, `"${file}"`, world)).toString('utf8')
}

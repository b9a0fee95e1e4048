import type { ClusterSeed } from '../../emulator/profile.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { jsonOf, readGiven } from '../process/read-given.ts'
import type { World } from '../world.ts'

/** Reads what an emulator wrote with `dump`; the accounts are made anew, since a dump may be old. */
export async function readDump(path: string, world: World): Promise<ClusterSeed> {
  const value = jsonOf((await readGiven(path, `the dump "${path}"`, world)).toString('utf8'))
  if (isSeed(value)) return value
  throw new CommandFailure(
    EXIT.invalid,
    `"${path}" is not a dump of an emulator`,
    'write one with GET /dump of its control port',
  )
}

/** Whether a value has the parts of a dump; what is inside them was written by the emulator itself. */
function isSeed(value: unknown): value is ClusterSeed {
  if (typeof value !== 'object' || value === null) return false
  const fields = new Map<string, unknown>(Object.entries(value))
  const lists = ['accounts', 'nodes', 'clusterDocuments', 'settings', 'lists', 'ruleSets']
  return (
    fields.get('formatVersion') === 1 &&
    typeof fields.get('secret') === 'string' &&
    typeof fields.get('savedAt') === 'number' &&
    lists.every((name) => Array.isArray(fields.get(name)))
  )
}

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { World } from '../world.ts'
import { whyInWords } from './trouble-with-files.ts'

/**
 * Reads a file that somebody named, on the command line or in the host file; one that cannot be read ends the command.
 * `what` says in the message which file it is, as `the backup "x"`.
 */
export async function readGiven(
  path: string,
  what: string,
  { cwd }: Pick<World, 'cwd'>,
  toDo = 'name a file that can be read',
): Promise<Buffer> {
  return readFile(resolve(cwd, path)).catch((error: unknown) => {
    throw new CommandFailure(EXIT.invalid, `cannot read ${what}: ${whyInWords(error)}`, toDo)
  })
}

/** What a file says that is JSON; undefined for one that is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { EXIT } from '../../report/exit-code.ts'
import { readFolder } from '../../repository/read-folder.ts'
import type { RawFile } from '../../source/source-file.ts'
import { CommandFailure } from '../command.ts'
import type { RepositoryFolder } from './folder.ts'

/** The files of a repository's folder; a folder that cannot be read ends the command. */
export function filesOf(
  { folder, root }: RepositoryFolder,
  read: (folder: string, name: string) => readonly RawFile[] = readFolder,
): readonly RawFile[] {
  try {
    return read(folder, root)
  } catch (error) {
    throw new CommandFailure(
      EXIT.internal,
      `cannot read "${root}": ${error instanceof Error ? error.message : String(error)}`,
      'make it readable for whoever runs this',
    )
  }
}

import { EXIT } from '../../report/exit-code.ts'
import { TooManyFiles } from '../../repository/bounds.ts'
import { readFolder } from '../../repository/read-folder.ts'
import type { RawFile } from '../../source/source-file.ts'
import { CommandFailure } from '../command.ts'
import type { RepositoryFolder } from './folder.ts'
import { errorText } from '../../source/error-text.ts'

/** The files of a repository's folder; a folder that cannot be read ends the command. */
export function filesOf(repository: RepositoryFolder): readonly RawFile[] {
  return readOrFail(repository, readFolder)
}

/** Reads a repository's folder in one's own way. */
export function readOrFail<Read>(
  { folder, root }: RepositoryFolder,
  read: (folder: string, name: string) => Read,
): Read {
  try {
    return read(folder, root)
  } catch (error) {
    if (error instanceof TooManyFiles) throw failureOfMany(error)
    throw new CommandFailure(
      EXIT.internal,
      `cannot read "${root}": ${errorText(error)}`,
      'make it readable for whoever runs this',
    )
  }
}

/** Of a folder with more files than a repository of clusters has. */
export function failureOfMany({ message }: TooManyFiles): CommandFailure {
  return new CommandFailure(EXIT.invalid, message, 'name the folder that contains the clusters')
}

import { join, resolve } from 'node:path'
import type { ClusterName } from '../../../model/names.ts'
import { makeFolder } from '../../../repository/make-folder.ts'
import { publishedFolder } from './publish.ts'

/** Where a watch puts up the plan of a cluster, and looks for signatures on it. */
export interface SigningFolder {
  readonly path: string
  make(): void
}

/**
 * The folder of a cluster below the one that the host file names, where others sign: who may write there is for the rights
 * of the machine to say. Without a name it lies in the state directory and, as all that does, is the user's own.
 */
export function signingFolder(
  cluster: ClusterName,
  named: string | undefined,
  { cwd, stateDirectory }: { readonly cwd: string; readonly stateDirectory: string },
): SigningFolder {
  const path = resolve(cwd, named === undefined ? join(stateDirectory, publishedFolder(cluster)) : join(named, cluster))
  const mode = named === undefined ? 0o700 : 0o777
  return {
    path,
    make: () => void makeFolder(path, mode),
  }
}

import { join } from 'node:path'
import type { SealedFile } from '../../compile/emit/artifact-file.ts'
import { provenanceFile } from '../../compile/emit/provenance.ts'
import { workingCopy } from '../../repository/working-copy.ts'
import { readVersion } from '../process/read-version.ts'
import type { RepositoryFolder } from '../repository/folder.ts'
import type { World } from '../world.ts'

/** Where artifacts go unless `--out` says otherwise. */
export const usualOut = join('.pader', 'out')

/** What the artifacts are made from: a file of its own, outside every digest. */
export async function provenanceOf({ folder }: RepositoryFolder, world: World): Promise<SealedFile> {
  return provenanceFile({ ...(await workingCopy(folder)), paderVersion: await readVersion(world.home) })
}

import { join } from 'node:path'
import type { DigestedFile } from '../../compile/emit/artifact-file.ts'
import { provenanceFile } from '../../compile/emit/provenance.ts'
import { workingCopyOf } from '../cache/cached-working-copy.ts'
import type { NamedCache } from '../cache/open-cache.ts'
import { readVersion } from '../process/read-version.ts'
import type { RepositoryFolder } from '../repository/folder.ts'
import type { World } from '../world.ts'

/** Where artifacts go unless `--out` says otherwise. */
export const usualOut = join('.pader', 'out')

/** What the artifacts are made from: a file of its own, outside every digest. */
export async function provenanceOf(
  { folder }: RepositoryFolder,
  { state, known }: { readonly state: string | undefined; readonly known: NamedCache | undefined },
  world: World,
): Promise<DigestedFile> {
  return provenanceFile({
    ...(await workingCopyOf(folder, state, known, world)),
    paderVersion: readVersion(world.home),
  })
}

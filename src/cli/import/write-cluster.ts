import { basename, dirname, join } from 'node:path'
import type { Imported } from '../../adopt/import/import-cluster.ts'
import { makeFolder } from '../../repository/make-folder.ts'
import { replaceFiles } from '../output/write-file.ts'
import type { World } from '../world.ts'

/**
 * Writes the files of an imported cluster. That there is a cluster is said by the one that is put in its place last: what
 * an import left that died before is in the way of no other one.
 */
export async function writeCluster(folder: string, files: Imported['files'], world: World): Promise<void> {
  const saysSo = ({ path }: Imported['files'][number]): boolean => basename(path) === 'cluster.yaml'
  const ordered = [...files.filter((file) => !saysSo(file)), ...files.filter(saysSo)]
  for (const { path } of ordered) makeFolder(dirname(join(folder, path)))
  await replaceFiles(
    ordered.map(({ path, text }) => ({ path: join(folder, path), content: text })),
    world,
  )
}

import type { RawFile } from '../../source/source-file.ts'
import { roleOf } from './layout.ts'

/**
 * Which folders may be clusters. Where clusters have a folder of their own, all in it are; the top of a repository holds
 * folders of all kinds, and others than Pader have folders with `tests`, `templates` and `locations` as well: there it is
 * those with a file that only a cluster has, or with YAML that begins as that of Pader does.
 */
export function ownFolders(files: readonly RawFile[], root: string): (cluster: string) => boolean {
  if (root !== '') return () => true
  const own = new Set<string>()
  const open: { readonly cluster: string; readonly file: RawFile }[] = []
  for (const file of files) {
    const role = roleOf(file.path, root)
    if (!('cluster' in role) || role.cluster === undefined) continue
    if (role.kind === 'cluster' || role.kind === 'dialect') own.add(role.cluster)
    else if (role.kind !== 'stray' || role.isKnown) open.push({ cluster: role.cluster, file })
  }
  // What a name tells of a folder needs no look into its files, which may not be read yet.
  for (const { cluster, file } of open) if (!own.has(cluster) && hasFormat(file)) own.add(cluster)
  return (cluster) => own.has(cluster)
}

/** The first key of every file of Pader, behind comments of any length that people write. */
const FORMAT = /^format:\s*\d+\s*(?:#.*)?$/m
const HEAD_BYTES = 16_384
const TEXT = new TextDecoder()

function hasFormat(file: RawFile): boolean {
  return 'bytes' in file && FORMAT.test(TEXT.decode(file.bytes.subarray(0, HEAD_BYTES)))
}

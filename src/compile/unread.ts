import { hasErrors, type Diagnostic } from '../source/diagnostic.ts'
import type { ClusterFiles } from './read/gather.ts'

/**
 * The files whose errors keep something out of a cluster, sorted: it is not known what the cluster is to be. `found` is what
 * was found while it was read and resolved. What the checks find about a cluster hides nothing of it, and waivers and
 * tests are no part of it.
 */
export function unreadFiles({ waivers, policy }: ClusterFiles, found: readonly Diagnostic[]): readonly string[] {
  const beside = new Set([waivers, ...policy.tests].map((file) => file?.path))
  return filesWithErrors(found).filter((file) => !beside.has(file))
}

/** The files below the folder of a cluster that could not even be given their place in it, sorted. */
export function misplacedFiles(folder: string, found: readonly Diagnostic[]): readonly string[] {
  return filesWithErrors(found).filter((file) => file === folder || file.startsWith(`${folder}/`))
}

function filesWithErrors(found: readonly Diagnostic[]): readonly string[] {
  const errors = found.filter((one) => hasErrors([one]))
  return [...new Set(errors.map(({ place }) => place.file))].toSorted()
}

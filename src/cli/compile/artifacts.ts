import { join, resolve } from 'node:path'
import type { Compiled } from '../../compile/compile.ts'
import type { ArtifactFile } from '../../compile/emit/artifact-file.ts'
import { emitCluster, type ClusterArtifacts } from '../../compile/emit/emit.ts'
import { provenanceFile } from '../../compile/emit/provenance.ts'
import type { CompiledClusterSummary } from '../../report/compile/result.ts'
import { EXIT } from '../../report/exit-code.ts'
import type { OutputFolder, Written } from '../../repository/artifact-folder.ts'
import { previewArtifacts } from '../../repository/preview-artifacts.ts'
import { workingCopy } from '../../repository/working-copy.ts'
import { CommandFailure } from '../command.ts'
import { readVersion } from '../process/read-version.ts'
import type { RepositoryFolder } from '../repository/folder.ts'
import type { World } from '../world.ts'

/** Where artifacts go unless `--out` says otherwise. */
export const usualOut = join('.pader', 'out')

/** Puts the artifacts of one cluster into its folder, or only says what that would change. */
type Settle = (folder: string, artifacts: OutputFolder) => Written

/** What becomes of the artifacts. */
export interface Settling {
  readonly dryRun: boolean
  readonly out: string | undefined
  /** Whether the input has errors: then the artifacts are neither written nor previewed. */
  readonly broken: boolean
}

/** Writes the artifacts of every cluster, or says what that would change. */
export async function settleClusters(
  compiled: Compiled,
  { dryRun, out = usualOut, broken }: Settling,
  repository: RepositoryFolder,
  provenance: ArtifactFile,
  world: World,
): Promise<readonly CompiledClusterSummary[]> {
  // The writer is loaded by nobody but a run that is allowed to write.
  const settle = dryRun ? previewArtifacts : (await import('../../repository/write-artifacts.ts')).writeArtifacts
  const clusters: CompiledClusterSummary[] = []
  for (const own of compiled.fleet.clusters) {
    const artifacts = emitCluster(own, repository.root, compiled.vocabularyOf(own.name))
    const summary = {
      name: own.name,
      nodes: own.nodes.length,
      locations: own.locations.length,
      digest: artifacts.digest,
    }
    if (broken) clusters.push(summary)
    else {
      const all = { ...artifacts, files: [...artifacts.files, provenance] }
      const written = settleArtifacts(settle, resolve(world.cwd, out, own.name), all)
      clusters.push({ ...summary, artifacts: { folder: join(out, own.name).replaceAll('\\', '/'), ...written } })
    }
  }
  return clusters
}

/** What the artifacts are made from: a file of its own, outside every digest. */
export async function provenanceOf({ folder }: RepositoryFolder, world: World): Promise<ArtifactFile> {
  return provenanceFile({ ...(await workingCopy(folder)), paderVersion: await readVersion(world.home) })
}

function settleArtifacts(settle: Settle, folder: string, artifacts: ClusterArtifacts): Written {
  try {
    return settle(folder, artifacts)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandFailure(EXIT.internal, `cannot write the artifacts to "${folder}": ${why}`)
  }
}

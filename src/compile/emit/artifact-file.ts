/** A file of the artifacts, by its path below the cluster's folder. */
export interface ArtifactFile {
  readonly path: string
  readonly text: string
}

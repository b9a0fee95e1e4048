import { hasErrors, type Diagnostic } from '../source/diagnostic.ts'
import type { RawFile } from '../source/source-file.ts'
import type { ValidDocument } from './documents.ts'
import { Doubts } from './doubt.ts'
import type { ClusterFiles } from './gather.ts'
import { readDocument, type DocumentReader, type ReadDocument } from './read-documents.ts'
import type { ClusterDocuments } from './resolve/cluster.ts'
import type { DocumentKind } from './validate.ts'

/** The documents of a cluster as far as they could be read, what is in doubt because of the rest, and what is wrong. */
export interface ReadCluster {
  readonly documents: ClusterDocuments
  /** Absent where there are none, or where they could not be read completely. */
  readonly waivers: ValidDocument<'waivers'> | undefined
  /** Whether waivers exist that could not be read. */
  readonly waiversInDoubt: boolean
  readonly doubts: Doubts
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads all files of a cluster. */
export function readCluster(files: ClusterFiles, reader: DocumentReader): ReadCluster {
  const diagnostics: Diagnostic[] = []
  const doubts = new Doubts()
  const read = <Kind extends DocumentKind>(kind: Kind, file: RawFile): ReadDocument<Kind> => {
    const found = readDocument(kind, file, reader)
    diagnostics.push(...found.diagnostics)
    return found
  }
  const cluster = read('cluster', files.cluster)
  doubts.ofClusterFile(cluster.leftOut)
  const regions = files.regions && read('regions', files.regions)
  if (regions !== undefined) doubts.ofRegionsFile(regions.leftOut)
  const waivers = files.waivers && read('waivers', files.waivers)
  const locations = new Map<string, ValidDocument<'location'>>()
  for (const [name, file] of files.locations) {
    const location = read('location', file)
    doubts.ofLocationFile(file.path, location.leftOut)
    locations.set(name, location.document)
  }
  const policyFiles = files.policy.policy.map((file) => read('policy', file))
  const listFiles = files.policy.lists.map((file) => read('list', file))
  // Read for what is wrong with them only: whoever runs the tests reads them again.
  for (const file of files.policy.tests) read('tests', file)
  const policyLeftOut = [...policyFiles, ...listFiles].flatMap(({ leftOut }) => leftOut)
  const policyInDoubt = [...policyFiles, ...listFiles].some(({ diagnostics: found }) => hasErrors(found))
  doubts.ofPolicyFiles(policyLeftOut)
  // Half a policy would be full of names that lead nowhere: it is compiled as a whole or not at all.
  const policy = policyInDoubt
    ? { policy: [], lists: [], exports: [] }
    : {
        policy: policyFiles.map(({ document }) => document),
        lists: listFiles.map(({ document }) => document),
        exports: files.policy.exports,
      }
  const waiversInDoubt = waivers !== undefined && waivers.leftOut.length > 0
  return {
    documents: {
      name: files.name,
      cluster: cluster.document,
      regions: regions?.document,
      locations,
      policy,
    },
    waivers: waiversInDoubt ? undefined : waivers?.document,
    waiversInDoubt,
    doubts,
    diagnostics,
  }
}

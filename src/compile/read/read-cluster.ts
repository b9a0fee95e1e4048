import { append } from '../../source/append.ts'
import { hasErrors, type Diagnostic } from '../../source/diagnostic.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { ValidDocument } from '../documents/documents.ts'
import { Doubts } from '../check/doubt.ts'
import type { ClusterFiles } from './gather.ts'
import { readDocument, readOnce, type DocumentReader, type ReadDocument } from './read-documents.ts'
import type { ClusterDocuments } from '../resolve/cluster.ts'
import type { PolicyDocuments } from '../resolve/policy.ts'
import type { DocumentKind } from '../documents/kinds.ts'

/** The documents of a cluster as far as they could be read, what is in doubt because of the rest, and what is wrong. */
export interface ReadCluster {
  readonly documents: ClusterDocuments
  /** Those of the policy: read when they are asked for where they are known to be in order. */
  readonly policy: ReadPolicy
  /** Absent where there are none, or where they could not be read completely. */
  readonly waivers: ValidDocument<'waivers'> | undefined
  /** Absent where there are none, or where they could not be read completely: then nothing is accepted. */
  readonly leases: ValidDocument<'leases'> | undefined
  /** Whether waivers exist that could not be read. */
  readonly waiversInDoubt: boolean
  readonly doubts: Doubts
  readonly diagnostics: readonly Diagnostic[]
}

/** The documents of a cluster's policy as far as they could be read. */
export interface ReadPolicy {
  readonly documents: () => PolicyDocuments
  /** Whether something is wrong with them. */
  readonly inDoubt: boolean
  readonly leftOut: ReadDocument<'policy'>['leftOut']
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads all files of a cluster. `isPolicyInOrder` where it is known that nothing is wrong with those of the policy. */
export function readCluster(files: ClusterFiles, reader: DocumentReader, isPolicyInOrder: boolean): ReadCluster {
  const diagnostics: Diagnostic[] = []
  const doubts = new Doubts()
  const told = <Kind extends DocumentKind>(found: ReadDocument<Kind>): ReadDocument<Kind> => {
    append(diagnostics, found.diagnostics)
    return found
  }
  const read = <Kind extends DocumentKind>(kind: Kind, file: RawFile): ReadDocument<Kind> => {
    return told(readDocument(kind, file, reader))
  }
  const cluster = told(readOnce('cluster', files.cluster, reader))
  doubts.ofClusterFile(cluster.leftOut)
  const regions = files.regions && read('regions', files.regions)
  if (regions !== undefined) doubts.ofRegionsFile(regions.leftOut)
  const waivers = files.waivers && read('waivers', files.waivers)
  const leases = files.leases && read('leases', files.leases)
  const locations = new Map<string, ValidDocument<'location'>>()
  for (const [name, file] of files.locations) {
    const location = told(readOnce('location', file, reader))
    doubts.ofLocationFile(file.path, location.leftOut)
    locations.set(name, location.document)
  }
  const policy = policyOf(files, reader, isPolicyInOrder)
  append(diagnostics, policy.diagnostics)
  doubts.ofPolicyFiles(policy.leftOut)
  const waiversInDoubt = waivers !== undefined && waivers.leftOut.length > 0
  return {
    documents: {
      name: files.name,
      cluster: cluster.document,
      regions: regions?.document,
      locations,
    },
    policy,
    waivers: waiversInDoubt ? undefined : waivers?.document,
    // What they name may stand in what could not be read.
    leases: policy.inDoubt ? undefined : wholeOf(leases),
    waiversInDoubt,
    doubts,
    diagnostics,
  }
}

function wholeOf<Kind extends DocumentKind>(read: ReadDocument<Kind> | undefined): ValidDocument<Kind> | undefined {
  return read === undefined || read.leftOut.length > 0 ? undefined : read.document
}

/** Files that are in order are read by whoever asks for the documents. */
function policyOf(files: ClusterFiles, reader: DocumentReader, isInOrder: boolean): ReadPolicy {
  if (!isInOrder) return readPolicy(files, reader)
  return { documents: () => readPolicy(files, reader).documents(), inDoubt: false, leftOut: [], diagnostics: [] }
}

/** Half a policy would be full of names that lead nowhere: it is compiled as a whole or not at all. */
function readPolicy({ policy }: ClusterFiles, reader: DocumentReader): ReadPolicy {
  const policyFiles = policy.policy.map((file) => readDocument('policy', file, reader))
  const listFiles = policy.lists.map((file) => readDocument('list', file, reader))
  const tests = policy.tests.map((file) => readDocument('tests', file, reader))
  const all = [...policyFiles, ...listFiles]
  const inDoubt = all.some(({ diagnostics }) => hasErrors(diagnostics))
  const documents: PolicyDocuments = inDoubt
    ? { policy: [], lists: [], exports: [], tests: [] }
    : {
        policy: policyFiles.map(({ document }) => document),
        lists: listFiles.map(({ document }) => document),
        exports: policy.exports,
        tests: tests.flatMap(({ document, diagnostics }) => (diagnostics.length > 0 ? [] : [document])),
      }
  return {
    documents: () => documents,
    inDoubt,
    leftOut: all.flatMap(({ leftOut }) => leftOut),
    diagnostics: [...all, ...tests].flatMap(({ diagnostics }) => diagnostics),
  }
}

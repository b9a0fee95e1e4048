import { sha256Of } from '../../model/digest.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { Digest } from '../../model/names.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { FORMAT_VERSION, KnownFile, withDigest, type DigestedFile } from './artifact-file.ts'
import { sortedContentOf } from './canonical.ts'
import { policyDocuments } from './policy-documents.ts'
import { policyWithoutSecrets } from './policy-without-secrets.ts'

/** The files of a policy, and the digest of what it is to be. */
export interface PolicyArtifacts {
  readonly digest: Digest
  readonly files: readonly DigestedFile[]
}

/** What is known of the files of a policy without writing them. */
export interface KnownPolicyArtifacts {
  readonly digest: Digest
  readonly files: readonly { readonly path: string; readonly digest: Digest }[]
}

/** Writes the policy as data, and the documents that people import, send or publish. */
export function policyArtifacts(
  cluster: Cluster,
  vocabulary: Vocabulary,
  known?: KnownPolicyArtifacts,
): PolicyArtifacts {
  if (known === undefined) return written(cluster, vocabulary)
  let now: ReadonlyMap<string, string> | undefined
  const textOf = (path: string): string => {
    now ??= new Map(written(cluster, vocabulary).files.map((file) => [file.path, file.text]))
    const text = now.get(path)
    if (text === undefined) throw new Error(`the policy has no file "${path}"`)
    return text
  }
  return {
    digest: known.digest,
    files: known.files.map((file) => new KnownFile(file, () => textOf(file.path))),
  }
}

function written(cluster: Cluster, vocabulary: Vocabulary): PolicyArtifacts {
  const policy = sortedContentOf(policyWithoutSecrets(cluster.policy))
  return {
    digest: sha256Of(JSON.stringify(policy)),
    files: [
      withDigest({ path: 'policy.json', text: policyText(policy) }),
      ...policyDocuments(cluster, vocabulary).map(withDigest),
    ],
  }
}

function policyText(policy: unknown): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, policy }, undefined, 2)}\n`
}

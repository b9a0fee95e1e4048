import { isDeepStrictEqual } from 'node:util'
import type { SeveritySettings } from '../../compile/check/check.ts'
import { noKnownParts, type KnownParts } from '../../compile/compile-cluster.ts'
import type { KnownArtifacts } from '../../compile/emit/emit.ts'
import type { KnownLocation } from '../../compile/emit/location-artifact.ts'
import type { KnownPolicyArtifacts } from '../../compile/emit/policy-artifacts.ts'
import { policyWithoutSecrets } from '../../compile/emit/policy-without-secrets.ts'
import type { ClusterFiles } from '../../compile/read/gather.ts'
import { policyInputsOf, type CachedPolicy } from '../../compile/policy-cache.ts'
import type { PolicyEnvironment } from '../../compile/policy/compile-policy.ts'
import { digestOf, documentsToCache, recallDocuments, type CachedDocument } from './cached-documents.ts'
import type { NamedCache } from './open-cache.ts'

/** What the parts of a cluster are made with besides its files. */
export interface PartInputs {
  readonly severities: SeveritySettings
  /** What Pader brings along for policies. */
  readonly shipped: PolicyEnvironment
}

/** What is known of a cluster that is about to be compiled. */
export interface CachedParts {
  /** Whoever compiles adds to it what was not known. */
  readonly known: KnownParts
  readonly artifacts: KnownArtifacts | undefined
  /** Whether so much was not known that it is worth keeping everything anew. */
  readonly isOutdated: boolean
}

/** What is kept of a cluster. */
interface Kept {
  readonly documents: readonly CachedDocument[]
  /** Digest of `cluster.yaml`, on which every artifact depends. */
  readonly cluster: string
  readonly settings: string
  readonly locations: readonly KeptLocation[]
  /** The digests of the policy's files, and what they were read with. */
  readonly makings: string
  readonly policy?: KeptPolicy
}

type KeptLocation = readonly [name: string, digestOfFile: string, artifact: KnownLocation]

interface KeptPolicy extends Pick<CachedPolicy, 'topology' | 'made'> {
  readonly artifacts: KnownPolicyArtifacts
}

/**
 * What a cluster was made of when it was compiled, so that the next change of one of its files leaves the rest to be
 * recalled: the documents and artifacts of locations, and the policy. A part is known while its files hold the same bytes.
 */
export class PartsCache {
  readonly #named: NamedCache
  readonly #folder: string

  /** `folder` is that of the clusters. */
  constructor(named: NamedCache, folder: string) {
    this.#named = named
    this.#folder = folder
  }

  get(files: ClusterFiles, context: PartInputs): CachedParts {
    const known = noKnownParts()
    const kept = this.#named.cache.get(this.#keyOf(files))
    if (!isKept(kept)) return { known, artifacts: undefined, isOutdated: true }
    const unknown = recallDocuments(kept.documents, files, context.severities, known.documents)
    const isSamePolicy = kept.makings === makingsText(files, context)
    const policy = isSamePolicy && kept.policy ? policyIn(kept.policy, files, context) : undefined
    if (policy !== undefined) known.policies.set(files.name, policy.known)
    const isSameCluster = kept.cluster === digestOf(files.cluster)
    return {
      known,
      artifacts: isSameCluster
        ? { settings: kept.settings, locations: locationsIn(kept, files), ...policy?.artifacts }
        : undefined,
      isOutdated: !isSameCluster || !isSamePolicy || unknown * 4 > files.locations.size,
    }
  }

  /** Keeps what a cluster was made of: one that is changed once is likely to be changed again. */
  put(files: ClusterFiles, context: PartInputs, known: KnownParts, artifacts: Required<KnownArtifacts>): void {
    const cluster = digestOf(files.cluster)
    const makings = makingsText(files, context)
    if (cluster === undefined || makings === undefined) return
    const policy = policyToKeep(known.policies.get(files.name), artifacts.policy.artifacts)
    const kept: Kept = {
      documents: documentsToCache(files, known.documents),
      cluster,
      settings: artifacts.settings,
      locations: [...artifacts.locations].flatMap(([name, artifact]): readonly KeptLocation[] => {
        const file = files.locations.get(name)
        const digest = file && digestOf(file)
        return digest === undefined ? [] : [[name, digest, artifact]]
      }),
      makings,
      ...(policy === undefined ? {} : { policy }),
    }
    // Not every value of YAML is one of JSON.
    if (isDeepStrictEqual(JSON.parse(JSON.stringify(kept)), kept)) this.#named.cache.put(this.#keyOf(files), kept)
  }

  #keyOf({ name }: ClusterFiles): string {
    return this.#named.keys.parts(`${this.#folder}/${name}`)
  }
}

function policyIn(
  { topology, made, artifacts }: KeptPolicy,
  files: ClusterFiles,
  { severities, shipped }: PartInputs,
): { readonly known: CachedPolicy; readonly artifacts: Pick<KnownArtifacts, 'policy'> } {
  return {
    known: { of: policyInputsOf(files, severities, shipped), topology, made },
    artifacts: made.value === undefined ? {} : { policy: { of: made.value.policy, artifacts } },
  }
}

/** What the appliances are to keep secret is kept by nobody else. */
function policyToKeep(
  known: CachedPolicy | undefined,
  { digest, files }: KnownPolicyArtifacts,
): KeptPolicy | undefined {
  const policy = known?.made.value?.policy
  if (known === undefined || policy === undefined || !isDeepStrictEqual(policyWithoutSecrets(policy), policy))
    return undefined
  const { topology, made } = known
  return { topology, made, artifacts: { digest, files: files.map(({ path, digest: own }) => ({ path, digest: own })) } }
}

function locationsIn({ locations }: Kept, files: ClusterFiles): KnownArtifacts['locations'] {
  return new Map(
    locations.flatMap(([name, digest, artifact]) => {
      const file = files.locations.get(name)
      return file !== undefined && digestOf(file) === digest ? [[name, artifact] as const] : []
    }),
  )
}

/** What a policy is made of besides the topology and what Pader brings along, as a text; undefined where it is not known. */
function makingsText({ policy, dialect }: ClusterFiles, { severities }: PartInputs): string | undefined {
  const files = [...(dialect === undefined ? [] : [dialect]), ...Object.values(policy).flat()]
  const held = files.map((file) => [file.path, digestOf(file)])
  return held.some(([, digest]) => digest === undefined) ? undefined : JSON.stringify([severities, held])
}

/** The cache has shown that the text is as it was kept, and the key that the same build kept it. */
function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'documents' in value && 'locations' in value
}

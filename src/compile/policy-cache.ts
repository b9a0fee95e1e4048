import { sha256Of } from '../model/digest.ts'
import type { Digest } from '../model/names.ts'
import type { Checked } from '../source/checked.ts'
import type { SeveritySettings } from './check/check.ts'
import type { ClusterFiles } from './read/gather.ts'
import type { CompiledPolicy, PolicyEnvironment } from './policy/compile-policy.ts'
import { topologyText, type RegionTopology } from './policy/region-nodes.ts'

/** A policy with all that it was made of. */
export interface CachedPolicy {
  /** Its files, with which nothing was wrong, and what they were read and compiled with. */
  readonly of: readonly unknown[]
  /** Digest of what it takes from the topology. */
  readonly topology: Digest
  readonly made: Checked<CompiledPolicy>
}

/** Policies by the names of their clusters, for whoever compiles the same clusters again. */
export type CachedPolicies = Map<string, CachedPolicy>

/** All that a policy is made of besides the topology. */
export function policyInputsOf(
  { policy, dialect }: ClusterFiles,
  severities: SeveritySettings,
  shipped: PolicyEnvironment,
): readonly unknown[] {
  // The path of a file says which of the folders it is in.
  return [severities, shipped, dialect, ...Object.values(policy).flat()]
}

/** What is known of the policy of one cluster when it is compiled. */
export class PolicyCache {
  readonly #known: CachedPolicies | undefined
  readonly #name: string
  readonly #inputs: readonly unknown[]

  constructor(known: CachedPolicies | undefined, name: string, inputs: readonly unknown[]) {
    this.#known = known
    this.#name = name
    this.#inputs = inputs
  }

  /** Whether nothing is wrong with its files: they are the very ones that were read before. */
  get isInOrder(): boolean {
    const before = this.#known?.get(this.#name)
    return before?.of.length === this.#inputs.length && before.of.every((one, index) => one === this.#inputs[index])
  }

  /** The policy for a topology: made only where it takes something from the topology that has changed. */
  policyFor(
    topology: RegionTopology,
    make: () => Checked<CompiledPolicy>,
    isReadWell: boolean,
  ): Checked<CompiledPolicy> {
    if (this.#known === undefined || !isReadWell) return make()
    const digest = sha256Of(topologyText(topology))
    const before = this.isInOrder ? this.#known.get(this.#name) : undefined
    if (before?.topology === digest) return before.made
    const made = make()
    this.#known.set(this.#name, { of: this.#inputs, topology: digest, made })
    return made
  }
}

import { checkAcross, nodesOnly } from '../../compile/across.ts'
import { clusterOutcome, partOutcome, type ClusterOutcome, type PartOutcome } from '../../compile/outcome.ts'
import { compileCluster, type CompiledCluster, type CompileOptions } from '../../compile/compile-cluster.ts'
import { assembled, type Compiled } from '../../compile/compile.ts'
import { compileCommon, type Common } from '../../compile/compile-common.ts'
import type { DigestedFile } from '../../compile/emit/artifact-file.ts'
import { emitCluster } from '../../compile/emit/emit.ts'
import type { ClusterFiles, Gathered } from '../../compile/read/gather.ts'
import type { TextOf } from '../../compile/yaml/locate.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import type { PartsCache } from '../cache/parts-cache.ts'

/** A cluster that was compiled: what it comes to, and its artifacts in the order of writing. */
export interface CompiledPart {
  readonly outcome: ClusterOutcome
  readonly artifacts: readonly DigestedFile[]
}

/** What a compiler of parts works with besides their files. */
export interface PartContext {
  readonly textOf: TextOf
  /** Whether everything that is compiled is held. */
  readonly keepsModel: boolean
  /** What is known of the parts of clusters. */
  readonly kept: PartsCache | undefined
}

/** Compiles the parts of a repository. It is loaded only where it is not known what a part comes to. */
export class PartCompiler {
  readonly #options: CompileOptions
  readonly #gathered: Gathered
  readonly #textOf: TextOf
  #common: Common | undefined
  /** Kept only for a report that compares models: many of them do not fit into little memory. */
  readonly #models: CompiledCluster[] | undefined
  readonly #kept: PartsCache | undefined

  constructor(options: CompileOptions, gathered: Gathered, { textOf, keepsModel, kept }: PartContext) {
    this.#options = options
    this.#gathered = gathered
    this.#textOf = textOf
    this.#models = keepsModel ? [] : undefined
    this.#kept = kept
  }

  /** What belongs to no cluster. */
  common(): PartOutcome {
    return partOutcome(this.#read().diagnostics, this.#textOf)
  }

  /** `isAlone` where other parts were known already: then it is likely that this one is compiled again as well. */
  cluster(files: ClusterFiles, isAlone: boolean): CompiledPart {
    const { severities } = this.#read()
    const { root, policy: shipped } = this.#options
    const environment = { severities, shipped }
    const kept = isAlone ? this.#kept : undefined
    const recalled = kept?.get(files, environment)
    const options = recalled === undefined ? this.#options : { ...this.#options, known: recalled.known }
    const compiled = compileCluster(files, severities, options)
    this.#models?.push(compiled)
    const { cluster } = compiled
    const artifacts = emitCluster(cluster, root, vocabularyFrom(compiled.environment.dialect), recalled?.artifacts)
    if (recalled?.isOutdated === true) kept?.put(files, environment, recalled.known, artifacts.parts)
    return {
      outcome: clusterOutcome(compiled, artifacts, this.#textOf),
      artifacts: [...artifacts.files, artifacts.manifest],
    }
  }

  /** What is wrong between clusters that have something in common which marks a node; their nodes are read again. */
  across(clusters: readonly ClusterFiles[]): PartOutcome {
    const { severities } = this.#read()
    const options = { ...this.#options, severities }
    const models = clusters.map((files) => nodesOnly(files, options))
    return partOutcome(checkAcross(models, options), this.#textOf)
  }

  /** All that was compiled; undefined where the models were not to be kept. */
  get model(): Compiled | undefined {
    const parts = { common: this.#read(), textOf: this.#textOf, options: this.#options }
    return this.#models && assembled(this.#models, parts)
  }

  #read(): Common {
    this.#common ??= compileCommon(this.#gathered, this.#options)
    return this.#common
  }
}

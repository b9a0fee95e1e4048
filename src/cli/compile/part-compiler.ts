import { clusterOutcome, partOutcome, type ClusterOutcome, type PartOutcome } from '../../compile/outcome.ts'
import { compileCluster, type CompiledCluster, type CompileOptions } from '../../compile/compile-cluster.ts'
import { assembled, type Compiled } from '../../compile/compile.ts'
import { compileCommon, type Common } from '../../compile/compile-common.ts'
import type { SealedFile } from '../../compile/emit/artifact-file.ts'
import { emitCluster } from '../../compile/emit/emit.ts'
import type { ClusterFiles, Gathered } from '../../compile/gather.ts'
import type { TextOf } from '../../compile/locate.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'

/** A cluster that was compiled: what it comes to, and its artifacts in the order of writing. */
export interface CompiledPart {
  readonly outcome: ClusterOutcome
  readonly artifacts: readonly SealedFile[]
}

/** Compiles the parts of a repository. It is loaded only where it is not known what a part comes to. */
export class PartCompiler {
  readonly #options: CompileOptions
  readonly #gathered: Gathered
  readonly #textOf: TextOf
  #common: Common | undefined
  /** Kept only for a report that compares models: many of them do not fit into little memory. */
  readonly #models: CompiledCluster[] | undefined

  constructor(options: CompileOptions, gathered: Gathered, textOf: TextOf, keepsModels: boolean) {
    this.#options = options
    this.#gathered = gathered
    this.#textOf = textOf
    this.#models = keepsModels ? [] : undefined
  }

  /** What belongs to no cluster. */
  common(): PartOutcome {
    return partOutcome(this.#read().diagnostics, this.#textOf)
  }

  cluster(files: ClusterFiles): CompiledPart {
    const compiled = compileCluster(files, this.#read().severities, this.#options)
    this.#models?.push(compiled)
    const artifacts = emitCluster(compiled.cluster, this.#options.root, vocabularyFrom(compiled.ground.dialect))
    return {
      outcome: clusterOutcome(compiled, artifacts, this.#textOf),
      artifacts: [...artifacts.files, artifacts.manifest],
    }
  }

  /** All that was compiled; undefined where the models were not to be kept. */
  get model(): Compiled | undefined {
    return this.#models && assembled(this.#models, this.#textOf, this.#options.policy)
  }

  #read(): Common {
    this.#common ??= compileCommon(this.#gathered, this.#options)
    return this.#common
  }
}

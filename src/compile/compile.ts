import type { Fleet } from '../model/fleet.ts'
import type { ClusterName } from '../model/names.ts'
import type { Waiver } from '../model/waiver.ts'
import type { Vocabulary } from '../policy/vocabulary.ts'
import type { Checked } from '../source/checked.ts'
import type { RawFile } from '../source/source-file.ts'
import { compileCluster, type CompiledCluster, type CompileOptions } from './compile-cluster.ts'
import { compileCommon } from './compile-common.ts'
import { gatherClusters } from './gather.ts'
import type { TextOf } from './locate.ts'
import type { PolicyGround } from './policy/compile-policy.ts'
import { vocabularyFrom } from './policy/vocabulary.ts'
import { sortDiagnostics } from './sort-diagnostics.ts'
import { textsOf } from './texts-of.ts'

/** What compiling makes of files: the fleet, and the text of each file for showing a place in it. */
export interface Compiled {
  readonly fleet: Fleet
  readonly textOf: TextOf
  /** The words of the policy language as a cluster's appliances know them. */
  readonly vocabularyOf: (cluster: ClusterName) => Vocabulary
  /** What is accepted of a cluster; undefined where that could not be read. */
  readonly waiversOf: (cluster: ClusterName) => readonly Waiver[] | undefined
}

/** YAML in, fleet out: every file is read, every cluster resolved and checked, and everything wrong is said at once. */
export function compile(files: readonly RawFile[], options: CompileOptions): Checked<Compiled> & { value: Compiled } {
  const gathered = gatherClusters(files, options)
  const common = compileCommon(gathered, options)
  const clusters = gathered.clusters.map((one) => compileCluster(one, common.severities, options))
  return {
    value: assembled(clusters, textsOf(files, options.policy.templates), options.policy),
    diagnostics: sortDiagnostics([...common.diagnostics, ...clusters.flatMap(({ diagnostics }) => diagnostics)]),
  }
}

/** Clusters that were compiled one by one, as what was compiled as a whole; `shipped` is what Pader brings along. */
export function assembled(clusters: readonly CompiledCluster[], textOf: TextOf, shipped: PolicyGround): Compiled {
  const byName = new Map<string, CompiledCluster>(clusters.map((one) => [one.cluster.name, one]))
  return {
    fleet: { clusters: clusters.map(({ cluster }) => cluster) },
    textOf,
    vocabularyOf: (name) => vocabularyFrom((byName.get(name)?.ground ?? shipped).dialect),
    waiversOf: (name) => byName.get(name)?.waivers,
  }
}

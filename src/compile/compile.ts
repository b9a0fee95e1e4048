import type { Fleet } from '../model/fleet.ts'
import type { ClusterName } from '../model/names.ts'
import type { Waiver } from '../model/waiver.ts'
import type { Vocabulary } from '../policy/vocabulary.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import type { Checked } from '../source/checked.ts'
import type { RawFile } from '../source/source-file.ts'
import { findingsAcross } from './across.ts'
import { compileCluster, noKnownParts, type CompiledCluster, type CompileOptions } from './compile-cluster.ts'
import { compileCommon, type Common } from './compile-common.ts'
import { gatherClusters } from './read/gather.ts'
import type { TextOf } from './yaml/locate.ts'
import { vocabularyFrom } from './policy/vocabulary.ts'
import { misplacedFiles } from './unread.ts'
import { sortDiagnostics } from './check/sort-diagnostics.ts'
import { textsOf } from './yaml/texts-of.ts'

/** What compiling makes of files: the fleet, and the text of each file for showing a place in it. */
export interface Compiled {
  readonly fleet: Fleet
  readonly textOf: TextOf
  /** The words of the policy language as a cluster's appliances know them. */
  readonly vocabularyOf: (cluster: ClusterName) => Vocabulary
  /** What is accepted of a cluster; undefined where that could not be read. */
  readonly waiversOf: (cluster: ClusterName) => readonly Waiver[] | undefined
  /**
   * Files with errors that keep something of a cluster, or all of it, out of the fleet, sorted: what is not there is then not
   * known to be absent.
   */
  readonly unreadOf: (cluster: ClusterName) => readonly string[]
}

/** Compiles files as those of one repository. */
export type Compile = (files: readonly RawFile[]) => Checked<Compiled> & { readonly value: Compiled }

/** YAML in, fleet out: every file is read, every cluster resolved and checked, and everything wrong is said at once. */
export function compile(files: readonly RawFile[], options: CompileOptions): ReturnType<Compile> {
  return compilerOf(options)(files)
}

/**
 * A compiler that is asked again and again: a cluster whose files are the very ones of the last time is what it was then,
 * since it depends on nothing but them, the severities and the options. Of another one, locations whose file is the very
 * one of the last time are not read and resolved again, and a policy is compiled again only where something has changed that it is made of.
 */
export function compilerOf(given: CompileOptions): Compile {
  const options = { ...given, known: noKnownParts() }
  let common: Made<Common> | undefined
  let across: Made<readonly Diagnostic[]> | undefined
  let clusters: ReadonlyMap<string, Made<CompiledCluster>> = new Map()
  return (files) => {
    const gathered = gatherClusters(files, options)
    const { pader, others, diagnostics } = gathered
    common = madeOf([pader, ...others, ...diagnostics], common, () => compileCommon(gathered, options))
    const { severities, diagnostics: found } = common.value
    clusters = new Map(
      gathered.clusters.map((one) => [
        one.name,
        madeOf([severities, ...one.all], clusters.get(one.name), () => compileCluster(one, severities, options)),
      ]),
    )
    const compiled = [...clusters.values()].map(({ value }) => value)
    across = madeOf([severities, ...compiled, ...others], across, () =>
      findingsAcross(
        compiled.map(({ cluster }) => cluster),
        files,
        { ...options, severities },
      ),
    )
    return {
      value: assembled(compiled, { common: common.value, textOf: textsOf(files, options.policy.templates), options }),
      diagnostics: sortDiagnostics([...found, ...compiled.flatMap((one) => one.diagnostics), ...across.value]),
    }
  }
}

/** What was made of some things. */
interface Made<Value> {
  readonly of: readonly unknown[]
  readonly value: Value
}

function madeOf<Value>(of: readonly unknown[], before: Made<Value> | undefined, make: () => Value): Made<Value> {
  const isSame = before?.of.length === of.length && of.every((one, index) => one === before.of[index])
  return isSame ? before : { of, value: make() }
}

/** What clusters that were compiled one by one have in common. */
export interface Assembly {
  readonly common: Common
  readonly textOf: TextOf
  readonly options: Pick<CompileOptions, 'root' | 'policy'>
}

/** Clusters that were compiled one by one, as what was compiled as a whole. */
export function assembled(clusters: readonly CompiledCluster[], { common, textOf, options }: Assembly): Compiled {
  const byName = new Map<string, CompiledCluster>(clusters.map((one) => [one.cluster.name, one]))
  const folderOf = (name: string): string => (options.root === '' ? name : `${options.root}/${name}`)
  return {
    fleet: { clusters: clusters.map(({ cluster }) => cluster) },
    textOf,
    vocabularyOf: (name) => vocabularyFrom((byName.get(name)?.environment ?? options.policy).dialect),
    waiversOf: (name) => byName.get(name)?.waivers,
    unreadOf: (name) => {
      const misplaced = misplacedFiles(folderOf(name), common.diagnostics)
      return [...new Set([...(byName.get(name)?.unread ?? []), ...misplaced])].toSorted()
    },
  }
}

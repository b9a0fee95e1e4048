import type { Cluster, Fleet } from '../model/fleet.ts'
import type { ClusterName } from '../model/names.ts'
import type { Waiver } from '../model/waiver.ts'
import type { Vocabulary } from '../policy/vocabulary.ts'
import type { Checked } from '../source/checked.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import type { RawFile } from '../source/source-file.ts'
import { certainProblems, isCertainWaiver } from './certain-problems.ts'
import { check, scan } from './check.ts'
import { decode } from './decode.ts'
import { gatherClusters, type ClusterFiles } from './gather.ts'
import { groundOf } from './policy/cluster-ground.ts'
import type { PolicyGround } from './policy/compile-policy.ts'
import { vocabularyFrom } from './policy/vocabulary.ts'
import { readLeases } from './leases.ts'
import { readCluster } from './read-cluster.ts'
import type { DocumentReader } from './read-documents.ts'
import { readPaderFile } from './read-pader-file.ts'
import { resolveCluster } from './resolve/cluster.ts'
import type { Rule } from './rules/rule.ts'
import { sortDiagnostics } from './sort-diagnostics.ts'
import type { Validators } from './validate.ts'
import { waive, waiversIn } from './waive.ts'

/** What compiling depends on besides the files. */
export interface CompileOptions {
  /** Folder of clusters that the files' paths start with, `''` for none. */
  readonly root: string
  readonly validators: Validators
  readonly rules: readonly Rule[]
  /** Dialect and templates that policies are compiled with. */
  readonly policy: PolicyGround
  /** Today as YYYY-MM-DD, for what expires. */
  readonly today: string
  /**
   * What has ended (waivers, leases) is told and stops nothing: for running what was reviewed and accepted while it held.
   */
  readonly isRunning?: boolean
  /** Only these clusters; all of them unless given. */
  readonly clusters?: readonly string[]
}

/** What compiling makes of files: the fleet, and the text of each file for showing a place in it. */
export interface Compiled {
  readonly fleet: Fleet
  readonly textOf: (file: string) => string | undefined
  /** The words of the policy language as a cluster's appliances know them. */
  readonly vocabularyOf: (cluster: ClusterName) => Vocabulary
  /** What is accepted of a cluster; undefined where that could not be read. */
  readonly waiversOf: (cluster: ClusterName) => readonly Waiver[] | undefined
}

/** YAML in, fleet out: every file is read, every cluster resolved and checked, and everything wrong is said at once. */
export function compile(files: readonly RawFile[], options: CompileOptions): Checked<Compiled> & { value: Compiled } {
  const gathered = gatherClusters(files, options)
  const pader = readPaderFile(gathered.pader, options)
  const reader: DocumentReader = { ...options, severities: pader.severities }
  const diagnostics = [...gathered.diagnostics, ...pader.diagnostics, ...scan(files, options.rules, pader.severities)]
  const clusters: Cluster[] = []
  const grounds = new Map<string, PolicyGround>()
  const waivers = new Map<string, readonly Waiver[] | undefined>()

  for (const clusterFiles of gathered.clusters) {
    const compiled = compileCluster(clusterFiles, reader, options)
    diagnostics.push(...compiled.diagnostics)
    clusters.push(compiled.cluster)
    grounds.set(compiled.cluster.name, compiled.ground)
    waivers.set(compiled.cluster.name, compiled.waivers)
  }
  return {
    value: {
      fleet: { clusters },
      textOf: textOf(files, options.policy),
      vocabularyOf: (name) => vocabularyFrom((grounds.get(name) ?? options.policy).dialect),
      waiversOf: (name) => waivers.get(name),
    },
    diagnostics: sortDiagnostics(diagnostics),
  }
}

interface CompiledCluster {
  readonly cluster: Cluster
  readonly ground: PolicyGround
  readonly waivers: readonly Waiver[] | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Resolves and checks a cluster with what could be read of it, and keeps quiet about what only follows from the rest. */
function compileCluster(files: ClusterFiles, reader: DocumentReader, options: CompileOptions): CompiledCluster {
  const read = readCluster(files, reader)
  const { doubts, waivers } = read
  const own = groundOf({ dialect: files.dialect, templates: files.policy.templates }, options.policy)
  const resolved = resolveCluster(read.documents, own.value)
  const { cluster } = resolved
  const certain = certainProblems(resolved.diagnostics, cluster, doubts)
  const found = check(cluster, options.rules, reader.severities, { today: options.today }, doubts)
  // Which findings a broken file of waivers accepts cannot be known; that it is broken is said.
  const judged = read.waiversInDoubt ? [] : waive(found, waivers, cluster, options)
  const leased = readLeases(read.leases, cluster, options)
  const said = [
    ...read.diagnostics,
    ...leased.diagnostics,
    ...own.diagnostics,
    ...certain,
    ...judged.filter(isCertainWaiver(doubts)),
  ]
  return {
    cluster: leased.leases.length === 0 ? cluster : { ...cluster, leases: leased.leases },
    ground: own.value,
    waivers: read.waiversInDoubt ? undefined : waiversIn(waivers),
    diagnostics: said,
  }
}

/** Texts are kept as bytes and decoded once more only where something has to be shown. */
function textOf(files: readonly RawFile[], { templates }: PolicyGround): Compiled['textOf'] {
  const shipped = new Map([...templates.values()].map(({ path, text }) => [path, text]))
  const byPath = new Map(files.map((file) => [file.path, file]))
  return (path) => {
    const file = byPath.get(path)
    return file === undefined ? shipped.get(path) : decode(file).value?.text
  }
}

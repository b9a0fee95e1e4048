import type { LocatedDiagnostic } from '../../source/diagnostic.ts'

/** What compiling came to, for every form of its report. */
export interface CompileResult {
  readonly diagnostics: readonly LocatedDiagnostic[]
  /** Clusters that were resolved, sorted by name. */
  readonly clusters: readonly CompiledClusterSummary[]
  /** Whether nothing was to be written. */
  readonly dryRun: boolean
}

/** A cluster that was compiled and what became of its artifacts. */
export interface CompiledClusterSummary {
  readonly name: string
  readonly nodes: number
  readonly locations: number
  readonly digest: string
  /** Absent when an error kept the artifacts from being written. */
  readonly artifacts?: {
    readonly folder: string
    /** Files whose content differs from what was there. */
    readonly written: readonly string[]
    readonly unchanged: number
    readonly removed: readonly string[]
  }
}

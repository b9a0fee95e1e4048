import type { ClusterName } from '../../model/names.ts'

/** Flags of overridden guards, and what became of them. */
export interface Overrides {
  readonly overridden: ReadonlySet<string>
  /** Those that a guard met. */
  readonly used: Set<string>
  /** Clusters whose guards were heard: a run can end before, and then nobody knows what they would have said. */
  readonly heard: Set<ClusterName>
}

/** The flags that a command was given; whoever gives none overrides nothing. */
export function overriding(flags: readonly string[] = []): Overrides {
  return { overridden: new Set(flags), used: new Set(), heard: new Set() }
}

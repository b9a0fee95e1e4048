import type { Alike, RelatedPlace, Severity } from '../../source/diagnostic.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { Fix } from '../../source/fix.ts'
import type { Place } from '../../source/place.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { DocumentKind } from '../documents/kinds.ts'

/**
 * A check, with all there is to know about it: what it looks for, why, how to repair it, and examples that run as
 * tests and stand on its page. Adding one is its file and a line in `rules/index.ts`.
 */
export interface Rule {
  /** For example `CM-NET-002`; the file is named after it. */
  readonly code: string
  /** What holds when nothing is wrong, as a sentence without full stop. */
  readonly title: string
  readonly severity: Severity
  /** When it can be asked: of YAML alone, of a plan, or of a live cluster. */
  readonly stage: 'static' | 'plan' | 'live'
  /** Judges each node, or each pair of nodes, for itself: what it says of them does not depend on which others there are. */
  readonly scope?: 'node' | 'pair'
  /** Rests on a fact that nobody has confirmed: off unless `pader.yaml` switches it on. */
  readonly unverified?: true
  /** The fact behind it and what happens when it is ignored. */
  readonly why: string
  /** What it does not look at, for its page; absent where that needs no words. */
  readonly limits?: string
  /** Key of the vendor's source that states the fact, for example `BP`. */
  readonly source: string
  /** What to do about a finding. */
  readonly help: string
  readonly examples: { readonly invalid: Example; readonly valid: Example }
  /** Keys in YAML that this rule forbids where they stand; the schema finds them and this rule explains them. */
  readonly misplaced?: readonly Misplacement[]
  /** Yields what is wrong with a file, whatever kind of file it is; asked of every file below the folder of clusters. */
  readonly scan?: (file: RawFile) => Iterable<Finding>
  /** Yields what is wrong with a cluster; absent for a rule whose findings all come from `misplaced`. */
  readonly check?: (cluster: Cluster, context: RuleContext) => Iterable<Finding>
  /**
   * Yields what is wrong between clusters; asked of those that have something in common which marks a node (see
   * `facts/marks.ts`), which nearly always are none.
   */
  readonly across?: (clusters: readonly Cluster[]) => Iterable<Finding>
}

/** What a rule may know besides the cluster. */
export interface RuleContext {
  /** Today as YYYY-MM-DD, for what expires. */
  readonly today: string
}

/** Something that is wrong, said by a rule; its code, severity and why come from the rule. */
export interface Finding {
  readonly message: string
  readonly place: Place
  /** Replaces the rule's help where more is known. */
  readonly help?: string
  readonly related?: readonly RelatedPlace[]
  /** What would repair it, where that follows from the YAML alone. */
  readonly fix?: Fix
  /** What it has in common with other findings of the rule, which are told as one once each has been held against the waivers. */
  readonly alike?: Alike
  /** Replaces the rule's severity where one case matters more or less; what the repository sets for the rule wins. */
  readonly severity?: Severity
}

/**
 * Files below a cluster's folder (`locations/tokyo.yaml`; `../lab/cluster.yaml` for a cluster beside it) that are merged over a base cluster: maps deeply, anything
 * else replaces. A file named in `replace` takes the place of the base's whole file.
 */
export interface Example {
  /** Base cluster below `clusters/`; `two-site` unless given. */
  readonly base?: 'two-site' | 'three-site'
  readonly files: Readonly<Record<string, string>>
  readonly replace?: readonly string[]
  /** Files of the base that are left out. */
  readonly without?: readonly string[]
}

/** A key at a path of a kind of file that a rule has something to say about. `*` stands for any one step. */
export interface Misplacement {
  readonly document: DocumentKind
  readonly path: readonly string[]
  /** Schema codes that are taken over; an unknown key unless given. */
  readonly codes?: readonly string[]
  readonly message: string
}

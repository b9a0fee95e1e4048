import type { ApplianceError } from '../../appliance/port.ts'
import { nodeName, type NodeName, type Uuid } from '../../model/names.ts'
import type { Observation, ProductVersion } from '../../model/observed.ts'
import type { AgreeingArchive } from '../backup/archive.ts'
import type { Gateways } from '../gateways.ts'
import type { Look, Scope } from '../observe/observe.ts'
import type { Snapshot } from '../observe/snapshot.ts'

/** What has to be shown by whom, and how long it may take. */
export interface VerificationTask {
  readonly gateways: Gateways
  readonly scope: Scope
  /** What the entry node shows in a fresh session. */
  readonly expected: Snapshot
  readonly members: readonly Uuid[]
  readonly entryNode: Uuid
  /**
   * Nodes whose documents the last or the next commit writes: in a large cluster every node is asked about one of them,
   * because a node's own document says nothing about a commit that did not change it.
   */
  readonly witnesses: readonly Uuid[]
  /** A backup that shows what is expected: a node whose backup says the same holds it. */
  readonly archived?: AgreeingArchive
  /** What the entry node runs, where it is known. */
  readonly version?: Observation<ProductVersion>
  /** Nodes that did not tell the time a moment ago, and why. */
  readonly silent?: ReadonlyMap<Uuid, string>
  /** Milliseconds after which a node that shows something else counts as behind. */
  readonly patience: number
  /** Is done before each question and each request of it: what has to go on while they take their time. */
  readonly between?: () => Promise<void>
  /** Hears what a node showed, or why it showed nothing, whenever it was asked. */
  readonly heard?: (node: Uuid, said: Look | ApplianceError) => void
}

/** What a node is called, for messages: its name in the repository, or what it is known by otherwise. */
export function nameOf(scope: Scope, id: Uuid): NodeName {
  return scope.names.get(id) ?? nodeName(id)
}

import type { Uuid } from '../../model/names.ts'
import type { Observation, ProductVersion } from '../../model/observed.ts'
import type { OwnWrite } from '../../plan/own-writes.ts'
import type { Progress, Standing, Verification } from '../../plan/progress.ts'
import type { ApplySetup } from './apply-setup.ts'
import type { Journal } from '../journal/journal.ts'
import type { CommitTime } from '../journal/last-commit.ts'
import type { Permit } from '../locks/permit.ts'
import type { Tell } from '../stream.ts'
import type { Stored } from '../backup/taken-back.ts'

/** What everything works with that a run does, from its first look to its last question. */
export interface RunContext {
  readonly setup: ApplySetup
  readonly journal: Journal
  readonly permit: Permit
  /** Keeps the lease while nothing is done but asked; to be called again and again. */
  readonly keepLease: () => Promise<void>
  readonly tell: Tell<Progress>
  readonly cache: RunCache
  readonly standing: RunStanding
}

/** How the nodes stand so far; kept up to date from one effect to the next, so that whatever ends the run can say it. */
export type RunStanding = { -readonly [Part in keyof Standing]: Standing[Part] }

/** What a run may forget without harm: it only saves asking twice. */
export interface RunCache {
  /** Who held which storage since the last commit, by its fingerprint and what was shown of it. */
  readonly confirmations: Map<string, Verification>
  /** Which version each node runs, as it said since the last commit and the last long wait. */
  readonly versions: Map<Uuid, Observation<ProductVersion>>
  /** Nodes that the last commit wrote, as far as it is known of. */
  lastWritten: readonly Uuid[]
  /** Steps that this run has set out to write, in their order. */
  readonly written: OwnWrite[]
  /** What a backup showed before the session that writes began, and what a look of the same time saw. */
  stored: Stored | undefined
  lastCommit: CommitTime | undefined
}

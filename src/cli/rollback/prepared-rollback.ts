import type { Gateway } from '../../appliance/port.ts'
import type { OwnWrite } from '../../plan/own-writes.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Planned } from '../../reconcile/run/apply-setup.ts'
import type { WriteContext } from '../../reconcile/write/write-context.ts'
import type { RunId } from '../../reconcile/ports.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import type { OpenCluster } from '../gateway/open-cluster.ts'

/** A way back, ready to be shown and, where the cluster was opened to be changed, carried out. */
export interface PreparedRollback<Way extends Gateway = Gateway> {
  readonly open: OpenCluster<Way>
  /** What is taken back, in words. */
  readonly words: string
  readonly plan: (observed: ObservedCluster) => Plan
  readonly planned: (plan: Plan, observed: ObservedCluster, written: readonly OwnWrite[]) => Planned
  /** Texts of system files, where they are not those of the repository. */
  readonly systemFile?: WriteContext['systemFile']
  /** Rule sets, where they are not those of the repository. */
  readonly ruleSet?: WriteContext['ruleSet']
  /** Commit that the cluster holds afterwards, where it is one. */
  readonly revision?: string
  /** The run that is taken back, where it is one. */
  readonly undoes?: RunId
  /** Whether no person asked for it: then whoever comes next may go on with it where it is not gone to its end. */
  readonly isByItself?: true
  /** Commits that must not be applied again without a word of a person. */
  readonly bad: readonly string[]
}

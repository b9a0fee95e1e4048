import type { HostFile } from '../../../appliance/host-file.ts'
import type { ObservationCache } from '../../../reconcile/cache/observation-cache.ts'
import type { WatchMode } from '../../../reconcile/watch/pass.ts'
import type { PassFinding } from '../../../report/watch/pass-finding.ts'
import type { RequestListener } from '../../gateway/open-cluster.ts'
import type { ColorChoice } from '../../output/appearance.ts'
import type { RepositoryCache } from '../../repository/repository-cache.ts'
import type { WatchLog } from '../log/log.ts'
import type { PassTrace } from '../traces/pass-trace.ts'
import type { ProposalBranch } from './propose.ts'

/** What a pass works on. */
export interface PassTask {
  readonly cluster: string
  /** Folder of clusters, as the world's working directory sees it. */
  readonly path: string
  readonly hostFile: HostFile
  readonly mode: WatchMode
  /** Commit that the folder holds, where it is from git. */
  readonly revision?: string
  /** Where a mode that proposes pushes proposals. */
  readonly proposalBranch?: ProposalBranch
  readonly color: ColorChoice
  /** Where it says what it does. */
  readonly log: WatchLog
  /** Is told what the pass finds out, as soon as it does. */
  readonly saw: (finding: PassFinding) => void
  /** Is told of every step, so that a pass that hangs can be told from one that works. */
  readonly worked: () => void
  readonly listener: RequestListener
  /** Is told what the pass does, for whoever collects traces. */
  readonly trace: PassTrace
  /** What is known of the cluster from the passes before. */
  readonly cache: ObservationCache
  /** What is known of the repository from the passes before. */
  readonly kept: RepositoryCache
}

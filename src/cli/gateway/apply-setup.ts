import type { NodeName } from '../../model/names.ts'
import type { Approvals } from '../../plan/guards/guard.ts'
import type { UpgradeStrategy } from '../../plan/phases/upgrade.ts'
import { importableRuleSet } from '../../plan/rule-sets/importable.ts'
import { withoutLeasedValues } from '../../plan/rule-sets/leased-policy.ts'
import type { ApplySetup, ApprovedPlan } from '../../reconcile/run/apply-setup.ts'
import { checkBackup } from '../../reconcile/backup/check-backup.ts'
import { emptyCache } from '../../reconcile/cache/observation-cache.ts'
import type { RunId } from '../../reconcile/ports.ts'
import { plannedFrom } from './make-plan.ts'
import type { ClusterView } from './cluster-view.ts'
import { newRun } from './new-run.ts'
import type { WritableCluster } from './open-cluster.ts'
import type { Overrides } from './overrides.ts'

/** Milliseconds that nodes get to take over a commit. */
const PATIENCE = 120_000

/** What a command adds to an open cluster. */
interface ApplyOptions {
  /** Command that applies, for the journal and the lease. */
  readonly command: string
  /** Commit that the desired state is from, where it is from git. */
  readonly revision?: string
  /** The run that is taken back, where it is one. */
  readonly undoes?: RunId
  readonly stop: AbortSignal
  readonly upgrade?: UpgradeStrategy
  readonly approved?: ApprovedPlan
  /** Signatures that are demanded and that there are; absent where none are demanded. */
  readonly approvals?: Approvals
  readonly overrides: Overrides
}

/** What an apply needs, on this machine and its disk. */
export function applySetup(open: WritableCluster, options: ApplyOptions): ApplySetup {
  const { command, revision, undoes, stop, approved, approvals, upgrade, overrides } = options
  const { store, leases, clock } = open
  return {
    cluster: open.cluster.name,
    entryNode: open.entryNode,
    run: newRun(),
    by: open.by,
    holder: open.holder,
    command,
    ...(revision === undefined ? {} : { revision }),
    ...(undoes === undefined ? {} : { undoes }),
    gateways: open.gateways,
    ...(open.cluster.ca === undefined ? {} : { authority: open.cluster.ca.value }),
    probe: open.probe,
    probeProxy: async (node, { port, ...asked }) => {
      const address = addressOf(open, node)
      return address === undefined ? 'its address is not known' : open.probeProxy({ address, port }, asked)
    },
    scope: open.scope,
    writeContext: {
      scope: open.scope,
      target: open.target,
      systemFile: (node, path) => textOf(open, node, path),
      ruleSet: (name) => {
        const today = new Date(clock.now()).toISOString().slice(0, 10)
        return importableRuleSet(name, withoutLeasedValues(open.cluster, today), open.scope.dialect, open.target)
      },
    },
    store,
    leases,
    clock,
    plan: (observed, behind, written) => {
      const planContext = {
        observed,
        behind,
        written,
        ...(approved === undefined ? {} : { plannedAt: approved.madeAt }),
        ...(approvals === undefined ? {} : { approvals }),
        ...(upgrade === undefined ? {} : { upgrade }),
      }
      return plannedFrom(open, planContext, overrides)
    },
    ...(approved === undefined ? {} : { approved }),
    ...(approvals === undefined ? {} : { approvedBy: approvals.by }),
    checkBackup: (bytes, observed) => checkBackup(bytes, observed, open.scope.archived === true, open.scope.ruleSets),
    cache: open.cache ?? emptyCache(Number.POSITIVE_INFINITY),
    patience: PATIENCE,
    stop,
  }
}

/** Where users find the proxy of a node: its own address, or the first one that it listens on. */
function addressOf({ cluster }: ClusterView, name: NodeName): string | undefined {
  const node = cluster.nodes.find((one) => one.name === name)
  return node?.address?.value ?? node?.settings.listeners?.value?.[0]?.address
}

function textOf({ cluster }: ClusterView, node: NodeName, path: string): string | undefined {
  return cluster.policy.systemFiles.find((file) => file.node === node && file.path === path)?.text
}

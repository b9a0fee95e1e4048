import { guardOutOfSync } from './guards/guard-out-of-sync.ts'
import { guardProof } from './guards/guard-proof.ts'
import { guardSkew } from './guards/guard-skew.ts'
import { guardVersions } from './guards/guard-versions.ts'
import type { Guard } from './guards/guard.ts'

/** How a rule of stage `plan` is kept: by a guard, by how plans are built, or by a manual step that is always there. */
export type Keeping =
  | { readonly kind: 'guard'; readonly guard: Guard }
  /** Plans that would break the rule cannot be made; `how` says why. */
  | { readonly kind: 'built in'; readonly how: string }
  /** A manual step says it and its check, or a person's confirmation, finds out that it was done. */
  | { readonly kind: 'manual step'; readonly step: string }

/** A rule of stage `plan` and what keeps it. */
export interface PlanCheck {
  /** Code of the rule in the catalogue. */
  readonly code: string
  readonly keeping: Keeping
}

const guard = (code: string, keeper: Guard): PlanCheck => ({ code, keeping: { kind: 'guard', guard: keeper } })
const built = (code: string, how: string): PlanCheck => ({ code, keeping: { kind: 'built in', how } })
const manual = (code: string, step: string): PlanCheck => ({ code, keeping: { kind: 'manual step', step } })

/** The rules of stage `plan` that planning keeps, sorted by code. A rule that is not here is not kept by plans yet. */
export const planChecks: readonly PlanCheck[] = [
  manual('CM-CA-003', 'prepare: import the authority before the node is added'),
  manual('CM-MEM-004', 'add: log on to the entry node and nowhere else'),
  manual('CM-MEM-005', 'prepare: keep a backup of the node that joins'),
  manual('CM-MEM-006', 'add: see that the entry node has a running listener'),
  manual('CM-MEM-007', 'prepare: the listener of the node that joins takes connections'),
  manual('CM-MEM-016', 'remove: search regions, rules and jobs for what named the old node'),
  guard('CM-NET-004', guardProof),
  built(
    'CM-NET-017',
    'a node joins only once it shares a usable network group with a member; otherwise its phase is refused',
  ),
  built('CM-PRI-004', 'a commit waits until every node that would win over the entry node is confirmed'),
  built(
    'CM-REG-006',
    'the lists of regions are made of the topology and edited in the same plan; criteria that name what is gone do not compile',
  ),
  guard('CM-SYN-003', guardOutOfSync),
  guard('CM-TIME-008', guardSkew),
  guard('CM-VER-003', guardVersions),
  manual('CM-VER-004', 'prepare: see that the node that joins runs the version of the cluster'),
  built('CM-VER-007', 'an upgrade breaks the cluster unless "rolling" is asked for'),
  manual('CM-VER-008', 'upgrade: back up first'),
  built('CM-VER-009', 'an upgrade is one phase for each node'),
  built('CM-VER-010', 'an upgrade does the entry node last'),
  built('CM-VER-011', 'nodes rejoin at the entry node, transit nodes first'),
  manual('CM-VER-012', 'upgrade: a reverted snapshot is started with its Central Management port closed'),
  manual('CM-VER-013', 'upgrade: with a sticky repository, start no upgrade from the UI'),
]

import { guardApprovals } from './guard-approvals.ts'
import { guardEmpty } from './guard-empty.ts'
import { guardEntryNode } from './guard-entry-node.ts'
import { guardExpired } from './guard-expired.ts'
import { guardForeignChange } from './guard-foreign-change.ts'
import { guardLastTransit } from './guard-last-transit.ts'
import { guardFreeze } from './guard-freeze.ts'
import { guardListShrink } from './guard-list-shrink.ts'
import { guardMassChange } from './guard-mass-change.ts'
import { guardMassPolicy } from './guard-mass-policy.ts'
import { guardMassRemoval } from './guard-mass-removal.ts'
import { guardOutOfSync } from './guard-out-of-sync.ts'
import { guardProof } from './guard-proof.ts'
import { guardRules } from './guard-rules.ts'
import { guardSkew } from './guard-skew.ts'
import { guardUnknownNodes } from './guard-unknown-nodes.ts'
import { guardUnprovable } from './guard-unprovable.ts'
import { guardUnverified } from './guard-unverified.ts'
import { guardVersions } from './guard-versions.ts'
import { guardWindow } from './guard-window.ts'
import type { Guard } from './guard.ts'

/** Every objection that a plan can make to itself, in the order in which they are told. */
export const guards: readonly Guard[] = [
  guardProof,
  guardUnverified,
  guardRules,
  guardEmpty,
  guardEntryNode,
  guardLastTransit,
  guardMassRemoval,
  guardMassChange,
  guardListShrink,
  guardMassPolicy,
  guardUnprovable,
  guardVersions,
  guardOutOfSync,
  guardUnknownNodes,
  guardSkew,
  guardForeignChange,
  guardApprovals,
  guardExpired,
  guardWindow,
  guardFreeze,
]

import type { Dialect } from '../dialect/dialect.ts'
import { reliableFact, type Target } from '../dialect/permission.ts'

/**
 * What the product does with several listeners of one node, as far as it is known: `all` peers try each of them,
 * `first` peers use the first. `unknown` also when nobody has seen that a node may have several at all.
 */
export type ListenerAbility = 'all' | 'first' | 'unknown'

/** What may be relied on at a target; an unverified fact counts only where the target proved itself an emulator. */
export function listenerAbility(dialect: Dialect, target: Target): ListenerAbility {
  if (reliableFact(dialect, 'listener.multiple', target) !== 'true') return 'unknown'
  const choice = reliableFact(dialect, 'listener.peerChoice', target)
  return choice === 'all' || choice === 'first' ? choice : 'unknown'
}

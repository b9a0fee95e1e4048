import type { UpgradeStrategy } from '../../plan/phases/upgrade.ts'
import { UsageError } from '../command.ts'

/** What `--upgrade` says of itself. */
export const UPGRADE_HELP =
  'how to get to a newer version of the product: break (each node alone, the default) or rolling'

/** Reads `--upgrade`. */
export function readUpgrade(given: unknown): UpgradeStrategy {
  if (given === undefined || given === 'break') return 'break'
  if (given === 'rolling') return 'rolling'
  throw new UsageError(`--upgrade takes break or rolling, not ${JSON.stringify(given)}`)
}

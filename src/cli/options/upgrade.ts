import { Option } from 'commander'
import type { UpgradeStrategy } from '../../plan/phases/upgrade.ts'
import { UsageError } from '../command.ts'

/** `--upgrade`. */
export const upgradeOption = new Option(
  '--upgrade <how>',
  'how to upgrade the product: break (each node alone, the default) or rolling',
).argParser((given): UpgradeStrategy => {
  if (given === 'break' || given === 'rolling') return given
  throw new UsageError(`--upgrade takes break or rolling, not ${JSON.stringify(given)}`)
})

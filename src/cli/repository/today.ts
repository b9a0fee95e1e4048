import { UsageError } from '../command.ts'
import type { World } from '../world.ts'

/** Today as YYYY-MM-DD, from `--now` or the clock. */
export function todayOf(now: string | undefined, world: World): string {
  if (now === undefined) return world.now().toISOString().slice(0, 10)
  if (/^\d{4}-\d{2}-\d{2}$/.test(now) && !Number.isNaN(Date.parse(now))) return now
  throw new UsageError(`--now takes a date like 2027-03-31, not ${JSON.stringify(now)}`)
}

import type { World } from '../world.ts'

/** Today as YYYY-MM-DD, from `--now` or the clock. */
export function todayOf(now: string | undefined, world: World): string {
  return now ?? world.now().toISOString().slice(0, 10)
}

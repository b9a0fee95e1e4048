import type { Court } from './court.ts'
import { begun } from './run-laws.ts'

/** Takes down which nodes run another version than the entry node, and since when. */
export function noteVersions({ world, time, strangeSince }: Court): void {
  const { nodes } = world.cluster.picture()
  const runs = new Map(nodes.map(({ uuid, version, build }) => [uuid as string, `${version}-${build}`]))
  for (const [uuid, own] of runs) {
    if (own === runs.get(world.entry)) strangeSince.delete(uuid)
    else if (!strangeSince.has(uuid)) strangeSince.set(uuid, time.now())
  }
}

/**
 * No commit meets nodes of different versions: whoever has run another one than the entry node for as long as a run has
 * looked at the cluster was there to be asked. One that is out of service counts only while it is up, where it would take
 * what is committed.
 */
export function judgeVersions(court: Court, run: string): void {
  const { world, strangeSince, awayUpSince, isBackInService, violate } = court
  const since = lookedSince(court, run)
  for (const [uuid, from] of strangeSince) {
    const name = world.names.get(uuid as never)!
    const isAway = name === world.away?.name && !isBackInService
    if (isAway && (awayUpSince === undefined || awayUpSince >= since)) continue
    if (from < since) violate(`${run} commits while ${name} runs another version than the entry node`)
  }
}

/** From when on a run looked at everything itself: what it saw before it watched its last commit is old by then. */
function lookedSince(court: Court, run: string): number {
  const { world, rollout, clocksMovedAt } = court
  const began = begun(court, run)
  if (world.canary === undefined || rollout.lastIntentAt === undefined || clocksMovedAt >= rollout.lastIntentAt)
    return began
  const { intendedAt } = court.runOf(run)
  const watched = rollout.lastIntentAt + world.canary.soakSeconds * 1_000
  return intendedAt !== undefined && watched < intendedAt ? Math.max(began, watched) : began
}

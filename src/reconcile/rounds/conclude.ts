import type { Holdings } from '../../plan/holding.ts'
import { holdingsBeside, holdingsToRemember } from '../../plan/holdings.ts'
import { withOwnWrites } from '../../plan/own-writes.ts'
import type { Plan } from '../../plan/plan.ts'
import { isInSync, type Ending, type Outcome } from '../../plan/progress.ts'
import { readApplied, rememberApplied, rememberProved, writtenSince } from '../journal/applied.ts'
import type { Look } from '../observe/observe.ts'
import type { RunContext } from '../run/run-context.ts'
import { confirmAtEnd, confirmLately } from '../verify/confirm.ts'
import { Ended } from '../ending/ended.ts'
import { goOn } from '../ending/go-on.ts'

/** An outcome of a run that nothing ended early. */
export type Finished = Exclude<Outcome, Ending>

/** Ends a run that has nothing left to do: what the nodes hold is asked, and what is in effect is remembered. */
export async function conclude(plan: Plan, seen: Look, context: RunContext): Promise<Finished> {
  const { committed } = context.standing
  const { verification, isNew } =
    committed === 0
      ? await confirmLately(seen, context)
      : { verification: await confirmAtEnd(seen, context), isNew: true }
  const [blocked] = plan.blocked
  if (blocked !== undefined) {
    const what = [blocked.node, blocked.setting ?? blocked.object].filter((part) => part !== undefined).join(' ')
    const others = plan.blocked.length - 1
    const more = others === 0 ? [] : [`and ${others} more differences that "pader plan" shows`]
    throw new Ended({
      kind: 'waiting',
      for: what,
      instructions: [blocked.reason, blocked.remedy, ...more],
      // What a rollback leaves to a person is changed in the repository: calling it again would find the same.
      goOn:
        context.setup.command === 'rollback'
          ? 'run "pader plan": it says what there is to do now'
          : goOn(context.setup),
    })
  }
  const { store, cluster, clock, revision } = context.setup
  const at = new Date(clock.now()).toISOString()
  await rememberApplied(store, cluster, {
    holdings: await holdingsLeft(seen, context),
    at,
    position: context.journal.position(),
    ...(revision === undefined ? {} : { revision }),
  })
  if (isNew && isInSync(verification)) await rememberProved(store, cluster, at)
  if (committed === 0) return { kind: 'nothing to do', verification }
  if (isInSync(verification)) return { kind: 'in sync', commits: committed }
  return { kind: 'stored', commits: committed, verification }
}

/**
 * What Pader leaves in the cluster: all of it where all of it was seen to. A run that takes another one back has seen to what that one
 * changed, and what somebody else made of the rest is not Pader's.
 */
async function holdingsLeft({ cluster: observed }: Look, { setup, journal, cache }: RunContext): Promise<Holdings> {
  const now = holdingsToRemember(observed, setup.authority)
  if (setup.undoes === undefined) return now
  const applied = await readApplied(setup.store, setup.cluster)
  if (applied.holdings.size === 0) return now
  const written = [...writtenSince(applied, journal.before), ...cache.written]
  return holdingsBeside(withOwnWrites(applied.holdings, written, observed), observed, now)
}

import { ApplianceError } from '../../src/appliance/port.ts'
import { digestsOf } from '../../src/reconcile/observe/snapshot.ts'
import type { ApplySetup, ApprovedPlan } from '../../src/reconcile/run/apply-setup.ts'
import { lookAround } from '../../src/reconcile/run/look-around.ts'
import type { Dice } from './dice.ts'
import type { ApprovalWatch } from './run-laws.ts'
import type { Life } from './mortal.ts'
import type { Disturb, Scene } from './scene.ts'

/** Whether somebody is asked in a life, and the plan that was approved last and is not carried out yet. */
export interface ApprovalDesk {
  readonly isAsked: boolean
  plan: { readonly approved: ApprovedPlan; readonly watched: ApprovalWatch } | undefined
}

/** A run that may have to wait for a yes. */
export interface Asking {
  readonly setup: ApplySetup
  readonly of: Life
  readonly name: string
  readonly dice: Dice
  readonly disturb: Disturb
}

/**
 * The plan under which a run goes, where somebody is asked: the one that the run before it did not come to the end of, or
 * one that is made now and approved after a while. Without a plan that nobody objects to, a run goes on its own.
 */
export async function approvedFor(scene: Scene, asking: Asking): Promise<ApprovedPlan | undefined> {
  const { approval, watcher } = scene
  if (!approval.isAsked) return undefined
  approval.plan ??= await ask(scene, asking)
  if (approval.plan === undefined) return undefined
  watcher.approved(asking.name, approval.plan.watched)
  return approval.plan.approved
}

async function ask(
  { watcher, time, note }: Scene,
  { setup, of, name, dice, disturb }: Asking,
): Promise<ApprovalDesk['plan']> {
  const seen = await Promise.race([lookAround(setup).catch(unseen), of.died])
  if (seen === undefined || seen === 'died' || seen.unknown.length > 0) return undefined
  const planned = setup.plan(seen.cluster, [], [])
  if (planned.kind === 'impossible' || planned.objections.length > 0) return undefined
  const watched = watcher.approvalOf(planned.plan)
  note(`${name} shows its plan, and somebody says yes to it`)
  disturb('an approval')
  await time.sleep(dice.pick([1_000, 60_000, 600_000]))
  return {
    approved: { plan: planned.plan, base: digestsOf(seen.snapshot), madeAt: seen.cluster.observedAt },
    watched,
  }
}

/** What cannot be seen is planned for by nobody. */
function unseen(error: unknown): undefined {
  if (!(error instanceof ApplianceError)) throw error
}

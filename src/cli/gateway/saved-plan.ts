import { resolve } from 'node:path'
import type { Plan } from '../../plan/plan.ts'
import type { ApprovedPlan } from '../../reconcile/run/apply-setup.ts'
import { digestsOf, type Snapshot } from '../../reconcile/observe/snapshot.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { signPlan } from '../approvals/sign-plan.ts'
import { replaceFiles, writeFileAtomically } from '../output/write-file.ts'
import { jsonOf, readGiven } from '../process/read-given.ts'
import { readVersion } from '../process/read-version.ts'
import type { World } from '../world.ts'
import { problemsOfPlan } from './check-plan.ts'

/** Plans of one or more clusters as `pader plan --save` writes them; digests stand for what the appliances held. */
interface SavedPlans {
  readonly format: 1
  readonly kind: 'pader plan'
  readonly plans: readonly {
    readonly plan: Plan
    readonly base: Readonly<Record<string, string>>
    readonly madeAt: string
    /** Version of Pader; absent in what older versions wrote. */
    readonly madeBy?: string
  }[]
}

/** A plan, what it was made from, when, and by which version of Pader. */
export interface MadePlan {
  readonly plan: Plan
  readonly snapshot: Snapshot
  readonly madeAt: string
  readonly madeBy: string
}

/** Writes plans so that `pader apply FILE` carries out exactly these or nothing; with a key, their signature beside them. */
export async function savePlans(
  path: string,
  plans: readonly MadePlan[],
  key: string | undefined,
  world: World,
): Promise<void> {
  const file = resolve(world.cwd, path)
  const text = savedText(plans)
  if (key === undefined) return writeFileAtomically(file, text, world)
  const signature = await signPlan(text, key, world)
  await replaceFiles(
    [
      { path: file, content: text },
      { path: `${file}.sig`, content: signature },
    ],
    world,
  )
}

/** Plans as the text of a file that {@link readPlans} reads. */
export function savedText(plans: readonly MadePlan[]): string {
  const saved: SavedPlans = {
    format: 1,
    kind: 'pader plan',
    plans: plans.map(({ plan, snapshot, madeAt, madeBy }) => ({
      plan,
      base: Object.fromEntries(digestsOf(snapshot)),
      madeAt,
      madeBy,
    })),
  }
  return `${JSON.stringify(saved, undefined, 2)}\n`
}

/** A file of plans that was read: the plans by cluster, and the text that signatures are about. */
export interface SavedFile {
  /** In full. */
  readonly path: string
  readonly text: string
  readonly plans: ReadonlyMap<string, ApprovedPlan>
  /** Version of the Pader that made them; absent where an older one did not say. */
  readonly madeBy?: string
}

/** Reads plans that were saved. */
export async function readPlanFile(path: string, world: World): Promise<SavedFile> {
  const bytes = await readGiven(path, `the plan "${path}"`, world, 'make one with pader plan --save FILE')
  const text = bytes.toString('utf8')
  const value = jsonOf(text)
  if (!isSaved(value)) {
    throw new CommandFailure(EXIT.invalid, `"${path}" is not a plan that "pader plan --save" wrote`, 'make a new one')
  }
  for (const { plan, madeBy } of value.plans) {
    const [first, ...others] = await problemsOfPlan(plan, world)
    if (first === undefined) continue
    const more = others.length === 0 ? '' : `; and ${others.length} more: ${others.slice(0, 4).join('; ')}`
    const message = `"${path}" is no longer a plan of this Pader: ${first}${more}`
    const by = madeBy === undefined || madeBy === readVersion(world.home) ? '' : ` (Pader ${madeBy} made it)`
    const next = `somebody or another version changed it${by}; make a new one with "pader plan --save"`
    throw new CommandFailure(EXIT.invalid, message, next)
  }
  const plans = value.plans.map(
    ({ plan, base, madeAt }) => [plan.cluster, { plan, base: new Map(Object.entries(base)), madeAt }] as const,
  )
  const madeBy = value.plans[0]?.madeBy
  return { path: resolve(world.cwd, path), text, plans: new Map(plans), ...(madeBy === undefined ? {} : { madeBy }) }
}

/** What to know about plans that another version made: where that plans otherwise now, they are refused, and else carried out. */
export function madeByAnother({ path, madeBy }: SavedFile, { home }: Pick<World, 'home'>): string | undefined {
  const here = readVersion(home)
  if (madeBy === here) return undefined
  const other = madeBy === undefined ? 'an older Pader, which did not say its version' : `Pader ${madeBy}`
  return `"${path}" was made by ${other}, and this is ${here}: it is carried out only if this one plans the same`
}

function isSaved(value: unknown): value is SavedPlans {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'pader plan' &&
    'format' in value &&
    value.format === 1 &&
    'plans' in value &&
    Array.isArray(value.plans) &&
    value.plans.every(isSavedPlan)
  )
}

function isSavedPlan(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'plan' in value &&
    'base' in value &&
    isDigests(value.base) &&
    'madeAt' in value &&
    typeof value.madeAt === 'string' &&
    INSTANT.test(value.madeAt) &&
    (!('madeBy' in value) || (typeof value.madeBy === 'string' && VERSION.test(value.madeBy)))
  )
}

/** As a plan is dated: whoever signs reads it, so that nothing else may stand there. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

/** A version of Pader, for the same reason. */
const VERSION = /^[\w.+-]{1,40}$/

function isDigests(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string')
}

import { usualLimits } from '../../../plan/guards/guard.ts'
import { planAge } from '../../../plan/plan-age.ts'
import type { StateStore } from '../../../reconcile/ports.ts'
import { plain } from '../../../report/appearance.ts'
import { planText } from '../../../report/plan/text.ts'
import { unifiedDiff, type ChangedText } from '../../../report/text/unified-diff.ts'
import { savedText, type MadePlan } from '../../gateway/saved-plan.ts'

/** What mode `propose` puts up for people and scripts. */
export interface Published {
  readonly plan: MadePlan
  /** Text of a pull request, and the changes that it is about. */
  readonly proposal?: { readonly message: string; readonly files: readonly ChangedText[] }
}

/** Hours for which a plan stays up as it is: half of what it is good for. */
const FRESH = usualLimits.planHours / 2

/** Folder, below the state directory, of what is published about a cluster. */
export function publishedFolder(cluster: string): string {
  return `watch/${cluster}/published`
}

/** Writes the files that say what is to be done; those of an earlier look that do not hold any more go away. */
export async function publishFiles(
  store: Pick<StateStore, 'read' | 'replace' | 'remove'>,
  cluster: string,
  published: Published | undefined,
): Promise<void> {
  const { plan, proposal } = published ?? {}
  const files: Readonly<Record<string, string | undefined>> = {
    'plan.json': plan === undefined ? undefined : savedText([plan]),
    'plan.txt': plan === undefined ? undefined : planText(plan.plan, plain),
    'proposal.md': proposal?.message,
    'proposal.diff': proposal === undefined ? undefined : unifiedDiff(proposal.files, plain),
  }
  for (const [name, text] of Object.entries(files)) {
    const path = `${publishedFolder(cluster)}/${name}`
    if (text === undefined) await store.remove(path)
    else if (name !== 'plan.json' || plan === undefined || !(await isStillUp(store, path, plan)))
      await store.replace(path, new TextEncoder().encode(text))
  }
}

/**
 * Whether the same plan is up already: made anew it would differ in nothing but its time and the version of Pader, and whoever has signed the one
 * that is up would have to sign again. One that is about to be too old, or lies ahead of the clock here, is made anew.
 */
async function isStillUp(store: Pick<StateStore, 'read'>, path: string, plan: MadePlan): Promise<boolean> {
  const before = await store.read(path)
  if (before === undefined) return false
  const text = new TextDecoder().decode(before)
  const madeAt = /"madeAt": "([^"]+)"/.exec(text)?.[1]
  const madeBy = /"madeBy": "([^"]+)"/.exec(text)?.[1]
  if (madeAt === undefined || madeBy === undefined) return false
  if (text !== savedText([{ ...plan, madeAt, madeBy }])) return false
  return planAge(madeAt, plan.madeAt, FRESH) === 'good'
}

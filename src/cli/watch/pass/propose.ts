import { createHash } from 'node:crypto'
import { Locator } from '../../../compile/yaml/locate.ts'
import type { LiveDifference } from '../../../plan/live-differences.ts'
import type { Plan } from '../../../plan/plan.ts'
import { rememberApplied } from '../../../reconcile/journal/applied.ts'
import type { Look } from '../../../reconcile/observe/observe.ts'
import { proposeTakeOver, type Proposal } from '../../../reconcile/drift/take-over.ts'
import { holdingsToRemember } from '../../../plan/holdings.ts'
import type { ClusterDifferences } from '../../../report/diff/difference.ts'
import { proposalMessage } from '../../../report/watch/proposal.ts'
import type { BranchProposal, Proposed } from '../../../repository/propose-branch.ts'
import type { Desired } from '../../gateway/desired.ts'
import type { ChangeRecord } from '../../gateway/change-record.ts'
import type { ClusterAccess } from '../../gateway/cluster-access.ts'
import type { ClusterView } from '../../gateway/cluster-view.ts'
import type { PlanInputs, StatePorts } from '../../gateway/open-cluster.ts'
import { differencesIn } from '../../drift/gather.ts'
import { liveRuleSets } from '../../drift/live-rule-sets.ts'
import { compilerFor } from '../../repository/compile-folder.ts'
import { filesOf } from '../../repository/files-of.ts'
import { todayOf } from '../../repository/today.ts'
import { findRepository } from '../../repository/folder.ts'
import { readVersion } from '../../process/read-version.ts'
import type { World } from '../../world.ts'
import { publishFiles, publishedFolder } from './publish.ts'

/** The branch that proposals are pushed to. Absent where files are followed: there is no branch to be made then. */
export interface ProposalBranch {
  readonly name: string
  propose(proposal: BranchProposal): Promise<Proposed>
  /** Takes the branch of an earlier proposal away; whether there was one. */
  withdraw(): Promise<boolean>
}

/** What proposing works on. */
export interface ProposalTask {
  readonly desired: Desired
  /** Commit that the files are from, where they are from git. */
  readonly revision: string | undefined
  readonly branch: ProposalBranch | undefined
  /** Account in whose name Pader itself changes appliances. */
  readonly writer: string | undefined
}

/** Nothing differs: remembers what both sides agree on, which tells later which of them has moved, and withdraws what was proposed. */
export async function agree(
  open: ClusterView & StatePorts & Pick<ChangeRecord, 'position'>,
  seen: Look,
  { revision, branch }: ProposalTask,
): Promise<void> {
  const { cluster, store, local, clock, position } = open
  const at = new Date(clock.now()).toISOString()
  const holdings = holdingsToRemember(seen.cluster, cluster.ca?.value)
  await rememberApplied(store, cluster.name, {
    holdings,
    at,
    position,
    ...(revision === undefined ? {} : { revision }),
  })
  await publishFiles(local, cluster.name, undefined)
  await branch?.withdraw()
}

/**
 * Proposes what somebody changed at the appliances as a change of the repository, and publishes the plan that would put
 * everything right. Says in words what became of it.
 */
export async function propose(
  open: PlanInputs & ClusterAccess & StatePorts,
  seen: Look,
  plan: Plan,
  { desired, revision, branch, writer }: ProposalTask,
  world: World,
): Promise<string> {
  const { cluster, local } = open
  const all = await differencesIn(open, seen.cluster, plan, writer)
  const told = { ...all, differences: all.differences.filter(({ moved }) => moved === 'appliance') }
  const taken = proposeTakeOver(
    cluster,
    told.differences,
    desired.textOf,
    await liveRuleSets(told.differences, open, seen.cluster),
  )
  const made = { plan, snapshot: seen.snapshot, madeAt: seen.cluster.observedAt, madeBy: readVersion(world.home) }
  const where = `${publishedFolder(cluster.name)} of the state directory`
  if (taken.files.length === 0) {
    await publishFiles(local, cluster.name, { plan: made })
    await branch?.withdraw()
    return `${reasonFor(all.differences, told.differences.length)}; the plan is in ${where}`
  }
  const message = await messageFor(told, taken, cluster.name, desired, world)
  await publishFiles(local, cluster.name, { plan: made, proposal: { message, files: taken.files } })
  if (branch === undefined || revision === undefined) return `a proposal is in ${where}, since no branch is followed`
  const files = taken.files.map(({ path, after }) => ({ path, content: after }))
  const proposed = await branch.propose({ base: revision, message, mark: markOf(told.differences), files })
  return proposed.kind === 'left alone'
    ? `branch "${branch.name}" is left alone: ${proposed.why}`
    : `proposed as branch "${branch.name}"`
}

function reasonFor(differences: readonly LiveDifference[], byHand: number): string {
  if (byHand > 0) return 'what was changed on the appliances has to be adopted by hand'
  const isUnclear = differences.some(({ moved }) => moved === 'not known')
  return isUnclear
    ? 'nothing is proposed: repository and appliances have never agreed before, so it is not known which of them has changed'
    : 'nothing is proposed: the change comes from the repository'
}

/** Stands for a difference: objects and what they hold now, in an order of their own. */
function markOf(differences: readonly LiveDifference[]): string {
  const parts = differences
    .map(({ object, live, gone, lines }) => JSON.stringify([object, live, gone, lines]))
    .toSorted()
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)
}

async function messageFor(
  told: ClusterDifferences,
  { files, adopted, byHand }: Proposal,
  cluster: string,
  desired: Desired,
  world: World,
): Promise<string> {
  const taken = adopted.map(
    ({ words, nodes, file, layer }) => `${file}: ${words}${nodes.length === 0 ? '' : ` (${layer})`}`,
  )
  const left = byHand.map(({ words, why }) => `${words}: ${why}`)
  return proposalMessage({ told, taken, byHand: left, breaks: await errorsWith(files, cluster, desired, world) })
}

/** Errors that the repository would have with the files as they are proposed. */
async function errorsWith(
  files: Proposal['files'],
  cluster: string,
  { folder }: Desired,
  world: World,
): Promise<readonly string[]> {
  const after = new Map(files.map((file) => [file.path, new TextEncoder().encode(file.after)]))
  const repository = findRepository([folder], world, cluster)
  const compileFiles = await compilerFor(repository, todayOf(undefined, world), world)
  const raw = filesOf(repository).map((file) => {
    const bytes = after.get(file.path)
    return bytes === undefined ? file : { path: file.path, bytes }
  })
  const { value, diagnostics } = compileFiles(raw)
  const locator = new Locator(value.textOf)
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((found) => locator.locate(found))
    .map(({ span, code, message }) => `${span.file}:${span.start.line}: ${code}: ${message}`)
}

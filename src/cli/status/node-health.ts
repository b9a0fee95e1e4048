import { ApplianceError } from '../../appliance/port.ts'
import type { Node } from '../../model/fleet.ts'
import type { Uuid } from '../../model/names.ts'
import type { ClockSkew, Observation } from '../../model/observed.ts'
import { otherHoldings } from '../../plan/other-holdings.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Verification } from '../../plan/progress.ts'
import type { Look } from '../../reconcile/observe/observe.ts'
import { shown } from '../../report/diff/text.ts'
import type { NodeHealth } from '../../report/status/health.ts'

/** What the nodes of a cluster answered: to one request without a login, and in sessions of their own. */
export interface Answers {
  readonly skews: ReadonlyMap<Uuid, Observation<ClockSkew>>
  readonly said: ReadonlyMap<Uuid, Look | ApplianceError>
  /** What the entry node showed, and how nodes are called. */
  readonly entry?: Look
  readonly names: ReadonlyMap<string, string>
  /** Absent where the entry node could not be looked through. */
  readonly verification?: Verification
}

/** One node as it was found; `holder` is the node at which somebody else is attached. */
export function nodeHealth(
  node: Node,
  answers: Answers,
  plan: Plan | undefined,
  holder: string | undefined,
): NodeHealth {
  const { name, location, transit, uuid } = node
  const skew = answers.skews.get(uuid.value)
  const said = answers.said.get(uuid.value)
  const seen = said === undefined || said instanceof ApplianceError ? undefined : said
  const answersNow = skew === undefined ? undefined : skew.kind !== 'unknown' || seen !== undefined
  const sync = syncOf(node, answers)
  const why = whyOf(node, answers, answersNow !== false)
  const version = seen?.cluster.version
  return {
    name,
    location,
    isTransit: transit.value,
    answers: answersNow,
    ...amissIn(answersNow, skew),
    sync,
    ...(sync === 'not shown' && why !== undefined ? { why } : {}),
    ...otherwiseIn(sync, seen, answers),
    ...(version?.kind === 'known' ? { version: `${version.value.version}-${version.value.build}` } : {}),
    ...(skew?.kind === 'known' ? { skew: skew.value } : {}),
    ...differencesOf(node, plan),
    attached: holder === name,
    ...awayIn(node),
  }
}

function amissIn(answers: NodeHealth['answers'], skew: Observation<ClockSkew> | undefined): Pick<NodeHealth, 'amiss'> {
  return answers === false && skew?.kind === 'unknown' && skew.failed?.isAnswered === true ? { amiss: true } : {}
}

function awayIn({ outOfService }: Node): Pick<NodeHealth, 'outOfService'> {
  if (outOfService === undefined) return {}
  const { ticket, expires } = outOfService.value
  return { outOfService: { ticket, expires } }
}

function otherwiseIn(
  sync: NodeHealth['sync'],
  seen: Look | undefined,
  { entry, names }: Answers,
): Pick<NodeHealth, 'holdsOtherwise'> {
  if (sync !== 'behind' || entry === undefined || seen === undefined) return {}
  const holds = otherHoldings(entry.cluster, seen.cluster, (node) => names.get(node) ?? node).map(
    ({ words, here, there }) => `${words}: ${shown(there)} rather than ${shown(here)}`,
  )
  return holds.length === 0 ? {} : { holdsOtherwise: holds }
}

function syncOf({ name }: Node, { verification }: Answers): NodeHealth['sync'] {
  if (verification?.behind.includes(name) === true) return 'behind'
  return verification?.confirmed.includes(name) === true ? 'in sync' : 'not shown'
}

function whyOf({ name, uuid }: Node, { verification, skews, said }: Answers, answers: boolean): string | undefined {
  const skew = skews.get(uuid.value)
  if (!answers && skew?.kind === 'unknown') return skew.failed?.detail ?? skew.reason
  const own = said.get(uuid.value)
  if (own instanceof ApplianceError) return own.message
  if (verification === undefined) return undefined
  return (
    verification.notConfirmed.find(({ node }) => node === name)?.reason ?? 'the cluster does not count it as a member'
  )
}

function differencesOf({ name }: Node, plan: Plan | undefined): Pick<NodeHealth, 'differences' | 'left'> {
  if (plan === undefined) return { differences: 0 }
  const steps = plan.phases.flatMap((phase) => phase.steps)
  const touched = new Set(steps.flatMap((step) => ('node' in step && step.node === name ? [subject(step)] : [])))
  const left = plan.blocked.filter(({ node }) => node === name).length
  return { differences: touched.size, ...(left === 0 ? {} : { left }) }
}

/** A setting that two phases write is one difference. */
function subject(step: Extract<Plan['phases'][number]['steps'][number], { readonly node: unknown }>): string {
  return step.kind === 'set property' ? step.setting : `file ${step.path}`
}

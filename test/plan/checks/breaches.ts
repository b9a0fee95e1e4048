import { nodeName } from '../../../src/model/names.ts'
import { known, type ListEntry, type ObservedCluster } from '../../../src/model/observed.ts'
import { emptyPolicy } from '../../../src/model/policy/policy.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import type { ManualAction } from '../../../src/plan/manual-action.ts'
import type { GuardContext } from '../../../src/plan/guards/guard.ts'
import type { ManualCheck, Phase, Plan, Step } from '../../../src/plan/plan.ts'
import { anObservation, place, site, sourced, twoSites, uuidOf, type NodeSketch } from '../a-cluster.ts'

/** How a plan is spoilt so that it breaks one rule, and the words by which that is told. */
export interface Breach {
  /** Nodes that the repository has; those of `seen` unless given. */
  readonly wanted?: readonly NodeSketch[]
  readonly seen?: readonly NodeSketch[]
  readonly cluster?: Partial<Cluster>
  readonly observed?: (seen: ObservedCluster) => ObservedCluster
  readonly spoil?: (plan: Plan) => Plan
  readonly context?: Partial<GuardContext>
  readonly said: string
}

const joined = [...twoSites, site('tokyo-3', 'tokyo')]
const priority = (value: number): readonly NodeSketch[] =>
  twoSites.map((node) => ({ ...node, settings: { priority: value } }))
const older = (seen: ObservedCluster): ObservedCluster => ({
  ...seen,
  version: known({ version: '12.2.5', build: '1' }),
})
/** An observation with this one list. */
export const listed = (name: string, description: string, ...values: string[]) => {
  const entries = values.map((value): ListEntry => ({ value, description: '' }))
  return (seen: ObservedCluster): ObservedCluster => ({
    ...seen,
    lists: known(new Map([['l', { id: 'l', name, type: 'string', description, entries }]])),
  })
}

const phases = (change: (phase: Phase, index: number) => Phase) => (plan: Plan) => ({
  ...plan,
  phases: plan.phases.map(change),
})
const steps = (change: (step: Step) => Step) => phases((phase) => ({ ...phase, steps: phase.steps.map(change) }))
const actions = (change: (action: ManualAction) => ManualAction) =>
  steps((step) => (step.kind === 'manual' ? { ...step, action: change(step.action) } : step))
const noPreparing = phases((phase) => ({
  ...phase,
  steps: phase.steps.filter((step) => step.kind !== 'manual' || step.action.kind !== 'prepare'),
}))
const without = (...ensured: readonly string[]) =>
  actions((action) =>
    action.kind === 'prepare'
      ? { ...action, ensures: action.ensures.filter((what) => !ensured.includes(what)) }
      : action,
  )

/** Adds a phase in which somebody does one thing. */
export function byHand(
  action: ManualAction,
  preconditions: Phase['preconditions'] = [],
  check: ManualCheck = { kind: 'membership', uuid: uuidOf('tokyo-1'), expected: 'present' },
) {
  return (plan: Plan): Plan => {
    const step: Step = { kind: 'manual', id: action.kind, action, instructions: ['do it'], check }
    const proof = { kind: 'unprovable', because: 'a test' } as const
    const phase: Phase = { ordinal: 99, kind: 'manual', title: action.kind, preconditions, steps: [step], proof }
    return { ...plan, phases: [...plan.phases, phase] }
  }
}

/** The list by which a region is recognised. */
export const regionList = {
  name: 'pader/Region apac host names',
  type: 'string',
  description: '[managed by Pader]',
  entries: [{ value: 'tokyo-9', description: '' }],
  place,
} as const

/** For each rule that judges finished plans, a plan that breaks it. */
export const breaches: Readonly<Record<string, Breach>> = {
  'CM-BAK-003': {
    wanted: priority(5),
    context: { behind: [nodeName('newyork-2')] },
    said: 'while newyork-2 holds something different',
  },
  'CM-BAK-005': {
    spoil: byHand({ kind: 'restore', whole: true, map: [{ from: uuidOf('tokyo-1'), to: uuidOf('tokyo-1') }] }, [], {
      kind: 'confirmation',
      question: 'all of it?',
    }),
    said: 'does not say which part of the backup belongs to newyork-1, newyork-2, tokyo-2',
  },
  'CM-BAK-010': {
    spoil: byHand({
      kind: 'restore',
      whole: true,
      map: twoSites.map(({ name }) => ({ from: uuidOf(name), to: uuidOf(name) })),
    }),
    said: 'nobody has to confirm it',
  },
  'CM-CA-003': {
    wanted: joined,
    spoil: without('authority'),
    said: 'tokyo-3 would be added without the certificate authority',
  },
  'CM-CA-007': {
    spoil: byHand({ kind: 'rotate authority' }, [
      { kind: 'confirmed', nodes: twoSites.slice(1).map(({ name }) => nodeName(name)), because: 'new certificates' },
    ]),
    said: 'does not wait until tokyo-1 can be reached',
  },
  'CM-GUI-003': {
    wanted: priority(5),
    spoil: phases((phase) => ({ ...phase, preconditions: [{ kind: 'clock', entry: nodeName('newyork-1') }] })),
    said: 'works through newyork-1, and tokyo-1 is the entry node',
  },
  'CM-IP-010': {
    wanted: priority(5),
    cluster: { nodes: [] },
    said: 'tokyo-2 listens on 10.0.0.1, which none of its interfaces carries any more',
  },
  'CM-MEM-004': {
    wanted: joined,
    spoil: actions((action) => (action.kind === 'add' ? { ...action, policyFrom: nodeName('tokyo-3') } : action)),
    said: 'tokyo-3 would take over the policy of tokyo-3',
  },
  'CM-MEM-005': { wanted: joined, spoil: without('backup'), said: 'nobody has kept what it has' },
  'CM-MEM-006': {
    wanted: joined,
    seen: twoSites.map((node) => (node.name === 'tokyo-1' ? { ...node, settings: { listeners: [] } } : node)),
    said: 'tokyo-1 has no listener, so that adding tokyo-3 would be refused',
  },
  'CM-MEM-007': { wanted: joined, spoil: noPreparing, said: 'whether tokyo-3 takes connections before it is added' },
  'CM-MEM-016': {
    wanted: twoSites.slice(0, 3),
    seen: twoSites,
    observed: listed('somebody else’s', '', uuidOf('newyork-2'), 'x'),
    said: 'list "somebody else’s" would still name UUID-NEWYORK-2',
  },
  'CM-PRI-004': {
    wanted: priority(20).map((node) => (node.name === 'newyork-1' ? { ...node, settings: { priority: 1 } } : node)),
    seen: priority(10).map((node) => (node.name === 'newyork-1' ? { ...node, settings: { priority: 1 } } : node)),
    spoil: phases((phase) => ({ ...phase, preconditions: [] })),
    said: 'commits without asking newyork-1, newyork-2, tokyo-2, which would win over it',
  },
  'CM-REG-006': {
    wanted: priority(5),
    cluster: { policy: { ...emptyPolicy, lists: [regionList] } },
    observed: listed(regionList.name, regionList.description, 'tokyo-1'),
    spoil: (plan) => ({ ...plan, blocked: [] }),
    said: 'would name other nodes than its region has',
  },
  'CM-UPD-018': {
    seen: twoSites.map((node) => ({
      ...node,
      settings: { 'updates.blackouts': [{ start: '22:00', end: '04:00' }] },
    })),
    spoil: byHand({ kind: 'update engines', node: nodeName('tokyo-1') }),
    context: { now: '2026-03-02T23:30:00Z' },
    said: 'reaches newyork-1, newyork-2, tokyo-1, tokyo-2, where none is made from 22:00 to 04:00 (now 23:30 UTC)',
  },
  'CM-VER-004': { wanted: joined, spoil: without('version'), said: 'nobody looks which version tokyo-3 runs' },
  'CM-VER-007': {
    observed: older,
    spoil: actions((action) => (action.kind === 'upgrade' ? { ...action, alone: false } : action)),
    said: 'newyork-2 would be upgraded inside the cluster',
  },
  'CM-VER-008': {
    observed: older,
    spoil: (plan) => ({ ...plan, phases: plan.phases.slice(1) }),
    said: 'newyork-2 would be upgraded, and nobody has kept a backup',
  },
  'CM-VER-009': {
    observed: older,
    spoil: (plan) => {
      const upgrading = plan.phases.filter(({ title }) => title.startsWith('upgrade'))
      const together = { ...upgrading[0]!, steps: upgrading.flatMap((phase) => phase.steps) }
      return { ...plan, phases: [...plan.phases.filter((phase) => !upgrading.includes(phase)), together] }
    },
    said: 'would be upgraded at the same time',
  },
  'CM-VER-010': {
    observed: older,
    spoil: (plan) => ({ ...plan, phases: plan.phases.toReversed() }),
    said: 'tokyo-1, the entry node, would be upgraded before others',
  },
  'CM-VER-011': {
    observed: older,
    spoil: actions((action) => (action.kind === 'add' ? { ...action, policyFrom: nodeName('tokyo-2') } : action)),
    said: 'newyork-1 would return to the policy of tokyo-2',
  },
  'CM-VER-012': {
    spoil: byHand({ kind: 'revert snapshot', node: nodeName('tokyo-2') }, [
      { kind: 'isolated', node: nodeName('newyork-2'), ticket: 'CHG-1', endpoints: [] },
    ]),
    said: 'tokyo-2 would return with an old configuration',
  },
  'CM-VER-013': {
    observed: older,
    spoil: actions((action) => (action.kind === 'upgrade' ? { ...action, through: 'UI' } : action)),
    said: 'newyork-2 has a pinned repository',
  },
}

/** What a breach starts from: the cluster as seen, with an interface that lost its address where the breach is about that. */
export function seenIn({ seen = twoSites, observed = (same) => same }: Breach): ObservedCluster {
  return observed(anObservation(seen))
}

export const entryNode = sourced(nodeName('tokyo-1'))

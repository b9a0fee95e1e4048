import type { Dialect } from '../../dialect/dialect.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import type { Uuid } from '../../model/names.ts'
import {
  known,
  unknown,
  type Observation,
  type ObservedCluster,
  type ObservedNode,
  type ObservedRuleSet,
} from '../../model/observed.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../model/settings.ts'
import { closureOf } from '../../policy/documents/closure.ts'
import { listEdits } from '../list-edits.ts'
import { planCluster } from '../plan-cluster.ts'
import type { Plan, Step } from '../plan.ts'
import { ruleSetSteps } from '../rule-sets/rule-set-steps.ts'
import { canonical } from './content.ts'

/** The rollout of a change, with what is live taken to equal the base: its commits, their proofs and what is done by hand. */
export function rolloutOf(before: Cluster, after: Cluster, dialect: Dialect): Plan {
  const observed = takenAsLive(before, after)
  // A review knows of no target: what it may write is a question for the day of the rollout.
  const target = { provedEmulator: false }
  const ruleSets = ruleSetSteps(after, observed, dialect, target)
  const plan = planCluster({
    cluster: after,
    observed,
    dialect,
    target,
    entryNow: entryOf(before, after),
    ...(before.ca === undefined ? {} : { authorityBefore: before.ca.value }),
    policySteps: [...listSteps(before, after), ...ruleSets.steps],
  })
  const changed = new Set(plan.phases.flatMap(({ steps }) => steps.flatMap(settingOf)))
  return {
    ...plan,
    // What the base leaves undone as well is no matter of this change.
    blocked: [
      ...plan.blocked.filter(({ node, object, setting }) => node ?? object ?? changed.has(setting ?? 'priority')),
      ...ruleSets.blocked,
    ],
  }
}

function settingOf(step: Step): readonly SettingName[] {
  return step.kind === 'set property' ? [step.setting] : []
}

/** The entry node of the base under the name that it has now: a rename is no change of the entry node. */
function entryOf(before: Cluster, after: Cluster): Cluster['entryNode']['value'] {
  const uuid = before.nodes.find(({ name }) => name === before.entryNode.value)?.uuid.value
  return after.nodes.find((node) => node.uuid.value === uuid)?.name ?? before.entryNode.value
}

function takenAsLive(before: Cluster, after: Cluster): ObservedCluster {
  const namesNow = new Map(after.nodes.map(({ uuid, name }) => [uuid.value, name]))
  return {
    observedAt: '',
    membership: known(before.nodes.map(({ uuid }) => uuid.value)),
    nodes: new Map(before.nodes.map((node) => [node.uuid.value, liveNode(node, namesNow)])),
    lists: unknown('not asked'),
    ruleSets: known(
      before.policy.ruleSets.map((ruleSet): ObservedRuleSet => {
        const holds = known({ ...closureOf(ruleSet, before.policy), ruleSets: [ruleSet] })
        return { id: ruleSet.name, name: ruleSet.name, holds }
      }),
    ),
    version: known({ version: before.version.value, build: before.build?.value ?? after.build?.value ?? '' }),
    fingerprint: unknown('not asked'),
  }
}

function liveNode(node: Node, namesNow: ReadonlyMap<Uuid, Node['name']>): ObservedNode {
  const uuid = node.uuid.value
  const settings: { [Name in SettingName]?: Observation<SettingValue> } = {}
  // A value that the base does not set is taken to be empty.
  for (const name of settingNames) settings[name] = known(node.settings[name]?.value ?? null)
  return {
    uuid,
    name: namesNow.get(uuid) ?? node.name,
    title: known(String(node.name)),
    settings,
    documents: new Map(),
    systemFiles: new Map(),
    skew: unknown('not asked'),
  }
}

function listSteps(before: Cluster, after: Cluster): readonly Step[] {
  const old = new Map(before.policy.lists.map((list) => [list.name, list]))
  const now = new Set(after.policy.lists.map(({ name }) => name))
  const gone = before.policy.lists.filter(({ name }) => !now.has(name))
  return [
    ...after.policy.lists.flatMap(({ name, type, description, entries }): Step[] => {
      const earlier = old.get(name)
      if (earlier === undefined) return [{ kind: 'create list', list: name, type, description, entries }]
      if (canonical(earlier.entries) === canonical(entries)) return []
      return [{ kind: 'edit list', list: name, type, edits: listEdits(earlier.entries, entries) }]
    }),
    ...gone.map(({ name, type }): Step => ({ kind: 'delete list', list: name, type })),
  ]
}

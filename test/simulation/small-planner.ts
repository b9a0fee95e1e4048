import { createHash } from 'node:crypto'
import { clusterName, digest, nodeName, type Uuid } from '../../src/model/names.ts'
import { valueOf, type ObservedCluster } from '../../src/model/observed.ts'
import type { SettingName } from '../../src/model/settings.ts'
import type { Phase, Plan, Step } from '../../src/plan/plan.ts'
import { dialect, names, type Values } from './cluster-world.ts'

/**
 * The least that can be called a planner: groups are first united, then, with everybody confirmed, reduced; the rest is
 * written in one commit before. It stands in for the real one where a test is about the reconciler alone.
 */
export function smallPlan(desired: Values, observed: ObservedCluster): Plan {
  const settings: Step[] = []
  const expand: Step[] = []
  const contract: Step[] = []
  for (const [id, wanted] of desired) {
    for (const [name, after] of Object.entries(wanted) as [SettingName, never][]) {
      const seen = observed.nodes.get(id)?.settings[name]
      const before = seen === undefined ? undefined : valueOf(seen)
      if (before === undefined || JSON.stringify(before) === JSON.stringify(after)) continue
      if (name !== 'groups.network') settings.push(step(id, name, before, after))
      else regroup(id, before as readonly string[], after as readonly string[], expand, contract)
    }
  }
  const nodes = [...names.values()]
  const drafts: Omit<Phase, 'ordinal'>[] = [
    draft('settings', settings, []),
    draft('expand', expand, [{ kind: 'confirmed', nodes, because: 'the proof starts from one storage' }]),
    draft('contract', contract, [{ kind: 'confirmed', nodes, because: 'the union must be everywhere' }]),
  ]
  const phases = drafts
    .filter(({ steps }) => steps.length > 0)
    .map((phase, index) => ({ ...phase, ordinal: index + 1 }))
  return {
    formatVersion: 1,
    cluster: clusterName('edge'),
    basedOn: {
      desired: digest(
        createHash('sha256')
          .update(JSON.stringify([...desired]))
          .digest('hex'),
      ),
      observed: valueOf(observed.fingerprint) ?? digest(''),
      dialect: digest(dialect.name),
    },
    phases,
    blocked: [],
    estimate: { commits: phases.length, requests: 0, manualSteps: 0 },
  }
}

function regroup(
  id: Uuid,
  before: readonly string[],
  after: readonly string[],
  expand: Step[],
  contract: Step[],
): void {
  const union = [...new Set([...before, ...after])].toSorted()
  if (union.length > before.length) expand.push(step(id, 'groups.network', before, union))
  if (union.length > after.length) contract.push(step(id, 'groups.network', union, after))
}

function step(node: Uuid, setting: SettingName, before: unknown, after: unknown): Step {
  return { kind: 'set property', node: names.get(node) ?? nodeName(node), uuid: node, setting, before, after } as Step
}

function draft(
  kind: Phase['kind'],
  steps: readonly Step[],
  preconditions: Phase['preconditions'],
): Omit<Phase, 'ordinal'> {
  return { kind, title: kind, preconditions, steps, proof: { kind: 'not needed', because: 'a test' } }
}

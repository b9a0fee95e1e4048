import type { GroupName, NodeName } from '../../src/model/names.ts'
import { known, type ObservedCluster } from '../../src/model/observed.ts'
import type { Phase } from '../../src/plan/plan.ts'
import type { Storage } from './prove/brute-force.ts'

/** What an appliance shows after a phase that consists of settings was committed. */
export function carryOut(observed: ObservedCluster, phase: Phase): ObservedCluster {
  const nodes = new Map(observed.nodes)
  for (const step of phase.steps) {
    if (step.kind !== 'set property') throw new Error(`cannot carry out "${step.kind}"`)
    const node = nodes.get(step.uuid)!
    nodes.set(step.uuid, { ...node, settings: { ...node.settings, [step.setting]: known(step.after) } })
  }
  return { ...observed, nodes }
}

/** The network groups that an observation shows. */
export function storageOf(observed: ObservedCluster): Storage {
  const groups = new Map<NodeName, readonly GroupName[]>()
  for (const { name, settings } of observed.nodes.values()) {
    const held = settings['groups.network']
    if (name !== undefined && held?.kind === 'known') groups.set(name, held.value as readonly GroupName[])
  }
  return groups
}

/** Group lists as text that does not depend on their order. */
export function picture(storage: Storage): string[] {
  return [...storage].map(([name, groups]) => `${name}: ${[...new Set(groups)].toSorted().join(' ')}`).toSorted()
}

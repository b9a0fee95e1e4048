import type { Cluster } from '../../model/fleet.ts'
import type { NodeName } from '../../model/names.ts'
import type { Plan } from '../plan.ts'
import type { Change } from './change.ts'
import type { Consequence } from './consequence.ts'

/** Fields of a node that decide whether the others can connect to it: they are changed by hand, one node at a time. */
const byHand: ReadonlySet<string> = new Set(['listeners', 'address'])

/** What a person has to do or to know beyond the settings: versions, the entry node, listeners, certificate authority, members. */
export function manualConsequences(
  before: Cluster,
  after: Cluster,
  changes: readonly Change[],
): readonly Consequence[] {
  // Objects of the policy have fields of the same names that mean something else.
  const values = changes.flatMap((change) => {
    // Objects of the policy have fields of the same names that mean something else.
    const isOurs = change.kind === 'value changed' && /^(cluster|nodes)$/.test(change.subject.kind)
    return isOurs ? [change] : []
  })
  const joined = changes.flatMap((change) => (change.kind === 'node added' ? [change.node] : []))
  const left = changes.flatMap((change) => (change.kind === 'node removed' ? [change.node] : []))
  const replaced = changes.flatMap((change) => (change.kind === 'hardware replaced' ? [change.node] : []))
  const connection = values.filter(({ field }) => byHand.has(field))
  const reached = [...new Set(connection.flatMap(({ nodes }) => nodes))].toSorted()
  return [
    ...person(joined, 'to be added to the cluster by hand, with groups, listener and certificate authority set before'),
    ...person(left, 'to be removed from the cluster by hand'),
    ...person(replaced, 'to be replaced by hand: the old appliance leaves, the new one joins'),
    ...person(reached, 'to get a new listener or address by hand, one node at a time'),
    ...(values.some(({ field }) => field === 'ca') ? [authority()] : []),
    ...versions(
      after,
      values.some(({ field }) => field === 'version' || field === 'build'),
    ),
    ...(before.entryNode.value === after.entryNode.value || renamed(before, after, changes)
      ? []
      : [entryNode(before, after)]),
  ]
}

/** Rule sets that a person brings to the cluster, because no request can; the rollout says how. */
export function ruleSetsByHand(rollout: Plan | undefined): readonly Consequence[] {
  const steps = rollout?.phases.flatMap((phase) => phase.steps) ?? []
  const names = steps.flatMap((step) =>
    step.kind === 'manual' && step.check.kind === 'rule set' ? [step.check.name] : [],
  )
  if (names.length === 0) return []
  const text = `${names.length === 1 ? 'a rule set has' : `${names.length} rule sets have`} to be brought over by hand: ${names.map((name) => `"${name}"`).join(', ')}`
  return [{ kind: 'by-hand', weight: 'note', text, nodes: [] }]
}

function person(nodes: readonly NodeName[], what: string): readonly Consequence[] {
  if (nodes.length === 0) return []
  const shown = nodes.slice(0, 4).join(', ')
  const names = nodes.length > 4 ? `${nodes.length} nodes (${shown} and ${nodes.length - 4} more)` : shown
  return [
    { kind: 'by-hand', weight: 'caution', text: `${names} ${nodes.length === 1 ? 'has' : 'have'} ${what}`, nodes },
  ]
}

function authority(): Consequence {
  return {
    kind: 'by-hand',
    weight: 'danger',
    text: 'every node gets a certificate of another certificate authority by hand: until the last one has it, nodes with certificates of the old and of the new one cannot talk to each other',
    nodes: [],
  }
}

function versions(after: Cluster, changed: boolean): readonly Consequence[] {
  if (!changed) return []
  const different = [...new Set(after.nodes.map(({ version }) => version.value))]
  const nodes = after.nodes.map(({ name }) => name)
  return different.length > 1
    ? [
        {
          kind: 'version',
          weight: 'danger',
          text: `nodes of versions ${different.join(', ')} do not form one cluster`,
          nodes,
        },
      ]
    : [
        {
          kind: 'version',
          weight: 'caution',
          text: 'every node has to be upgraded by hand; until all are, no change is distributed',
          nodes,
        },
      ]
}

function renamed(before: Cluster, after: Cluster, changes: readonly Change[]): boolean {
  return changes.some(
    (change) =>
      change.kind === 'node renamed' && change.from === before.entryNode.value && change.node === after.entryNode.value,
  )
}

function entryNode(before: Cluster, after: Cluster): Consequence {
  return {
    kind: 'entry-node',
    weight: 'caution',
    text: `everyone connects through "${after.entryNode.value}" instead of "${before.entryNode.value}": a rollout of its own`,
    nodes: [after.entryNode.value],
  }
}

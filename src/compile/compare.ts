import {
  isEmptyChange,
  type ClusterChange,
  type NodeChange,
  type PolicyChange,
  type ValueChange,
} from '../model/change.ts'
import type { Cluster, Fleet } from '../model/fleet.ts'
import { emptyPolicy, type Policy } from '../model/policy/policy.ts'
import { canonicalJson, digestOf } from './emit/canonical.ts'
import { clusterArtifact, type ClusterArtifact } from './emit/cluster-artifact.ts'
import type { NodeArtifact, Property } from './emit/node-artifact.ts'

/** What differs between two fleets: only clusters that differ, sorted by name. */
export function compareFleets(before: Fleet, after: Fleet): readonly ClusterChange[] {
  const old = new Map(before.clusters.map((cluster) => [cluster.name, clusterArtifact(cluster)]))
  const names = [...new Set([...old.keys(), ...after.clusters.map(({ name }) => name)])].toSorted()
  const current = new Map(after.clusters.map((cluster) => [cluster.name, clusterArtifact(cluster)]))
  return names
    .map((name) => compareClusters(name, old.get(name), current.get(name)))
    .filter((change) => !isEmptyChange(change))
}

function compareClusters(
  cluster: Cluster['name'],
  before: ClusterArtifact | undefined,
  after: ClusterArtifact | undefined,
): ClusterChange {
  const [old, current] = [before ?? nothing(cluster), after ?? nothing(cluster)]
  return {
    cluster,
    ...(before === undefined ? { kind: 'added' } : {}),
    ...(after === undefined ? { kind: 'removed' } : {}),
    values: compareProperties(old.description, current.description),
    nodes: compareNodes(old.nodes, current.nodes),
    policy: comparePolicies(old.policy, current.policy),
  }
}

function nothing(name: Cluster['name']): ClusterArtifact {
  return { name, description: [], nodes: [], policy: emptyPolicy }
}

/** A node is recognised by its UUID; one whose UUID is new may still be the hardware replaced under an old name. */
function compareNodes(before: readonly NodeArtifact[], after: readonly NodeArtifact[]): readonly NodeChange[] {
  const byUuid = new Map(before.map((node) => [node.uuid, node]))
  const byName = new Map(before.map((node) => [node.name, node]))
  const kept = new Set<string>(after.map(({ uuid }) => uuid))
  const gone = new Set(before)
  const changes: NodeChange[] = []
  for (const node of after) {
    const namesake = byName.get(node.name)
    const old = byUuid.get(node.uuid) ?? (namesake !== undefined && !kept.has(namesake.uuid) ? namesake : undefined)
    if (old !== undefined) gone.delete(old)
    const change = compareNode(old, node)
    if (change !== undefined) changes.push(change)
  }
  for (const node of gone) {
    const values = compareProperties([...node.description, ...node.settings], [])
    changes.push({ kind: 'removed', node: node.name, location: node.location, values })
  }
  return changes.toSorted((left, right) => (left.node < right.node ? -1 : 1))
}

function compareNode(old: NodeArtifact | undefined, node: NodeArtifact): NodeChange | undefined {
  const all = (artifact: NodeArtifact): readonly Property<ValueChange['name']>[] => [
    ...artifact.description,
    ...artifact.settings,
  ]
  const own = { node: node.name, location: node.location }
  if (old === undefined) return { kind: 'added', ...own, values: compareProperties([], all(node)) }
  const identity = old.uuid === node.uuid ? [] : [{ name: 'uuid' as const, before: old.uuid, after: node.uuid }]
  const values = [...identity, ...compareProperties(all(old), all(node))]
  const renamed = old.name === node.name ? {} : { renamedFrom: old.name }
  const moved = old.location === node.location ? {} : { movedFrom: old.location }
  const same = values.length === 0 && old.name === node.name && old.location === node.location
  return same ? undefined : { kind: 'changed', ...own, ...renamed, ...moved, values }
}

function compareProperties(
  before: readonly Property<ValueChange['name']>[],
  after: readonly Property<ValueChange['name']>[],
): readonly ValueChange[] {
  const old = new Map(before.map((property) => [property.name, property]))
  const current = new Map(after.map((property) => [property.name, property]))
  const names = [...new Set([...old.keys(), ...current.keys()])].toSorted()
  return names.flatMap((name) => {
    const [was, is] = [old.get(name), current.get(name)]
    if (was !== undefined && is !== undefined && canonicalJson(was.value) === canonicalJson(is.value)) return []
    const cause = (is ?? was)?.origin
    return [
      {
        name,
        ...(was === undefined ? {} : { before: was.value }),
        ...(is === undefined ? {} : { after: is.value }),
        ...(cause === undefined ? {} : { cause }),
      },
    ]
  })
}

function comparePolicies(before: Policy, after: Policy): readonly PolicyChange[] {
  const old = objectsOf(before)
  const current = objectsOf(after)
  return [...new Set([...old.keys(), ...current.keys()])].toSorted().flatMap((key): readonly PolicyChange[] => {
    const [was, is] = [old.get(key), current.get(key)]
    const found = is ?? was
    if (found === undefined || was?.digest === is?.digest) return []
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'
    return [{ kind, object: found.object, name: found.name }]
  })
}

interface PolicyObject extends Pick<PolicyChange, 'object' | 'name'> {
  readonly digest: string
}

function objectsOf(policy: Policy): ReadonlyMap<string, PolicyObject> {
  const named = (object: PolicyChange['object'], items: readonly { readonly name: string }[]): PolicyObject[] =>
    items.map((item) => ({ object, name: item.name, digest: digestOf(item) }))
  const files = policy.systemFiles.map((file) => ({ ...file, name: `${file.path} of ${file.node}` }))
  return new Map(
    [
      ...named('rule set', policy.ruleSets),
      ...named('list', policy.lists),
      ...named('table', policy.tables),
      ...named('settings', policy.settings),
      ...named('property', policy.properties),
      ...named('system file', files),
    ].map((object) => [`${object.object} ${object.name}`, object]),
  )
}

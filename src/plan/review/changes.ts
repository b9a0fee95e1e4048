import type { Cluster, Node } from '../../model/fleet.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import type { Place } from '../../source/place.ts'
import type { Cause, Change, Subject } from './change.ts'
import { canonical } from './content.ts'
import { clusterFields, locationFields, nodeFields, type Fields } from './fields.ts'
import { matchNodes, type Matching, type NodePair } from './match.ts'
import { objectChanges } from './policy-objects.ts'
import { systemFileChanges } from './system-files.ts'

/** What changes between two revisions of a cluster, each value with the line that caused it. */
export function changesOf(before: Cluster, after: Cluster, words: Vocabulary): readonly Change[] {
  const matching = matchNodes(before, after)
  const ofNodes = nodeValueChanges(matching)
  const told = [
    ...locationChanges(before, after, matching),
    ...matching.added.map((node) => presence('node added', node, 'after')),
    ...matching.removed.map((node) => presence('node removed', node, 'before')),
    ...matching.pairs.flatMap((pair) => identityChanges(pair, matching)),
    ...valueChanges({ kind: 'cluster' }, clusterFields(before), clusterFields(after), after.place).filter(
      (change) => !ofNodes.some((reached) => isSameLine(change, reached)),
    ),
    ...locationValueChanges(before, after, matching),
    ...ofNodes,
    ...objectChanges(before, after, words),
    ...systemFileChanges(before, after, matching),
  ]
  return told.length === 0 ? untold(before, after) : told
}

/** Equal digests are what proves that nothing changes: where they differ, something is said even if it has no name here. */
function untold(before: Cluster, after: Cluster): readonly Change[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((field): Change[] => {
    const [was, is]: unknown[] = [old.get(field), now.get(field)]
    if (canonical(was) === canonical(is)) return []
    const cause: Cause = { side: 'after', place: after.place }
    return [{ kind: 'value changed', subject: { kind: 'cluster' }, field, before: was, after: is, nodes: [], cause }]
  })
}

/** A value of the cluster that nodes take over is told once, with the nodes. */
function isSameLine(left: Change, right: Change): boolean {
  const key = (change: Change): string =>
    change.kind === 'value changed'
      ? JSON.stringify([change.field, canonical(change.before), canonical(change.after), change.cause])
      : ''
  return left.kind === 'value changed' && key(left) === key(right)
}

function locationChanges(before: Cluster, after: Cluster, { renamedLocations }: Matching): readonly Change[] {
  const oldNames = new Set(before.locations.map(({ name }) => name))
  const newNames = new Set(after.locations.map(({ name }) => name))
  const targets = new Map([...renamedLocations].map(([from, to]) => [to, from]))
  return [
    ...after.locations
      .filter(({ name }) => !oldNames.has(name))
      .map(({ name, place }): Change => {
        const from = targets.get(name)
        const cause: Cause = { side: 'after', place }
        return from === undefined
          ? { kind: 'location added', location: name, cause }
          : { kind: 'location renamed', from, location: name, cause }
      }),
    ...before.locations
      .filter(({ name }) => !newNames.has(name) && !renamedLocations.has(name))
      .map(({ name, place }): Change => ({
        kind: 'location removed',
        location: name,
        cause: { side: 'before', place },
      })),
  ]
}

function presence(kind: 'node added' | 'node removed', node: Node, side: Cause['side']): Change {
  const { name, location, transit, place } = node
  return { kind, node: name, location, transit: transit.value, cause: { side, place } }
}

function identityChanges({ before, after }: NodePair, { renamedLocations }: Matching): readonly Change[] {
  const { name: node, location, place } = after
  const cause: Cause = { side: 'after', place }
  const changes: Change[] = []
  if (before.name !== node) changes.push({ kind: 'node renamed', from: before.name, node, location, cause })
  if (before.location !== location && renamedLocations.get(before.location) !== location)
    changes.push({ kind: 'node moved', node, from: before.location, location, cause })
  if (before.uuid.value !== after.uuid.value)
    changes.push({
      kind: 'hardware replaced',
      node,
      location,
      before: before.uuid.value,
      after: after.uuid.value,
      cause: { side: 'after', place: after.uuid.origin.place },
    })
  return changes
}

function locationValueChanges(before: Cluster, after: Cluster, { renamedLocations }: Matching): readonly Change[] {
  const old = new Map(
    before.locations.map((location) => [renamedLocations.get(location.name) ?? location.name, location]),
  )
  return after.locations.flatMap((location) => {
    const earlier = old.get(location.name)
    if (earlier === undefined) return []
    const subject: Subject = { kind: 'location', location: location.name }
    return valueChanges(subject, locationFields(earlier), locationFields(location), location.place)
  })
}

/** The same change of the same field from the same line is told once, with every node that it reaches. */
function nodeValueChanges({ pairs }: Matching): readonly Change[] {
  const told = new Map<string, Change & { readonly kind: 'value changed' }>()
  for (const { before, after } of pairs) {
    for (const change of valueChanges({ kind: 'nodes' }, nodeFields(before), nodeFields(after), after.place)) {
      if (change.kind !== 'value changed' || followsFromName(change.field, before, after)) continue
      const { field, cause } = change
      const key = JSON.stringify([field, canonical(change.before), canonical(change.after), cause])
      const nodes = [...(told.get(key)?.nodes ?? []), after.name]
      told.set(key, { ...change, nodes })
    }
  }
  return [...told.values()]
}

/** A host name that was never written follows the node's name, which is told already. */
function followsFromName(field: string, before: Node, after: Node): boolean {
  return field === 'hostname' && before.hostname.value === before.name && after.hostname.value === after.name
}

function valueChanges(subject: Subject, before: Fields, after: Fields, fallback: Place): readonly Change[] {
  const names = [...new Set([...before.keys(), ...after.keys()])]
  return names.flatMap((field): readonly Change[] => {
    const old = before.get(field)
    const now = after.get(field)
    if (old !== undefined && now !== undefined && canonical(old.value) === canonical(now.value)) return []
    // What is gone is caused by a line that only the old revision has.
    const cause: Cause =
      now !== undefined
        ? { side: 'after', place: now.place }
        : { side: 'before', place: old === undefined ? fallback : old.place }
    return [{ kind: 'value changed', subject, field, before: old?.value, after: now?.value, nodes: [], cause }]
  })
}

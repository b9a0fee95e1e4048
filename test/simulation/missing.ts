import type { Uuid } from '../../src/model/names.ts'
import type { DrawnWorld } from './draw-world.ts'

/** What is not as wanted at the end, by the judge's own reading. */
export function missing(world: DrawnWorld): string | undefined {
  const { nodes } = world.cluster.picture()
  for (const { name, uuid, settings } of world.desired.nodes) {
    const held = nodes.find((node) => node.uuid === uuid.value)!.networkGroups
    if (held.toSorted().join() !== settings['groups.network']!.value!.toSorted().join())
      return `${name} ends in groups ${held.join(' ')}`
  }
  const { nodes: stored, lists: kept } = world.cluster.dump(world.entry)!
  for (const { node, path, text } of world.desired.policy.systemFiles) {
    const held = stored.find(({ uuid }) => world.names.get(uuid as Uuid) === node)?.systemFiles[path]
    if (held !== text) return `${path} of ${node} ends as ${JSON.stringify(held)}`
  }
  const lists = new Map(kept.map(({ name, entries }) => [name, entries.map(({ value }) => value)]))
  for (const [name, values] of world.lists) {
    if (JSON.stringify(lists.get(name) ?? null) !== JSON.stringify(values))
      return `the list "${name}" ends as ${JSON.stringify(lists.get(name))}`
  }
  return undefined
}

import type { DrawnWorld } from './draw-world.ts'

/** What is not as wanted at the end, by the judge's own reading. */
export function missing(world: DrawnWorld): string | undefined {
  const { nodes } = world.cluster.picture()
  for (const { name, uuid, settings } of world.desired.nodes) {
    const held = nodes.find((node) => node.uuid === uuid.value)!.networkGroups
    if (held.toSorted().join() !== settings['groups.network']!.value!.toSorted().join())
      return `${name} ends in groups ${held.join(' ')}`
  }
  const lists = new Map(
    world.cluster.dump(world.entry)!.lists.map(({ name, entries }) => [name, entries.map(({ value }) => value)]),
  )
  for (const [name, values] of world.lists) {
    if (JSON.stringify(lists.get(name) ?? null) !== JSON.stringify(values))
      return `the list "${name}" ends as ${JSON.stringify(lists.get(name))}`
  }
  return undefined
}

import type { ClusterSeed } from '../../src/emulator/profile.ts'
import type { Uuid } from '../../src/model/names.ts'
import { REASON, type RuleSetWish } from './draw-rule-sets.ts'
import type { DrawnWorld } from './draw-world.ts'
import { isForeignSet, tagOf } from './policy-parts.ts'

/** What is not as wanted at the end, by the judge's own reading. */
export function missing(world: DrawnWorld): string | undefined {
  const { nodes } = world.cluster.picture()
  for (const { name, uuid, settings } of world.desired.nodes) {
    const held = nodes.find((node) => node.uuid === uuid.value)!.networkGroups
    if (held.toSorted().join() !== settings['groups.network']!.value!.toSorted().join())
      return `${name} ends in groups ${held.join(' ')}`
  }
  const dump = world.cluster.dump(world.entry)!
  const { nodes: stored, lists: kept } = dump
  for (const { node, path, text } of world.desired.policy.systemFiles) {
    const held = stored.find(({ uuid }) => world.names.get(uuid as Uuid) === node)?.systemFiles[path]
    if (held !== text) return `${path} of ${node} ends as ${JSON.stringify(held)}`
  }
  const lists = new Map(kept.map(({ name, entries }) => [name, entries.map(({ value }) => value)]))
  for (const [name, values] of world.lists) {
    if (JSON.stringify(lists.get(name) ?? null) !== JSON.stringify(values))
      return `the list "${name}" ends as ${JSON.stringify(lists.get(name))}`
  }
  return world.ruleSets === undefined ? undefined : missingOf(world.ruleSets, dump)
}

/** What of the rule sets is not as wanted: which ones there are, in which order, what their rule compares with, and what is said. */
function missingOf({ sets, reasons }: RuleSetWish, { ruleSets, settings }: ClusterSeed): string | undefined {
  const held = ruleSets.flatMap(({ xml }) => {
    const { name } = tagOf(xml)
    const enabled = !xml.includes('enabled="false"')
    const size = Number(/<stringValue value="(\d+)"/.exec(xml)?.[1])
    const [, used] = /<actionContainer configurationId="([^"]*)"/.exec(xml) ?? []
    const object = settings.find(({ id }) => id === used)
    const says = object?.properties[REASON]?.value
    return isForeignSet(name) ? [] : [{ name, size, settings: object?.title, says, enabled }]
  })
  const wanted = sets.map((set) => ({ ...set, says: reasons[set.settings], enabled: true }))
  return JSON.stringify(held) === JSON.stringify(wanted) ? undefined : `the rule sets end as ${JSON.stringify(held)}`
}

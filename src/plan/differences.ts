import type { Dialect } from '../dialect/dialect.ts'
import { calibrateSetting } from '../dialect/permission.ts'
import type { Cluster, Node } from '../model/fleet.ts'
import type { Observation, ObservedCluster, ObservedNode } from '../model/observed.ts'
import { settingNames } from '../model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../model/settings.ts'
import type { Blocked, Step } from './plan.ts'
import { isSameValue } from './same-value.ts'

/** A step that writes one setting of one node. */
export type PropertyStep = Extract<Step, { kind: 'set property' }>

/** What differs between the repository and the appliances in settings of nodes, and what could not be compared. */
export interface Differences {
  readonly changes: readonly PropertyStep[]
  readonly blocked: readonly Blocked[]
}

/**
 * Compares the settings that the repository manages, and no others, with what the appliances hold. What could not be
 * read is not changed: a value that nobody has seen may be the one that keeps a node reachable.
 */
export function differences(cluster: Cluster, observed: ObservedCluster, dialect: Dialect): Differences {
  const changes: PropertyStep[] = []
  const blocked: Blocked[] = unknownSettings(cluster, dialect)
  for (const node of cluster.nodes) {
    const seen = observed.nodes.get(node.uuid.value)
    if (seen === undefined) {
      if (isMember(observed, node)) blocked.push(unread(node))
      continue
    }
    for (const name of settingNames) compare(node, seen, name, dialect, changes, blocked)
  }
  return { changes, blocked }
}

/** Whether the node is in the cluster's feed; a feed that could not be read leaves the nodes that were seen. */
export function isMember({ membership, nodes }: ObservedCluster, node: Node): boolean {
  return membership.kind === 'known'
    ? membership.value.includes(node.uuid.value)
    : membership.kind === 'unknown' && nodes.has(node.uuid.value)
}

function compare(
  node: Node,
  seen: ObservedNode,
  setting: SettingName,
  dialect: Dialect,
  changes: PropertyStep[],
  blocked: Blocked[],
): void {
  const wanted = node.settings[setting]
  if (wanted === undefined) return
  const after: SettingValue = wanted.value
  const held: Observation<SettingValue> | undefined = seen.settings[setting]
  if (held?.kind === 'known') {
    if (!isSameValue(setting, after, held.value))
      changes.push({ kind: 'set property', node: node.name, uuid: seen.uuid, setting, before: held.value, after })
  } else if (held?.kind === 'absent') {
    if (after === null) return
    blocked.push({
      node: node.name,
      setting,
      reason: `the appliance's document has no such property, and Pader adds none`,
      remedy: `save the setting once in the UI of ${node.name}, then plan again`,
    })
  } else if (dialect.settings.has(setting)) {
    blocked.push({
      node: node.name,
      setting,
      reason: held === undefined ? 'it was not read' : `it could not be read: ${held.reason}`,
      remedy: 'make sure that the appliance answers, then plan again',
    })
  }
}

/** Settings that the repository manages and no dialect knows, each named once and not for every node. */
function unknownSettings(cluster: Cluster, dialect: Dialect): Blocked[] {
  return settingNames
    .filter((setting) => !dialect.settings.has(setting))
    .filter((setting) => cluster.nodes.some((node) => node.settings[setting] !== undefined))
    .map((setting) => ({ setting, ...unknownKey(setting) }))
}

/** Why a setting that no dialect knows is left as it is. */
export function unknownKey(setting: SettingName): Pick<Blocked, 'reason' | 'remedy'> {
  return {
    reason: `nobody knows how an appliance stores "${setting}", and until then it is neither read nor written`,
    remedy: calibrateSetting(setting),
  }
}

function unread({ name }: Node): Blocked {
  return {
    node: name,
    reason: 'the appliance is in the cluster and nothing of it could be read',
    remedy: 'make sure that the entry node answers for it, then plan again',
  }
}

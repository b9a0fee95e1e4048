import type { ObservedNode } from '../../model/observed.ts'
import { settingNames } from '../../model/setting-shapes.ts'

/** Neither a request nor a backup says it. Short, since it stands in the YAML of every cluster; the comment there says more. */
const NOT_SHOWN = 'no appliance shows it'

/**
 * What is not known of a cluster, and why: facts by name, settings by subject. A fact that could change nothing is left
 * out: networks between locations where there is one, time zones where no setting has a time of day.
 */
export function unknownsOf(nodes: readonly ObservedNode[], locations: number): Readonly<Record<string, string>> {
  const found: Record<string, string> = {
    ca: NOT_SHOWN,
    interfaces: NOT_SHOWN,
    clientNetworks: NOT_SHOWN,
    ...(nodes.some(hasTimesOfDay) ? { timeZone: NOT_SHOWN } : {}),
    ...(locations > 1 ? { network: 'no appliance knows it' } : {}),
  }
  for (const setting of settingNames) {
    const [subject = setting] = setting.split('.')
    const reason = nodes.map((node) => unreadReason(node, setting)).find((text) => text !== undefined)
    if (reason !== undefined) found[subject] ??= reason
  }
  return found
}

function unreadReason(node: ObservedNode, setting: (typeof settingNames)[number]): string | undefined {
  const held = node.settings[setting]
  if (held === undefined) return 'nobody knows yet where an appliance keeps it; see pader calibrate'
  if (held.kind === 'unknown') return held.reason
  return held.kind === 'absent' ? 'the document of the appliance does not have it' : undefined
}

function hasTimesOfDay({ settings }: ObservedNode): boolean {
  const held = settings['updates.blackouts']
  return held?.kind !== 'known' || !Array.isArray(held.value) || held.value.length > 0
}

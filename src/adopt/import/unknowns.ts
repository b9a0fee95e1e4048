import type { ObservedNode } from '../../model/observed.ts'
import { settingNames } from '../../model/setting-shapes.ts'

/** What no request and no backup says, by the name that `unknown` of cluster.yaml has for it. */
const NEVER_KNOWN: Readonly<Record<string, string>> = {
  ca: 'the REST interface does not give it; the UI shows it',
  interfaces: 'the REST interface does not give them',
  clientNetworks: 'the REST interface does not give them',
  timeZone: 'the REST interface does not give it',
  network: 'no appliance knows what lies between the locations',
}

/** What is not known of a cluster, and why: facts by name, settings by subject. */
export function unknownsOf(nodes: readonly ObservedNode[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = { ...NEVER_KNOWN }
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

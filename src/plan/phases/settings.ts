import type { SettingName } from '../../model/settings.ts'
import type { PropertyStep } from '../differences.ts'
import type { Draft } from '../draft.ts'
import { beforeCommit, beforeTopology, type Standings } from '../preconditions.ts'

/** Settings that decide where a node is found; they change by the phases of listeners, or by hand. */
export const addressSettings: ReadonlySet<SettingName> = new Set<SettingName>([
  'listeners',
  'gui.controlAddress',
  'gui.requestAddress',
])

/** Settings that can stop messages between nodes in ways that no model of the groups can see. */
const delicate: ReadonlySet<SettingName> = new Set<SettingName>([
  'routes',
  'messages.unencrypted',
  'messages.checkAddress',
])

/** The phases that change settings which join nobody and cut nobody: one commit, and one more for the delicate ones. */
export function settingsPhases(changes: readonly PropertyStep[], standings: Standings): readonly Draft[] {
  const plain = changes.filter(({ setting }) => !isTopology(setting) && !delicate.has(setting))
  const risky = changes.filter(({ setting }) => delicate.has(setting))
  return [
    ...(plain.length === 0
      ? []
      : [
          {
            kind: 'settings' as const,
            title: `change ${summary(plain)}`,
            preconditions: beforeCommit(standings),
            steps: plain,
            proof: { kind: 'not needed' as const, because: 'no group, listener or route changes' },
          },
        ]),
    ...(risky.length === 0
      ? []
      : [
          {
            kind: 'settings' as const,
            title: `change ${summary(risky)}`,
            preconditions: beforeTopology(standings),
            steps: risky,
            proof: {
              kind: 'unprovable' as const,
              because:
                'a wrong route, or nodes that encrypt while others do not, can stop messages between nodes whatever their groups are',
            },
          },
        ]),
  ]
}

/** Whether the setting joins the nodes of a cluster, so that its order matters. */
function isTopology(setting: SettingName): boolean {
  return setting === 'groups.network' || addressSettings.has(setting)
}

/** What a phase changes, for its title: "3 settings of 2 nodes", or the one setting by name. */
function summary(changes: readonly PropertyStep[]): string {
  const settings = new Set(changes.map(({ setting }) => setting))
  const nodes = new Set(changes.map(({ node }) => node))
  const what = settings.size === 1 ? [...settings].join() : `${settings.size} settings`
  return `${what} of ${nodes.size === 1 ? [...nodes].join() : `${nodes.size} nodes`}`
}

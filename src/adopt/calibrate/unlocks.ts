import type { Dialect } from '../../dialect/dialect.ts'
import { isVerified } from '../../dialect/dialect.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import type { SettingName } from '../../model/settings.ts'

/** Something that Pader can do with a real appliance once it knows certain names. */
export interface Feature {
  readonly what: string
  /** What is not certain yet; empty where it can be done. */
  readonly lacks: readonly string[]
}

const NEEDS: readonly (readonly [what: string, settings: readonly SettingName[]])[] = [
  ['read the layout of the cluster', ['groups.network', 'listeners']],
  ['change network groups, each step proved', ['groups.network', 'listeners']],
  ['keep the wrong node from winning a conflict', ['priority']],
  ['keep runtime data and updates in their locations', ['groups.runtime', 'groups.update']],
  ['manage engine updates', settingNames.filter((name) => name.startsWith('updates.'))],
  ['manage time', ['ntp.enabled', 'ntp.servers', 'clock.allowedDifference']],
  ['manage jobs', ['jobs']],
  ['manage routes', ['routes']],
]

/** What a dialect makes possible with a real appliance, and what the rest still lacks. */
export function featuresOf(dialect: Dialect): readonly Feature[] {
  const certain = (setting: SettingName): boolean => {
    const entry = dialect.settings.get(setting)
    return entry !== undefined && isVerified(entry.provenance)
  }
  const words = [
    ...dialect.policy.properties.values(),
    ...dialect.policy.operators.values(),
    ...dialect.policy.actions.values(),
  ]
  const unsure = words
    .filter(({ id, provenance }) => id === undefined || !isVerified(provenance))
    .map(({ name }) => name)
  const backup = dialect.facts.get('backup.layout')
  return [
    ...NEEDS.map(([what, settings]) => ({ what, lacks: settings.filter((setting) => !certain(setting)) })),
    { what: 'write every rule of the policy as a document to import', lacks: unsure },
    {
      what: 'check that a backup is complete',
      lacks: backup && isVerified(backup.provenance) ? [] : ['backup.layout'],
    },
  ]
}

import type { EmulatorProfile } from '../profile.ts'
import type { Route } from '../router.ts'
import { applianceRoutes } from './appliances.ts'
import { backupRoutes } from './backups.ts'
import { basicRoutes } from './basics.ts'
import { configurationRoutes } from './configurations.ts'
import { listEntryRoutes } from './list-entries.ts'
import { listRoutes } from './lists.ts'
import { logFileRoutes } from './log-files.ts'
import { ruleSetRoutes } from './rule-sets.ts'
import { systemFileRoutes } from './system-files.ts'
import { uploadedFileRoutes } from './uploaded-files.ts'

const remembered = new WeakMap<EmulatorProfile, readonly Route[]>()

/** Every resource that a product of this profile has. */
export function routesOf(profile: EmulatorProfile): readonly Route[] {
  const known = remembered.get(profile)
  if (known !== undefined) return known
  const routes = [
    ...basicRoutes(profile),
    ...applianceRoutes(profile),
    ...configurationRoutes(),
    ...backupRoutes(),
    ...listRoutes(profile),
    ...listEntryRoutes(profile),
    ...ruleSetRoutes(profile),
    ...systemFileRoutes(),
    ...logFileRoutes(profile),
    ...uploadedFileRoutes(profile),
  ]
  remembered.set(profile, routes)
  return routes
}

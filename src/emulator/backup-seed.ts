import { dumpDocuments, dumpList } from './dump.ts'
import { writeRuleGroup } from './payload/rule-set.ts'
import type { ClusterSeed, EmulatorProfile } from './profile.ts'
import type { BackedUp } from './read-backup.ts'
import { writeCompact } from './xml/write.ts'

/** What an emulated cluster needs besides a backup to start with it. */
export type BackupSurroundings = Pick<ClusterSeed, 'secret' | 'savedAt' | 'accounts'>

/** A cluster that holds what a backup holds. Names of nodes that it does not give are numbers. */
export function seedOfBackup(backup: BackedUp, surroundings: BackupSurroundings): ClusterSeed {
  return {
    formatVersion: 1,
    ...surroundings,
    nodes: [...backup.nodes.values()].map(({ uuid, title, documents, systemFiles }, index) => {
      const name = title === '' ? `node-${index + 1}` : title
      return {
        uuid,
        title: name,
        hostname: name,
        ca: 'of the backup',
        documents: dumpDocuments(documents),
        systemFiles: Object.fromEntries(systemFiles),
      }
    }),
    clusterDocuments: dumpDocuments(backup.clusterDocuments),
    settings: dumpDocuments(backup.settings),
    lists: [...backup.lists.values()].map(dumpList),
    userProperties: [...backup.userProperties.values()].map((property) => ({ xml: writeCompact(property) })),
    ruleSets: backup.ruleSets.map((ruleSet) => ({ xml: writeCompact(writeRuleGroup(ruleSet)) })),
  }
}

/** The profile without the meanings that no document of the backup has: what is not there is not modelled. */
export function profileFor(backup: BackedUp, profile: EmulatorProfile): EmulatorProfile {
  const present = Object.entries(profile.roles).filter(([, role]) =>
    [...backup.nodes.values()].some(({ documents }) => documents.get(role.document)?.properties.has(role.key) === true),
  )
  return { ...profile, roles: Object.fromEntries(present) }
}

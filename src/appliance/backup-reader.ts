import type { Uuid } from '../model/names.ts'
import { absent, known, unknown, type Observation } from '../model/observed.ts'
import { nodeNameIn } from './backup-names.ts'
import { ruleSetsOf } from './backup-rule-sets.ts'
import type { BackupContents } from './backup.ts'
import type { FeedEntry, GatewayReader } from './port.ts'

/**
 * Looks into a backup as into a cluster. What nobody has described of a backup is unknown, as system files are; names of
 * nodes are read where `namePlace` says that they stand.
 */
export function backupReader(backup: BackupContents, namePlace?: string): GatewayReader {
  const nameOf = (node: Uuid): string => (namePlace === undefined ? '' : (nodeNameIn(backup, node, namePlace) ?? ''))
  let read: ReturnType<typeof ruleSetsOf> | undefined
  const ruleSets = (): ReturnType<typeof ruleSetsOf> => (read ??= ruleSetsOf(backup))
  const notIn = (what: string): Observation<never> => unknown(`where a backup keeps ${what} is not known`)
  const ofNode = (node: Uuid): BackupContents['settings'] => backup.documents.get(node) ?? new Map()
  const got = <Value>(value: Value | undefined): Observation<Value> => (value === undefined ? absent : known(value))
  return {
    version: async () => {
      const [version = '', build = ''] = (backup.product ?? '').split('-')
      return version === '' ? notIn('the version of the product') : known({ version, build })
    },
    appliances: async () => known([...backup.documents.keys()].map((id) => ({ id, title: nameOf(id) }))),
    configurations: async (node) => known(feed(ofNode(node))),
    configuration: async (node, document) => got(ofNode(node).get(document)),
    lists: async () => known([...backup.lists.values()].map(({ id, name, type }) => ({ id, title: name, type }))),
    list: async (id) => got(backup.lists.get(id)),
    settings: async () => known(feed(backup.settings)),
    setting: async (id) => got(backup.settings.get(id)),
    systemFiles: async () => notIn('system files'),
    systemFile: async () => notIn('system files'),
    logFile: async () => absent,
    ruleSets: async () => {
      const found = ruleSets()
      return 'problem' in found ? unknown(found.problem) : known(found.map(({ id, name }) => ({ id, title: name })))
    },
    exportRuleSet: async (id) => {
      const found = ruleSets()
      return 'problem' in found ? unknown(found.problem) : got(found.find((one) => one.id === id)?.text)
    },
    backup: async () => absent,
  }
}

function feed(documents: BackupContents['settings']): readonly FeedEntry[] {
  return [...documents].map(([id, { name }]) => ({ id, title: name }))
}

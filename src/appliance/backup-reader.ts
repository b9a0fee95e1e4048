import type { Uuid } from '../model/names.ts'
import { absent, known, unknown, type Observation } from '../model/observed.ts'
import type { BackupContents } from './backup.ts'
import type { FeedEntry, GatewayReader } from './port.ts'

/**
 * Looks into a backup as into a cluster. What nobody has described of a backup is unknown: names of nodes, system files,
 * rule sets as exports.
 */
export function backupReader(backup: BackupContents): GatewayReader {
  const notIn = (what: string): Observation<never> => unknown(`where a backup keeps ${what} is not known`)
  const ofNode = (node: Uuid): BackupContents['settings'] => backup.documents.get(node) ?? new Map()
  const got = <Value>(value: Value | undefined): Observation<Value> => (value === undefined ? absent : known(value))
  return {
    version: async () => {
      const [version = '', build = ''] = (backup.product ?? '').split('-')
      return version === '' ? notIn('the version of the product') : known({ version, build })
    },
    appliances: async () => known([...backup.documents.keys()].map((id) => ({ id, title: '' }))),
    configurations: async (node) => known(feed(ofNode(node))),
    configuration: async (node, document) => got(ofNode(node).get(document)),
    lists: async () => known([...backup.lists.values()].map(({ id, name, type }) => ({ id, title: name, type }))),
    list: async (id) => got(backup.lists.get(id)),
    settings: async () => known(feed(backup.settings)),
    setting: async (id) => got(backup.settings.get(id)),
    systemFiles: async () => notIn('system files'),
    systemFile: async () => notIn('system files'),
    logFile: async () => absent,
    ruleSets: async () => notIn('rule sets in the form of their exports'),
    exportRuleSet: async () => notIn('rule sets in the form of their exports'),
    backup: async () => absent,
  }
}

function feed(documents: BackupContents['settings']): readonly FeedEntry[] {
  return [...documents].map(([id, { name }]) => ({ id, title: name }))
}

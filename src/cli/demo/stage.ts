import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { settingCodec } from '../../appliance/value-codec.ts'
import type { Dialect, PropertyEntry } from '../../dialect/dialect.ts'
import type { ClusterSeed, DocumentSeed, EmulatorProfile, PropertyRole, PropertySeed } from '../../emulator/profile.ts'
import { readWireProfile } from '../../emulator/read-wire-profile.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import { groupName } from '../../model/names.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../model/settings.ts'
import type { World } from '../world.ts'

/** The location whose network group the emulator still has under an old name, and that name. */
const STALE_LOCATION = 'newyork'
const OLD_GROUP = 'ny'

/** What the emulator starts with so that there is something to roll out: the groups of one location have an old name. */
export function staleCluster(cluster: Cluster, dialect: Dialect, passwords: Passwords): ClusterSeed {
  return {
    formatVersion: 1,
    secret: 'demonstration',
    savedAt: Date.now() - 3_600_000,
    accounts: [
      { name: 'pader-reader', password: passwords.reader, readOnly: true },
      { name: 'pader-writer', password: passwords.writer },
      { name: 'colleague', password: passwords.writer },
    ],
    nodes: cluster.nodes.map((node) => ({
      uuid: node.uuid.value,
      title: node.name,
      hostname: node.hostname.value,
      ca: cluster.ca?.value.name ?? 'authority',
      systemFiles: oldFilesOf(node, cluster),
      documents: documentsOf(node, dialect),
    })),
    clusterDocuments: [],
    settings: [],
    lists: [],
    ruleSets: [],
  }
}

/** The system files that the repository is going to write, as an appliance has them from its installation. */
function oldFilesOf({ name }: Node, { policy }: Cluster): Readonly<Record<string, string>> {
  const paths = policy.systemFiles.flatMap(({ node, path }) => (node === name ? [path] : []))
  return Object.fromEntries(paths.map((path) => [path, '# as installed\n']))
}

/** Passwords of the two accounts of a demonstration. */
export interface Passwords {
  readonly reader: string
  readonly writer: string
}

/** How the emulated product behaves: the version of the cluster, and where the dialect says that meanings are stored. */
export async function profileFor(cluster: Cluster, dialect: Dialect, world: World): Promise<EmulatorProfile> {
  const file = join(world.home, 'schema', 'dialects', 'emulator-wire.json')
  const data: unknown = JSON.parse(await readFile(file, 'utf8'))
  const wire = readWireProfile(file, data).value
  if (wire === undefined) throw new Error(`"${file}" is not valid`)
  const role = (setting: SettingName): PropertyRole => {
    const entry = dialect.settings.get(setting)
    if (entry === undefined) throw new Error(`the dialect does not know "${setting}"`)
    return { document: entry.document, key: entry.key }
  }
  return {
    product: { version: cluster.version.value, build: cluster.build?.value ?? '1' },
    roles: {
      networkGroups: role('groups.network'),
      runtimeGroup: role('groups.runtime'),
      updateGroup: role('groups.update'),
      priority: role('priority'),
    },
    wire,
  }
}

function documentsOf(node: Node, dialect: Dialect): readonly DocumentSeed[] {
  const documents = new Map<string, Record<string, PropertySeed>>()
  for (const setting of settingNames) {
    const entry = dialect.settings.get(setting)
    const wanted = node.settings[setting]
    if (entry === undefined || wanted === undefined) continue
    const properties = documents.get(entry.document) ?? {}
    documents.set(entry.document, properties)
    properties[entry.key] = propertyOf(entry, staleValue(node, setting, wanted.value))
  }
  return [...documents].map(([id, properties]) => ({
    id,
    title: dialect.documents.get(id)?.title ?? id,
    type: dialect.documents.get(id)?.type ?? id,
    properties,
  }))
}

/** The group of one location still has its old name, so that its nodes have to be led over without losing each other. */
function staleValue(node: Node, setting: SettingName, wanted: SettingValue): SettingValue {
  if (setting !== 'groups.network' || !Array.isArray(wanted) || node.location !== STALE_LOCATION) return wanted
  return node.transit.value ? [groupName(OLD_GROUP), groupName('transit')] : [groupName(OLD_GROUP)]
}

function propertyOf(entry: PropertyEntry, value: SettingValue): PropertySeed {
  const { key, type, listType } = entry
  const shape = { type, ...(listType === undefined ? {} : { listType }) }
  return { ...shape, value: settingCodec.encode(entry, value, { key, ...shape, encrypted: false, value: '' }) }
}

import type { DocumentProperty } from '../../appliance/port.ts'
import { encodeSetting } from '../../appliance/value-codec.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import type { Dialect, PropertyEntry } from '../../dialect/dialect.ts'
import { longType } from '../../emulator/list-values.ts'
import type {
  Account,
  ClusterSeed,
  DocumentSeed,
  ListSeed,
  NodeSeed,
  PropertySeed,
  XmlSeed,
} from '../../emulator/profile.ts'
import { WIRE } from '../../emulator/wire-names.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import { groupName } from '../../model/names.ts'
import type { SettingName, SettingValue } from '../../model/settings.ts'
import { ruleSetDocument } from '../../policy/documents/rule-set-document.ts'

/**
 * What the appliances hold at the start: what the YAML says, or what a cluster holds that was just joined by hand:
 * all nodes in the groups called `all`, and no policy.
 */
export type InitialState = 'compiled' | 'fresh'

/** What the seed does not take from the YAML. */
export interface SeedSurroundings {
  readonly secret: string
  readonly now: number
  readonly accounts: readonly Account[]
  readonly initial: InitialState
}

/** A compiled cluster as the state that an emulated one starts with. */
export function seedOf(cluster: Cluster, dialect: Dialect, surroundings: SeedSurroundings): ClusterSeed {
  const { secret, now, accounts, initial } = surroundings
  return {
    formatVersion: 1,
    secret,
    savedAt: now,
    accounts,
    nodes: cluster.nodes.map((node) => nodeSeed(cluster, node, dialect, initial)),
    clusterDocuments: [],
    settings: [],
    lists: initial === 'fresh' ? [] : cluster.policy.lists.map(listSeed),
    ruleSets: initial === 'fresh' ? [] : ruleSetSeeds(cluster, dialect),
  }

  function listSeed({ name, type, description, entries }: Cluster['policy']['lists'][number], index: number): ListSeed {
    const typeId = dialect.policy.types.get(type)?.id ?? longType(type)
    return { id: `${typeId}.${5000 + index}`, name, typeId, description, entries }
  }
}

/** The rule sets as a person would have imported them; ids are those of the dialect, invented ones included. */
function ruleSetSeeds({ policy, version, build }: Cluster, dialect: Dialect): readonly XmlSeed[] {
  const words = vocabularyFrom(dialect.policy)
  const product = `${version.value}-${build?.value ?? '1'}`
  return policy.ruleSets.flatMap((ruleSet) => {
    const xml = ruleSetDocument(ruleSet, policy, product, words).value
    return xml === undefined ? [] : [{ xml }]
  })
}

function nodeSeed(cluster: Cluster, node: Node, dialect: Dialect, initial: InitialState): NodeSeed {
  const files = cluster.policy.systemFiles.filter(({ node: owner }) => owner === node.name)
  return {
    uuid: node.uuid.value,
    title: node.name,
    hostname: node.hostname.value,
    version: node.version.value,
    ...(node.build === undefined ? {} : { build: node.build.value }),
    ca: authorityOf(cluster, node),
    documents: documentSeeds(node, dialect, initial),
    systemFiles: initial === 'fresh' ? {} : Object.fromEntries(files.map(({ path, text }) => [path, text])),
  }
}

/** What tells a node's authority from another: its fingerprint; the shipped one is known by its name alone. */
function authorityOf({ ca }: Cluster, { ca: own }: Node): string {
  const authority = (own ?? ca)?.value
  if (authority === undefined) return 'not told'
  return authority.name === WIRE.shippedAuthority ? authority.name : authority.sha256
}

/** The node's documents: a property for every setting that the product has, empty where the YAML leaves it alone. */
function documentSeeds(node: Node, dialect: Dialect, initial: InitialState): readonly DocumentSeed[] {
  const properties = new Map<string, Record<string, PropertySeed>>()
  for (const entry of dialect.settings.values()) {
    const value = initial === 'fresh' ? freshValue(entry.setting, node) : node.settings[entry.setting]?.value
    const document = properties.get(entry.document) ?? {}
    document[entry.key] = propertySeed(entry, value ?? null)
    properties.set(entry.document, document)
  }
  return [...properties].map(([id, found]) => ({
    id,
    title: dialect.documents.get(id)?.title ?? id,
    type: dialect.documents.get(id)?.type ?? id,
    properties: found,
  }))
}

function propertySeed(entry: PropertyEntry, value: SettingValue): PropertySeed {
  const { key, type, listType } = entry
  const empty: DocumentProperty = {
    key,
    type,
    encrypted: false,
    value: '',
    ...(listType === undefined ? {} : { listType }),
  }
  const text = encodeSetting(entry, value, empty)
  return listType === undefined ? { type, value: text } : { type, listType, value: text }
}

/** What a node says that somebody joined and nobody has configured since; its listener and priority are its own. */
function freshValue(setting: SettingName, node: Node): SettingValue | undefined {
  if (setting === 'groups.network') return [groupName('all')]
  if (setting === 'groups.runtime' || setting === 'groups.update') return groupName('all')
  return setting === 'listeners' || setting === 'priority' ? node.settings[setting]?.value : undefined
}

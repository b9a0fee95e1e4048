import type { DocumentPath } from '../../source/place.ts'

/** A map of the YAML, as somebody would be led to it, and keys that are possible there. */
export interface KeyHome {
  readonly where: string
  readonly keys: readonly string[]
  /** The map itself: below the top of cluster.yaml or of a location, or below the keys that a node has. */
  readonly map: DocumentPath
  /** What has the map; of layers of settings the lowest, which those above it have as well. */
  readonly of: 'cluster' | 'location' | 'node' | 'defaults of a location' | 'defaults of the cluster' | 'other'
}

/** Where keys belong that are easily written into another map; one that is known nearly everywhere is in none. */
export const KEY_HOMES: readonly KeyHome[] = [
  {
    where: 'at the top of cluster.yaml',
    keys: words(
      'product entryNode administration license centralManagement templates network loadBalancing proxyHa virtualAddresses hybrid monitoring logShipping',
    ),
    map: [],
    of: 'cluster',
  },
  ...inCluster('product', 'version build branch'),
  ...inCluster('centralManagement', 'transitGroup ca'),
  ...inCluster('network', 'routes firewall nat'),
  ...inCluster('hybrid', 'synchronizers'),
  ...inCluster('logShipping', 'accessLog auditLog coordinatorLog reporterSources'),
  {
    where: 'at the top of a location',
    keys: words('timeZone clientNetworks roamingWith nodes region'),
    map: [],
    of: 'location',
  },
  {
    where: 'at a node',
    keys: words('uuid uuids address hostname transit listeners interfaces outOfService version build ca'),
    map: [],
    of: 'node',
  },
  {
    where: 'at a node, or below "defaults" of a location',
    keys: words('pool managementOnly offlineProne routes'),
    map: [],
    of: 'defaults of a location',
  },
  {
    where: 'at a node, or below "defaults" of a location or of cluster.yaml',
    keys: words(
      'priority groups ntp rest portsInUse updateEgress updates messages gui clock versionCheck subscribedLists storage jobs fips',
    ),
    map: [],
    of: 'defaults of the cluster',
  },
  ...inSettings('groups', 'network runtime update'),
  ...inSettings('messages', 'timeout timeoutMultiplier unencrypted checkAddress'),
  ...inSettings('gui', 'attach attachFromElsewhere controlAddress requestAddress'),
  ...inSettings('clock', 'allowedDifference'),
  ...inSettings('versionCheck', 'level'),
  ...inSettings(
    'updates',
    'automatic fromInternet fromNodes toNodes interval crlInterval blackouts viaProxies proxies firstDelay startInterval startTries alternativeUrl verifyTunnel',
  ),
  ...inSettings('subscribedLists', 'download'),
  ...inSettings('storage', 'keepDays keepFolders keepPacked'),
  ...inSettings('ntp', 'servers'),
  ...inSettings('rest', 'http https'),
  { where: 'in regions.yaml', keys: words('regions selectBy testBy'), map: [], of: 'other' },
  {
    where: 'in a file below "policy"',
    keys: words('settings properties parameters ruleSets systemFiles'),
    map: [],
    of: 'other',
  },
]

/** Where a key belongs, in words; undefined for one that no map is known for. */
export function homeOf(key: string): string | undefined {
  const places = homesOf(key).map(({ where }) => where)
  return places.length === 0 ? undefined : places.join(', or ')
}

/** The maps that a key belongs into. */
export function homesOf(key: string): readonly KeyHome[] {
  return KEY_HOMES.filter(({ keys }) => keys.includes(key))
}

/** Whether a key is one of a node. */
export function isKeyOfNode(key: string): boolean {
  return homesOf(key).some(({ map, of }) => map.length === 0 && (of === 'node' || of.startsWith('defaults')))
}

function inCluster(map: string, keys: string): readonly KeyHome[] {
  return [{ where: `below "${map}" in cluster.yaml`, keys: words(keys), map: [map], of: 'cluster' }]
}

function inSettings(map: string, keys: string): readonly KeyHome[] {
  return [{ where: `below "${map}"`, keys: words(keys), map: [map], of: 'defaults of the cluster' }]
}

function words(text: string): readonly string[] {
  return text.split(' ')
}

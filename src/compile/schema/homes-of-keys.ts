/** A map of the YAML, as somebody would be led to it, and keys that are possible there. */
export interface KeyHome {
  readonly where: string
  readonly keys: readonly string[]
  /** Whether that is at a node, or at a node as well. */
  readonly isAtNode?: true
}

/** Where keys belong that are easily written into another map; one that is known nearly everywhere is in none. */
export const KEY_HOMES: readonly KeyHome[] = [
  {
    where: 'at the top of cluster.yaml',
    keys: words(
      'product entryNode administration license centralManagement templates network loadBalancing proxyHa virtualAddresses hybrid monitoring logShipping',
    ),
  },
  { where: 'below "product" in cluster.yaml', keys: words('version build branch') },
  { where: 'below "centralManagement" in cluster.yaml', keys: words('transitGroup ca') },
  { where: 'below "network" in cluster.yaml', keys: words('firewall nat') },
  { where: 'below "hybrid" in cluster.yaml', keys: words('synchronizers') },
  { where: 'below "logShipping" in cluster.yaml', keys: words('accessLog auditLog coordinatorLog reporterSources') },
  { where: 'at the top of a location', keys: words('timeZone clientNetworks roamingWith nodes region') },
  {
    where: 'at a node',
    isAtNode: true,
    keys: words('uuid uuids address hostname transit listeners interfaces outOfService version build ca'),
  },
  {
    where: 'at a node, or below "defaults" of a location',
    isAtNode: true,
    keys: words('pool managementOnly offlineProne routes'),
  },
  {
    where: 'at a node, or below "defaults" of a location or of cluster.yaml',
    isAtNode: true,
    keys: words(
      'priority groups ntp rest portsInUse updateEgress updates messages gui clock versionCheck subscribedLists storage jobs fips',
    ),
  },
  { where: 'below "groups"', keys: words('network runtime update') },
  { where: 'below "messages"', keys: words('timeout timeoutMultiplier unencrypted checkAddress') },
  { where: 'below "gui"', keys: words('attach attachFromElsewhere controlAddress requestAddress') },
  { where: 'below "clock"', keys: words('allowedDifference') },
  { where: 'below "versionCheck"', keys: words('level') },
  {
    where: 'below "updates"',
    keys: words(
      'automatic fromInternet fromNodes toNodes interval crlInterval blackouts viaProxies proxies firstDelay startInterval startTries alternativeUrl verifyTunnel',
    ),
  },
  { where: 'below "subscribedLists"', keys: words('download') },
  { where: 'below "storage"', keys: words('keepDays keepFolders keepPacked') },
  { where: 'below "ntp"', keys: words('servers') },
  { where: 'below "rest"', keys: words('http https') },
  { where: 'in regions.yaml', keys: words('regions selectBy testBy') },
  { where: 'in a file below "policy"', keys: words('settings properties parameters ruleSets systemFiles') },
]

/** Where a key belongs, in words; undefined for one that no map is known for. */
export function homeOf(key: string): string | undefined {
  const places = KEY_HOMES.filter(({ keys }) => keys.includes(key)).map(({ where }) => where)
  return places.length === 0 ? undefined : places.join(', or ')
}

/** Whether a key is one of a node. */
export function isKeyOfNode(key: string): boolean {
  return KEY_HOMES.some(({ isAtNode, keys }) => isAtNode === true && keys.includes(key))
}

function words(text: string): readonly string[] {
  return text.split(' ')
}

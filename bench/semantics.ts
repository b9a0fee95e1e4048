/** What is checked of a node beyond the schemas. */
export interface WrittenNode {
  readonly uuid: string
  readonly address: string
  readonly transit?: boolean
  readonly listeners: readonly string[]
  readonly version?: string
  readonly groups: { readonly network: readonly string[] }
  readonly interfaces: Readonly<Record<string, { readonly address: string }>>
  readonly ntp: { readonly servers: readonly string[] }
}

/** The nodes of a cluster, and the version that they must run. */
export interface WrittenCluster {
  readonly version: string
  readonly nodes: readonly WrittenNode[]
}

const OCTETS = String.raw`(\d{1,3}\.){3}\d{1,3}`
const UUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/
const ADDRESS = new RegExp(`^${OCTETS}$`)
const LISTENER = new RegExp(String.raw`^${OCTETS}:\d{1,5}$`)
const NETWORK = new RegExp(String.raw`^${OCTETS}/\d{1,2}$`)
const MOST_BEHIND_TRANSIT = 10

/** What does not hold in a fleet: the same checks that each of the other tools is given in its own language. */
export function objections(clusters: readonly WrittenCluster[]): readonly string[] {
  return [
    ...clusters.flatMap(({ nodes }) => nodes.flatMap(texts)),
    ...clusters.flatMap(({ version, nodes }) =>
      nodes
        .filter((node) => (node.version ?? version) !== version)
        .map(({ uuid }) => `${uuid} states another version than its cluster`),
    ),
    ...clusters.flatMap(({ nodes }) =>
      repeated(
        nodes.flatMap(({ listeners }) => listeners),
        'listener',
      ),
    ),
    ...repeated(
      clusters.flatMap(({ nodes }) => nodes.map(({ uuid }) => uuid)),
      'UUID',
    ),
    ...clusters.flatMap(({ nodes }) => crowdedGroups(nodes)),
  ]
}

function texts({ uuid, address, listeners, interfaces, ntp }: WrittenNode): readonly string[] {
  return [
    ...(UUID.test(uuid) ? [] : [`${uuid} is no UUID`]),
    ...[address, ...ntp.servers].filter((text) => !ADDRESS.test(text)).map((text) => `${text} is no address`),
    ...listeners.filter((text) => !LISTENER.test(text)).map((text) => `${text} is no listener`),
    ...Object.values(interfaces)
      .filter((one) => !NETWORK.test(one.address))
      .map((one) => `${one.address} is no address of an interface`),
  ]
}

function repeated(values: readonly string[], what: string): readonly string[] {
  const seen = new Set<string>()
  return values
    .filter((value) => seen.size === seen.add(value).size)
    .map((value) => `two nodes have the same ${what} ${value}`)
}

function crowdedGroups(nodes: readonly WrittenNode[]): readonly string[] {
  const joined = new Set(nodes.filter(({ transit }) => transit).flatMap(({ groups }) => groups.network))
  const behind = new Map<string, number>()
  for (const { transit, groups } of nodes) {
    if (transit) continue
    for (const group of groups.network) behind.set(group, (behind.get(group) ?? 0) + 1)
  }
  return [...behind]
    .filter(([group, count]) => count > MOST_BEHIND_TRANSIT && joined.has(group))
    .map(([group, count]) => `${count} nodes are behind the transit nodes of ${group}`)
}

import { policyFiles } from './policy.ts'
import { between, seeded, uuid } from './random.ts'

/** Files of a generated fleet, by path below the folder of clusters. */
export type FleetFiles = ReadonlyMap<string, string>

/** Locations of one generated cluster: with 25 nodes each on average, about 500 nodes. */
const LOCATIONS_A_CLUSTER = 20

/** Nodes of a network group: two transit nodes, and at most ten behind them, as the vendor recommends. */
const NODES_A_GROUP = 12

/** Nodes that share run-time data. */
const SHARING = 6

/**
 * A deterministic fleet of that many nodes: clusters of about 20 locations with a policy each, locations of 10 to 40
 * nodes in a file each, every node written out with its groups, listener, priority with a trailing comment, and two or
 * three time sources. About half a megabyte of YAML for a thousand nodes, and free of findings.
 */
export function generateFleet(nodes: number, seed = 1): FleetFiles {
  const random = seeded(seed)
  const files = new Map<string, string>([['pader.yaml', 'format: 1\n']])
  for (const [cluster, sizes] of clustersOf(nodes, random).entries()) {
    const folder = `region-${String(cluster).padStart(3, '0')}`
    files.set(`${folder}/cluster.yaml`, clusterFile(cluster, sizes.length))
    for (const [path, text] of policyFiles(random)) files.set(`${folder}/${path}`, text)
    for (const [slot, size] of sizes.entries()) {
      files.set(`${folder}/locations/${locationName(slot)}.yaml`, locationFile(cluster, slot, size, random))
    }
  }
  return files
}

/** How many nodes each location of each cluster has. */
function clustersOf(nodes: number, random: () => number): readonly (readonly number[])[] {
  const clusters: number[][] = []
  let left = nodes
  for (let location = 0; left > 0; location++) {
    if (location % LOCATIONS_A_CLUSTER === 0) clusters.push([])
    // The last location takes what is left, unless that would be a location of its own too small to be one.
    const drawn = between(random, 10, 40)
    const size = left - drawn < 10 ? left : drawn
    clusters.at(-1)?.push(size)
    left -= size
  }
  return clusters
}

const locationName = (slot: number): string => `site${String(slot).padStart(2, '0')}`

function clusterFile(cluster: number, locations: number): string {
  const between = `between: [${Array.from({ length: locations }, (_, slot) => locationName(slot)).join(', ')}]`
  const network = `network:
  routes:
    - ${between}
  firewall:
    - ${between}
      port: 12346
`
  return `# Region ${cluster}
format: 1
description: generated region ${cluster}
product:
  version: 12.2.15
  build: '51390'
  branch: main
entryNode: site00-n00
centralManagement:
  port: 12346
  ca:
    name: Region ${cluster} Gateway CA
    sha256: 7b3f0c6a52d94e18b1f6c3a7e09d25c84f6e1b7a93d05c2e8f41a6b9d7c0e352
    keyBits: 3072
    expires: 2040-03-31
defaults:
  updates: { automatic: true, fromNodes: true, fromInternet: true }
${locations > 1 ? network : ''}`
}

function locationFile(cluster: number, slot: number, size: number, random: () => number): string {
  const name = locationName(slot)
  const prefix = `10.${cluster % 250}.${slot * 2}`
  const groups = Math.ceil(size / NODES_A_GROUP)
  const lines = [
    `# Site ${slot} of region ${cluster}`,
    'format: 1',
    'timeZone: Europe/Berlin',
    `clientNetworks: [10.${cluster % 250}.${slot * 2 + 100}.0/24]`,
    'nodes:',
  ]
  for (let index = 0; index < size; index++) {
    lines.push(...nodeLines(name, prefix, index, groups, random))
  }
  return `${lines.join('\n')}\n`
}

function nodeLines(
  location: string,
  prefix: string,
  index: number,
  groups: number,
  random: () => number,
): readonly string[] {
  const isTransit = index < groups * 2
  const network = `${location}-net${(index % groups) + 1}`
  const address = `${prefix}.${index + 11}`
  const servers = ['10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6'].slice(0, between(random, 3, 4))
  return [
    `  ${location}-n${String(index).padStart(2, '0')}:`,
    `    uuid: ${uuid(random)}`,
    `    address: ${address}`,
    ...(isTransit ? ['    transit: true'] : []),
    `    listeners: ['${address}:12346']`,
    '    priority: 10 # all nodes alike: the newest change wins',
    '    groups:',
    `      network: [${isTransit ? `${network}, transit` : network}]`,
    `      runtime: ${location}-${Math.floor(index / SHARING)}`,
    `      update: ${location}`,
    '    interfaces:',
    `      eth0: { address: ${address}/24, role: cluster }`,
    '    ntp:',
    '      enabled: true',
    `      servers: [${servers.join(', ')}]`,
  ]
}

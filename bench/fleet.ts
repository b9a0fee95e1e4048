import { between, seeded, uuid } from './random.ts'

/** Files of a generated fleet, by path below the folder of clusters. */
export type FleetFiles = ReadonlyMap<string, string>

/** Locations of one generated cluster: with 25 nodes each on average, about 500 nodes. */
const LOCATIONS_A_CLUSTER = 20

/** Nodes that are not transit nodes in one network group; the vendor recommends at most ten behind a transit node. */
const BEHIND_A_TRANSIT = 9

/**
 * A deterministic fleet of that many nodes: clusters of about 20 locations, locations of 10 to 40 nodes in a file each,
 * every node written out with its groups, listener, priority with a trailing comment, and two or three time sources.
 * About half a megabyte of YAML for a thousand nodes, and free of findings.
 */
export function generateFleet(nodes: number, seed = 1): FleetFiles {
  const random = seeded(seed)
  const files = new Map<string, string>([['pader.yaml', 'format: 1\n']])
  let left = nodes
  let location = 0
  while (left > 0) {
    const cluster = Math.floor(location / LOCATIONS_A_CLUSTER)
    const slot = location % LOCATIONS_A_CLUSTER
    // The last location takes what is left, unless that would be a location of its own too small to be one.
    const drawn = between(random, 10, 40)
    const size = left - drawn < 10 ? left : drawn
    if (slot === 0) files.set(`${clusterName(cluster)}/cluster.yaml`, clusterFile(cluster))
    files.set(`${clusterName(cluster)}/locations/${locationName(slot)}.yaml`, locationFile(cluster, slot, size, random))
    left -= size
    location += 1
  }
  return files
}

const clusterName = (cluster: number): string => `region-${String(cluster).padStart(3, '0')}`
const locationName = (slot: number): string => `site${String(slot).padStart(2, '0')}`

function clusterFile(cluster: number): string {
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
network:
  routes:
    - between: [any, any]
  firewall:
    - between: [any, any]
      port: 12346
`
}

function locationFile(cluster: number, slot: number, size: number, random: () => number): string {
  const name = locationName(slot)
  const prefix = `10.${cluster % 250}.${slot * 2}`
  const groups = Math.ceil(size / (BEHIND_A_TRANSIT + 1))
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
  const isTransit = index < groups
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
    `      runtime: ${location}`,
    `      update: ${location}`,
    '    interfaces:',
    `      eth0: { address: ${address}/24, role: cluster }`,
    '    ntp:',
    '      enabled: true',
    `      servers: [${servers.join(', ')}]`,
  ]
}

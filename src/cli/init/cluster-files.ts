import { renderYaml } from '../../compile/edit/render-yaml.ts'
import { groupedBy } from '../../compile/facts/settings-of-nodes.ts'
import type { Answers, NewNode } from './answers.ts'

/** A file of a new repository. */
export interface NewFile {
  readonly path: string
  readonly text: string
}

/** The YAML of a new cluster: one transit node a location, and what the vendor recommends. */
export function clusterFiles(answers: Answers): readonly NewFile[] {
  const { cluster, version, build, timeServers, nodes, isExample } = answers
  const locations = groupedBy(nodes, ({ location }) => location)
  const entryNode = nodes[0]?.name ?? ''
  const description = {
    format: 1,
    product: { version, ...(build === undefined ? {} : { build }) },
    entryNode,
    defaults: {
      priority: 10,
      ntp: { enabled: true, servers: timeServers },
      updates: { automatic: true, fromInternet: true, fromNodes: true },
    },
  }
  return [
    yaml('clusters/pader.yaml', 'pader', { format: 1 }, [
      'Severities of checks for this repository; pader rules lists them.',
    ]),
    yaml(`clusters/${cluster}/cluster.yaml`, 'cluster', description, [
      'Settings of every node, unless its location or the node itself overrides them.',
      'The entry node is the one that Pader and all administrators log on to.',
    ]),
    ...[...locations].map(([location, own]) =>
      yaml(
        `clusters/${cluster}/locations/${location}.yaml`,
        'location',
        { format: 1, nodes: nodesOf(own, locations.size > 1) },
        isExample
          ? ['These nodes are made up: replace them with yours, with the UUIDs that Appliances Information shows.']
          : [],
      ),
    ),
  ]
}

function nodesOf(nodes: readonly NewNode[], isJoined: boolean): object {
  return Object.fromEntries(
    nodes.map(({ name, uuid, address }, index) => [
      name,
      { uuid, address, ...(isJoined && index === 0 ? { transit: true } : {}) },
    ]),
  )
}

function yaml(path: string, kind: string, value: object, remarks: readonly string[]): NewFile {
  const up = '../'.repeat(path.split('/').length - 1)
  return {
    path,
    text: renderYaml(value, [`yaml-language-server: $schema=${up}schema/${kind}.schema.json`, ...remarks]),
  }
}

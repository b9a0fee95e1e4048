import { describe, expect, test } from 'vitest'
import { columnsOf } from '../../../src/compile/emit/columns.ts'
import { locationArtifact } from '../../../src/compile/emit/location-artifact.ts'
import { rules } from '../../../src/compile/rules/index.ts'
import type { Node } from '../../../src/model/fleet.ts'
import type { Sourced } from '../../../src/model/sourced.ts'
import type { Place } from '../../../src/source/place.ts'
import { build, clusterFiles, exampleFiles, rawFile, type Built } from '../support.ts'

interface Line {
  readonly name: string
  readonly value: unknown
  readonly origin?: { readonly layer: string; readonly file?: string; readonly path?: readonly unknown[] }
}

interface Sections {
  readonly description: readonly Line[]
  readonly settings: readonly Line[]
}

interface Artifact {
  readonly file: string
  readonly inherited: Sections
  readonly nodes: Readonly<Record<string, Sections & { readonly uuid: string; readonly key?: string }>>
}

/** What an artifact says of a node, read as its form is described: own lines win, what is left out is the node's own. */
function readBack({ file, inherited, nodes }: Artifact, name: string, section: keyof Sections): unknown {
  const node = nodes[name]
  const home = ['nodes', node?.key ?? name]
  const lines = new Map((inherited[section] ?? []).map((line) => [line.name, line]))
  for (const line of node?.[section] ?? []) {
    const origin = line.origin ?? { layer: 'node', path: [...home, ...line.name.split('.')] }
    lines.set(line.name, { ...line, origin: { file, path: home, ...origin } })
  }
  return Object.fromEntries([...lines].map(([key, { value, origin }]) => [key, { value, origin }]))
}

const pathOf = (place: Place): readonly unknown[] => (place.kind === 'node' ? place.path : [])
const asArtifact = (found: Readonly<Record<string, Sourced<unknown> | undefined>>): unknown => {
  const given = Object.entries(found).flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const]))
  return Object.fromEntries(
    given.map(([name, { value, origin }]) => [
      name,
      {
        value: JSON.parse(JSON.stringify(value)) as unknown,
        origin: { layer: origin.layer, file: origin.place.file.slice('clusters/'.length), path: pathOf(origin.place) },
      },
    ]),
  )
}

function expectComplete({ cluster }: Built): number {
  const columns = columnsOf(cluster)
  for (const location of cluster.locations) {
    const artifact = JSON.parse(locationArtifact(location, columns, 'clusters').file.text) as Artifact
    expect(Object.keys(artifact.nodes)).toEqual(location.nodes.map(({ name }) => name))
    for (const node of location.nodes) {
      expect(readBack(artifact, node.name, 'settings')).toEqual(asArtifact(node.settings))
      const { address, build: own, ca, hostname, outOfService, transit, version }: Node = node
      const described = { address, build: own, ca, hostname, outOfService, transit, version }
      expect(readBack(artifact, node.name, 'description')).toEqual(asArtifact(described))
      expect(artifact.nodes[node.name]?.uuid).toBe(node.uuid.value)
    }
  }
  return cluster.nodes.length
}

describe('the artifact of a location says of every node all that it is to be, and where each value comes from', () => {
  test.each(['two-site', 'three-site'])('in the example %s', (name) => {
    const files = Object.entries(clusterFiles(name)).map(([path, text]) => rawFile(`clusters/${name}/${path}`, text))
    expect(expectComplete(build(files, []))).toBeGreaterThan(3)
  })

  test('in the examples of all rules', () => {
    const examples = rules.flatMap((rule) => Object.values(rule.examples ?? {}))
    const nodes = examples.map((example) => expectComplete(build(exampleFiles(example), [])))
    expect(nodes.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(500)
  })
})

test('what a location hands down is written once, and a node that has it otherwise says so', () => {
  const files = {
    'cluster.yaml': 'defaults: { messages: { timeout: 45 } }',
    'locations/tokyo.yaml': 'nodes: { tokyo-2: { messages: { timeout: 50 } } }',
  }
  const { cluster } = build(exampleFiles({ files }), [])
  const tokyo = cluster.locations.find(({ name }) => name === 'tokyo')
  if (tokyo === undefined) throw new Error('the example has a location "tokyo"')
  const text = locationArtifact(tokyo, columnsOf(cluster), 'clusters').file.text
  const lines = text.split('\n').filter((line) => line.includes('messages.timeout"'))
  expect(lines.map((line) => line.trim().replace(/,$/, ''))).toEqual([
    '{"name":"messages.timeout","value":45,"unit":"seconds","origin":{"layer":"cluster","file":"two-site/cluster.yaml","path":["defaults","messages","timeout"]}}',
    '{"name":"messages.timeout","value":50,"unit":"seconds"}',
  ])
})

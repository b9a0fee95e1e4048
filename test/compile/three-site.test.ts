import { expect, test } from 'vitest'
import { build, clusterFiles, rawFile } from './support.ts'

const files = Object.entries(clusterFiles('three-site')).map(([path, text]) =>
  rawFile(`clusters/three-site/${path}`, text),
)

test('the three-site example compiles without an error or a warning', () => {
  const { diagnostics } = build(files)
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
})

test('ranges stand for their nodes, and what is written for one of them wins', () => {
  const { cluster } = build(files)
  const counts = cluster.locations.map(({ name, nodes }) => [name, nodes.length])
  expect(counts).toEqual([
    ['newyork', 14],
    ['paderborn', 4],
    ['tokyo', 16],
  ])
  const node = (name: string) => cluster.nodes.find((candidate) => candidate.name === name)
  expect(node('tokyo-12')).toMatchObject({
    address: { value: '10.81.0.22' },
    hostname: { value: 'tokyo-12' },
    interfaces: [
      { name: 'eth0', addresses: ['10.81.0.22/24'] },
      { name: 'eth1', addresses: ['10.81.16.22/20'] },
    ],
    settings: { 'groups.network': { value: ['toknet2'] }, 'groups.runtime': { value: 'tokyo' } },
  })
  expect(node('tokyo-9')?.settings['groups.network']?.value).toEqual(['toknet2', 'transit'])
  expect(node('tokyo-10')?.settings['updates.fromInternet']).toMatchObject({
    value: true,
    origin: { layer: 'node', place: { path: ['templates', 'downloader', 'updates', 'fromInternet'] } },
    overrode: { value: false, origin: { layer: 'cluster' } },
  })
  expect(new Set(cluster.nodes.map(({ uuid }) => uuid.value)).size).toBe(34)
})

test('a location with more than ten nodes has no transit node with more than ten behind it', () => {
  const { cluster } = build(files)
  for (const group of ['toknet1', 'toknet2', 'nynet1', 'nynet2', 'paderborn']) {
    const members = cluster.nodes.filter(({ settings }) =>
      settings['groups.network']?.value?.some((name) => name === group),
    )
    expect(members.filter(({ transit }) => transit.value)).toHaveLength(1)
    expect(members.filter(({ transit }) => !transit.value).length).toBeGreaterThan(2)
    expect(members.filter(({ transit }) => !transit.value).length).toBeLessThanOrEqual(10)
  }
})

test('one global policy becomes the few regional rules that are needed', () => {
  const { cluster } = build(files)
  const regional = cluster.policy.ruleSets.map(({ name, regions, rules }) => [
    name,
    regions ?? rules.flatMap((rule) => rule.regions ?? []),
  ])
  expect(regional).toEqual([
    ['Ground', ['amer', 'apac', 'emea', 'amer', 'emea', 'apac']],
    ['Authentication', []],
    ['Blocked categories', []],
    ['Blocked categories in Paderborn', ['emea']],
    ['Data leaves by upload', []],
    ['Coaching', []],
    ['Media types', []],
    ['Access log', []],
  ])
})

test('a node that is added to Tokyo is in the list of its region, and no rule set changes', () => {
  const grown = Object.entries(clusterFiles('three-site')).map(([below, text]) => {
    const path = `clusters/three-site/${below}`
    const node = `\n  tokyo-17:\n    address: 10.81.0.40\n    uuid: 11111111-2222-3333-4444-555555555555\n`
    return path.endsWith('tokyo.yaml')
      ? rawFile(path, text.replace('\nnodes:', `\nnodes:${node}`))
      : rawFile(path, text)
  })
  const [before, after] = [build(files).cluster, build(grown).cluster]
  expect(after.nodes).toHaveLength(before.nodes.length + 1)
  const hosts = (cluster: typeof before): string[] =>
    cluster.policy.lists.find(({ name }) => name === 'pader/Region apac hosts')?.entries.map(({ value }) => value) ?? []
  expect(hosts(after).filter((value) => !hosts(before).includes(value))).toEqual(['tokyo-17', 'tokyo-17.*'])
  expect(after.policy.ruleSets).toEqual(before.policy.ruleSets)
})

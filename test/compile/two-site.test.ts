import { expect, test } from 'vitest'
import { buildCluster } from './support.ts'

test('the two-site example compiles without an error or a warning', () => {
  const { cluster, diagnostics } = buildCluster()
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
  expect(cluster.nodes.map(({ name }) => name)).toEqual(['newyork-1', 'newyork-2', 'tokyo-1', 'tokyo-2'])
})

test('groups and listeners are derived', () => {
  const { cluster } = buildCluster()
  const [, , transit, inner] = cluster.nodes
  expect(transit?.settings['groups.network']).toMatchObject({
    value: ['tokyo', 'transit'],
    origin: { layer: 'derived', place: { file: 'clusters/two-site/locations/tokyo.yaml' } },
  })
  expect(inner?.settings['groups.network']?.value).toEqual(['tokyo'])
  expect(inner?.settings['groups.runtime']?.value).toBe('tokyo')
  expect(inner?.settings['groups.update']?.value).toBe('tokyo')
  expect(inner?.settings.listeners?.value).toEqual([{ address: '10.81.0.12', port: 12346 }])
})

test('a later layer wins and remembers what it overrode', () => {
  const { cluster } = buildCluster({
    'locations/tokyo.yaml': 'defaults: { priority: 20 }\nnodes: { tokyo-2: { priority: 30 } }',
  })
  const [newyork, , tokyo1, tokyo2] = cluster.nodes
  expect(newyork?.settings.priority?.value).toBe(10)
  expect(tokyo1?.settings.priority).toMatchObject({ value: 20, origin: { layer: 'location' }, overrode: { value: 10 } })
  expect(tokyo2?.settings.priority).toMatchObject({
    value: 30,
    origin: { layer: 'node', place: { kind: 'node', path: ['nodes', 'tokyo-2', 'priority'] } },
    overrode: { value: 20, origin: { layer: 'location' }, overrode: { value: 10, origin: { layer: 'cluster' } } },
  })
})

test('null means that a value must be empty, and a key that nobody writes is unmanaged', () => {
  const { cluster } = buildCluster({ 'locations/tokyo.yaml': 'defaults: { ntp: { servers: null } }' })
  expect(cluster.nodes[2]?.settings['ntp.servers']?.value).toBeNull()
  expect(cluster.nodes[2]?.settings['messages.timeout']).toBeUndefined()
})

test('regions are those that locations name when there is no regions.yaml', () => {
  const { cluster } = buildCluster()
  expect(cluster.regions.map(({ name, locations }) => [name, locations.map(({ value }) => value)])).toEqual([
    ['amer', ['newyork']],
    ['apac', ['tokyo']],
  ])
})

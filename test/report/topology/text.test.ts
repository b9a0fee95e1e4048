import { expect, test } from 'vitest'
import { plain } from '../../../src/report/appearance.ts'
import { widthOf } from '../../../src/report/text/cells.ts'
import { topologyText } from '../../../src/report/topology/text.ts'
import { viewOf } from '../../../src/report/topology/view.ts'
import { clusterFrom, site } from '../clusters.ts'

const small = clusterFrom({ newyork: site('newyork', 'newyork', 2), tokyo: site('tokyo', 'tokyo', 2) })
const large = clusterFrom({
  newyork: site('newyork', 'nynet', 12, 6),
  paderborn: site('paderborn', 'paderborn', 12),
  tokyo: site('tokyo', 'toknet', 12, 6),
})

test.each([
  ['two sites', 'topology-small.txt', topologyText(viewOf(small), plain)],
  ['three sites of twelve nodes', 'topology-large.txt', topologyText(viewOf(large), plain)],
  [
    'a difference in ASCII',
    'topology-difference.txt',
    topologyText(viewOf(large, small), { ...plain, unicode: false }),
  ],
])('%s fit on 80 columns', async (_, golden, text) => {
  await expect(text).toMatchFileSnapshot(`../golden/${golden}`)
  expect(text.split('\n').filter((line) => widthOf(line) > 80)).toEqual([])
})

test('every node stands in the picture exactly once', () => {
  const text = topologyText(viewOf(large), plain)
  for (const { name } of large.nodes) expect(text.split(new RegExp(`${name}\\b(?!\\d)`))).toHaveLength(2)
  expect(large.nodes).toHaveLength(36)
})

test('a node is the same node when its name changes, and changed', () => {
  const before = clusterFrom({ tokyo: { 'tokyo-1': { groups: ['tokyo'], uuid: 'a' } } })
  const after = clusterFrom({ tokyo: { 'tokyo-9': { groups: ['tokyo'], uuid: 'a' } } })
  const [location] = viewOf(after, before).locations
  expect(location?.groups[0]?.nodes).toMatchObject([{ name: 'tokyo-9', mark: 'changed' }])
})

test('a location that nothing joins has no stem, and a second joining group is named', () => {
  const apart = clusterFrom({
    a: { 'a-1': { groups: ['a', 'transit', 'wan'], transit: true } },
    b: { 'b-1': { groups: ['b', 'wan'] } },
    c: { 'c-1': { groups: ['c'] } },
  })
  const text = topologyText(viewOf(apart), plain)
  expect(text).toContain('also joined by "wan": a-1, b-1')
  expect(text.match(/┴/g)).toHaveLength(1)
})

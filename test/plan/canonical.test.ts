import { expect, test } from 'vitest'
import { canonical, digestOf, digestOfCluster } from '../../src/plan/canonical.ts'
import { aCluster } from './a-cluster.ts'

test('the digest of a cluster is that of its content, whether its nodes are known from before or not', () => {
  const sketch = (name: string, priority: number) => ({
    name,
    location: 'tokyo',
    groups: ['tokyo'],
    settings: { priority },
  })
  const first = aCluster([sketch('a', 1), sketch('b', 2)])
  expect(digestOfCluster(first)).toBe(digestOf(first))
  const [a] = first.nodes
  const other = aCluster([sketch('b', 3)])
  const next = { ...other, nodes: [a!, ...other.nodes], locations: first.locations }
  expect(digestOfCluster(next)).toBe(digestOf(next))
  expect(digestOfCluster(next)).not.toBe(digestOfCluster(first))
})

test('where something was written is no content; maps and sets are', () => {
  const one = { b: new Map([['y', 1]]), a: new Set(['q', 'p']), place: 'here', c: [undefined, { origin: 1, d: null }] }
  expect(canonical(one)).toBe('{"a":["\\"p\\"","\\"q\\""],"b":{"y":1},"c":[null,{"d":null}]}')
})

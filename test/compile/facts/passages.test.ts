import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Passage } from '../../../src/model/facts.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import { groupName, locationName, nodeName } from '../../../src/model/names.ts'
import {
  missingPassages,
  passageFinder,
  passageUse,
  tellingEdges,
  wideEdges,
} from '../../../src/compile/facts/passages.ts'
import { buildCluster } from '../support.ts'

const base = buildCluster().cluster
const [template] = base.nodes

const names = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7']
const locations = ['l1', 'l2', 'l3']
const end = fc.constantFrom(...names, ...locations, 'any')

const passage: fc.Arbitrary<Passage> = fc.record({
  place: fc.constant(base.place),
  from: end,
  to: end,
  bothWays: fc.boolean(),
  protocol: fc.constantFrom('tcp', 'udp', 'any'),
})

const cluster: fc.Arbitrary<Cluster> = fc
  .array(fc.tuple(fc.constantFrom(...locations), fc.subarray(['g1', 'g2', 'g3'])), { minLength: 2, maxLength: 7 })
  .map((drawn) => ({ ...base, nodes: drawn.map(([location, groups], index) => node(names[index], location, groups)) }))

function node(name = '', location: string, groups: readonly string[]): Cluster['nodes'][number] {
  if (template === undefined) throw new Error('the two-site cluster has no node')
  const origin = { layer: 'node', place: base.place } as const
  const network = { value: groups.map(groupName), origin }
  return {
    ...template,
    name: nodeName(name),
    location: locationName(location),
    settings: { ...template.settings, 'groups.network': network },
  }
}

test('what is missing is the first missing pair of each two locations, as asking for every pair of nodes finds it', () => {
  let found = 0
  fc.assert(
    fc.property(cluster, fc.array(passage, { maxLength: 5 }), (drawn, passages) => {
      const leads = passageFinder(passages, 'tcp', 0)
      const expected = new Map<string, string>()
      for (const { from, to } of wideEdges(drawn)) {
        for (const [start, goal] of [
          [from, to],
          [to, from],
        ] as const) {
          const key = `${start.location} ${goal.location}`
          if (!leads(start, goal) && !expected.has(key)) expected.set(key, `${start.name} ${goal.name}`)
        }
      }
      const missing = missingPassages(drawn, passages, 0).map(({ from, to }) => `${from.name} ${to.name}`)
      expect(missing).toEqual([...expected.values()])
      found += missing.length
    }),
  )
  expect(found).toBeGreaterThan(50)
})

test('a passage is used when it leads along one of all pairs, whichever of them stand for the others', () => {
  const said = new Set<boolean>()
  fc.assert(
    fc.property(cluster, fc.array(passage, { minLength: 1, maxLength: 5 }), (drawn, passages) => {
      const isUsed = passageUse(tellingEdges(drawn, passages))
      for (const one of passages) {
        const leads = passageFinder([{ ...one, protocol: 'any' }], 'tcp', 0)
        const expected = [...wideEdges(drawn)].some(({ from, to }) => leads(from, to) || leads(to, from))
        expect(isUsed(one)).toBe(expected)
        said.add(expected)
      }
    }),
  )
  expect(said.size).toBe(2)
})

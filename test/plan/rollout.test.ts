import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cluster } from '../../src/model/fleet.ts'
import type { ObservedCluster } from '../../src/model/observed.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { aCluster, anObservation, passage, site, twoSites, type NodeSketch } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'
import { carryOut, picture, storageOf } from './carry-out.ts'
import { trouble } from './prove/brute-force.ts'

const planOf = (cluster: Cluster, observed: ObservedCluster): Plan =>
  planCluster({ cluster, observed, dialect: aDialect(), target: { provedEmulator: true } })

const isProved = (plan: Plan) =>
  plan.phases.every(({ proof }) => proof.kind === 'proved' || proof.kind === 'not needed')

const someGroups = fc.subarray(['p', 'q', 'r', 'transit'], { minLength: 1 })
const changes = fc
  .array(fc.record({ location: fc.constantFrom('north', 'south'), old: someGroups, new: someGroups }), {
    minLength: 2,
    maxLength: 5,
  })
  .map((nodes) => nodes.map((node, index) => ({ ...node, name: 'abcde'[index]! })))
const openings = fc.subarray([passage('any', 'any'), passage('a', 'b'), passage('north', 'b'), passage('c', 'south')], {
  minLength: 1,
})

const sketches = (nodes: readonly { name: string; location: string }[], groups: (index: number) => string[]) =>
  nodes.map(({ name, location }, index): NodeSketch => ({ name, location, groups: groups(index) }))

describe('a plan that is proved', () => {
  test('cuts nobody off in any mixture of any of its commits, and ends where the repository points', () => {
    let [commits, contracts] = [0, 0]
    fc.assert(
      fc.property(changes, openings, (nodes, open) => {
        const cluster = aCluster(
          sketches(nodes, (index) => nodes[index]!.new),
          { open },
        )
        const plan = planOf(cluster, anObservation(sketches(nodes, (index) => nodes[index]!.old)))
        if (!isProved(plan)) return
        let state = anObservation(sketches(nodes, (index) => nodes[index]!.old))
        for (const phase of plan.phases) {
          const next = carryOut(state, phase)
          expect(trouble(cluster, [storageOf(state), storageOf(next)])).toBeUndefined()
          // Who relies on a group that goes must have heard of what replaces it: everybody is asked first, and only then.
          const [held, later] = [storageOf(state), storageOf(next)]
          const takes = [...held].some(([name, groups]) => groups.some((group) => !later.get(name)!.includes(group)))
          const asked = phase.preconditions.flatMap((one) => (one.kind === 'confirmed' ? one.nodes : []))
          expect(asked).toEqual(takes ? nodes.map(({ name }) => name) : [])
          state = next
          commits++
          if (takes) contracts++
        }
        expect(picture(storageOf(state))).toEqual(nodes.map((node) => `${node.name}: ${node.new.toSorted().join(' ')}`))
        expect(planOf(cluster, state).phases).toEqual([])
      }),
      { numRuns: 500 },
    )
    expect(Math.min(contracts, commits - contracts)).toBeGreaterThan(50)
  })

  test('leads to the same end from any mixture of old, middle and new that a crash may leave', () => {
    let ended = 0
    const picks = fc.array(fc.nat({ max: 2 }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(changes, picks, (nodes, held) => {
        const cluster = aCluster(sketches(nodes, (index) => nodes[index]!.new))
        const left = sketches(nodes, (index) => {
          const { old, new: wanted } = nodes[index]!
          return [old, [...new Set([...old, ...wanted])], wanted][held[index]!]!
        })
        let state = anObservation(left)
        const plan = planOf(cluster, state)
        if (!isProved(plan)) return
        for (const phase of plan.phases) state = carryOut(state, phase)
        expect(picture(storageOf(state))).toEqual(nodes.map((node) => `${node.name}: ${node.new.toSorted().join(' ')}`))
        ended++
      }),
      { numRuns: 400 },
    )
    expect(ended).toBeGreaterThan(100)
  })

  test('goes on from every one of its prefixes and needs no more commits than were left', () =>
    fc.assert(
      fc.property(changes, (nodes) => {
        const cluster = aCluster(sketches(nodes, (index) => nodes[index]!.new))
        let state = anObservation(sketches(nodes, (index) => nodes[index]!.old))
        const plan = planOf(cluster, state)
        if (!isProved(plan)) return
        plan.phases.forEach((phase, done) => {
          state = carryOut(state, phase)
          const rest = planOf(cluster, state)
          expect(isProved(rest)).toBe(true)
          expect(rest.phases.length).toBe(plan.phases.length - done - 1)
        })
      }),
      { numRuns: 500 },
    ))
})

describe('one commit for everything', () => {
  const flat = ['tokyo-1', 'tokyo-2', 'newyork-1', 'newyork-2'].map((name) => site(name, 'all'))
  const otherTransit = [
    site('tokyo-1', 'tokyo'),
    site('tokyo-2', 'tokyo', 'transit'),
    site('newyork-1', 'newyork', 'transit'),
    site('newyork-2', 'newyork'),
  ]
  const renamed = [
    site('tokyo-1', 'tokyo', 'wan'),
    site('tokyo-2', 'tokyo'),
    site('newyork-1', 'newyork', 'wan'),
    site('newyork-2', 'newyork'),
  ]
  const second = [...otherTransit.slice(1), site('tokyo-1', 'tokyo', 'transit')]

  test.each([
    ['one group for all → groups by location', flat, twoSites, 'cut', ['expand', 'contract']],
    ['groups by location → one group for all', twoSites, flat, 'cut', ['expand', 'contract']],
    ['another node becomes transit', twoSites, otherTransit, 'cut', ['expand', 'contract']],
    ['the transit group gets another name', twoSites, renamed, 'cut', ['expand', 'contract']],
    ['a second transit node', twoSites, second, 'safe', ['expand']],
    ['one transit node less', second, twoSites, 'safe', ['contract']],
  ])('%s', (_title, from, to, naive, kinds) => {
    const cluster = aCluster(to)
    const before = anObservation(from)
    const after = storageOf(anObservation(to))
    expect(trouble(cluster, [storageOf(before), after]) === undefined ? 'safe' : 'cut').toBe(naive)
    const plan = planOf(cluster, before)
    expect(plan.phases.map(({ kind }) => kind)).toEqual(kinds)
    expect(isProved(plan)).toBe(true)
  })

  test('and without asking everyone before the contract, two commits cut as well', () => {
    const cluster = aCluster(twoSites)
    const before = anObservation(flat)
    const [expand] = planOf(cluster, before).phases
    const middle = storageOf(carryOut(before, expand!))
    expect(trouble(cluster, [storageOf(before), middle, storageOf(anObservation(twoSites))])).toBeDefined()
  })
})

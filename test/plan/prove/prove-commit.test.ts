import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupName, nodeName } from '../../../src/model/names.ts'
import { proveCommit, type ProofContext } from '../../../src/plan/prove/prove-commit.ts'
import { usabilityOf } from '../../../src/plan/prove/usability.ts'
import type { Regrouping } from '../../../src/topology/graph.ts'
import { aCluster, passage } from '../a-cluster.ts'
import { trouble, type Storage } from './brute-force.ts'

const groups = ['p', 'q', 'r', 'transit']
const places = ['north', 'south', 'west']
const ends = ['any', ...places, 'a', 'b', 'c']

const someGroups = fc.subarray(groups, { minLength: 1 })
const somePassages = fc.oneof(
  fc.constant([passage('any', 'any')]),
  fc.array(
    fc
      .tuple(fc.constantFrom(...ends), fc.constantFrom(...ends), fc.boolean(), fc.constantFrom(undefined, 12346, 443))
      .map(([from, to, bothWays, port]) => passage(from, to, { bothWays, ...(port !== undefined && { port }) })),
    { maxLength: 6 },
  ),
)

/** A change of groups in a small cluster: most nodes keep their groups, as in a real change. */
const changes = fc
  .record({
    nodes: fc.array(
      fc.record({
        location: fc.constantFrom(...places),
        old: someGroups,
        new: fc.option(someGroups, { nil: undefined }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    routes: somePassages,
    firewall: somePassages,
  })
  .map(({ nodes, routes, firewall }) => {
    const named = nodes.map((node, index) => ({ ...node, name: 'abcdef'[index]! }))
    const cluster = aCluster(named.map(({ name, location }) => ({ name, location })))
    return {
      cluster: { ...cluster, facts: { ...cluster.facts, routes, firewall } },
      regroupings: named.map((one) => ({
        node: nodeName(one.name),
        old: one.old.map(groupName),
        new: (one.new ?? one.old).map(groupName),
      })),
    }
  })

const storage = (regroupings: readonly Regrouping[], which: 'old' | 'new'): Storage =>
  new Map(regroupings.map((one) => [one.node, one[which]]))

function judge({ cluster, regroupings }: typeof changes extends fc.Arbitrary<infer T> ? T : never) {
  const context: ProofContext = {
    usability: usabilityOf(cluster, new Map()),
    transitGroup: groupName('transit'),
    transits: new Set(),
  }
  return {
    proof: proveCommit(regroupings, context),
    trouble: trouble(cluster, [storage(regroupings, 'old'), storage(regroupings, 'new')]),
  }
}

describe('a commit that is proved', () => {
  test('cuts nobody off in any mixture, by any view', () => {
    let proved = 0
    fc.assert(
      fc.property(changes, (change) => {
        const { proof, trouble: found } = judge(change)
        if (proof.kind !== 'proved') return
        proved++
        expect(found).toBeUndefined()
      }),
      { numRuns: 1500 },
    )
    expect(proved).toBeGreaterThan(100)
  })
})

describe('a refusal', () => {
  test('is rarely more careful than trying everything, and then for want of one lasting connection', () => {
    let careful = 0
    let safe = 0
    const obstacles = new Set<string>()
    fc.assert(
      fc.property(changes, (change) => {
        const { proof, trouble: found } = judge(change)
        if (found !== undefined) return
        safe++
        if (proof.kind === 'proved') return
        careful++
        obstacles.add(proof.kind === 'refused' ? proof.obstacle.replaceAll(/".*"/g, '…') : proof.kind)
      }),
      { numRuns: 1500, seed: 1 },
    )
    expect(safe).toBeGreaterThan(100)
    // Each mixture has a way through, but no connection that is the same in all of them.
    expect([...obstacles]).toEqual([
      'while the commit spreads, … may be cut off: no usable connection to the others lasts through it',
    ])
    expect(careful / safe).toBeLessThan(0.03)
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupName, nodeName } from '../../../src/model/names.ts'
import type { Proof } from '../../../src/plan/proof.ts'
import { proveCommit } from '../../../src/plan/prove/prove-commit.ts'
import { usabilityOf } from '../../../src/plan/prove/usability.ts'
import { aCluster, passage } from '../a-cluster.ts'
import { judgeByPairs, type Verdict } from './every-pair.ts'

/** Ports on which nodes listen: the usual one, and one that a firewall may forget. */
const ports = [12346, 12345]
const places = 'A B C D E F G H I J K L'.split(' ')
const names = places.map((place) => place.toLowerCase())
const groups = ['p', 'q', 'r']

const somewhere = fc.constantFrom(...places)
const anEnd = fc.oneof({ weight: 4, arbitrary: somewhere }, fc.constantFrom('any', ...names))
const aPassage = fc
  .record({
    from: anEnd,
    to: anEnd,
    bothWays: fc.boolean(),
    protocol: fc.constantFrom('any', 'tcp', 'tcp', 'udp'),
    port: fc.constantFrom(undefined, undefined, ...ports),
  })
  .map(({ from, to, port, ...more }) => passage(from, to, { ...more, ...(port !== undefined && { port }) }))

/** Everything open, everything open on some port, a hub that reaches everybody, or one passage after the other. */
const somePassages = fc.oneof(
  fc.constant([passage('any', 'any')]),
  fc.subarray(ports, { minLength: 1 }).map((open) => open.map((port) => passage('any', 'any', { port }))),
  somewhere.map((hub) => [passage(hub, 'any')]),
  somewhere.map((hub) => places.map((place) => passage(hub, place))),
  fc.array(aPassage, { maxLength: 14 }),
)

const rarely = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, arbitrary)

const aNode = fc.record({
  location: somewhere,
  old: fc.subarray(groups, { minLength: 1 }),
  // Most nodes keep their groups, as in a real change.
  new: rarely(fc.subarray(groups)),
  listens: rarely(fc.subarray(ports, { minLength: 1 })),
  listened: rarely(fc.subarray(ports, { minLength: 1 })),
  isDeclared: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn > 0),
})

const commits = fc
  .record({
    nodes: fc.array(aNode, { minLength: 1, maxLength: names.length }),
    routes: somePassages,
    firewall: somePassages,
  })
  .map(({ nodes, routes, firewall }) => {
    const named = nodes.map((node, index) => ({ ...node, name: nodeName(names[index]!) }))
    const declared = named.filter(({ isDeclared }) => isDeclared)
    const cluster = aCluster(
      declared.map(({ name, location, listens }) => ({
        name,
        location,
        ...(listens && { settings: { listeners: listens.map((port) => ({ address: '10.0.0.1', port })) } }),
      })),
    )
    return {
      cluster: { ...cluster, facts: { ...cluster.facts, routes, firewall } },
      regroupings: named.map((one) => ({
        node: one.name,
        old: one.old.map(groupName),
        new: (one.new ?? one.old).map(groupName),
      })),
      portsNow: new Map(declared.flatMap(({ name, listened }) => (listened ? [[name, listened] as const] : []))),
    }
  })

test('a commit is judged as by looking at every pair of nodes, however many locations, ports and undeclared nodes', () => {
  const seen = new Map<Verdict, number>()
  fc.assert(
    fc.property(commits, ({ cluster, regroupings, portsNow }) => {
      const context = {
        usability: usabilityOf(cluster, portsNow),
        transitGroup: groupName('transit'),
        transits: new Set<never>(),
      }
      const verdict = judgeByPairs(cluster, regroupings, portsNow)
      seen.set(verdict, (seen.get(verdict) ?? 0) + 1)
      expect(verdictOf(proveCommit(regroupings, context))).toBe(verdict)
    }),
    { numRuns: 4000 },
  )
  for (const verdict of ['split before', 'opens what is closed', 'may cut off', 'joined'] as const)
    expect(seen.get(verdict), verdict).toBeGreaterThan(100)
})

function verdictOf(proof: Proof): Verdict | undefined {
  if (proof.kind === 'proved') return 'joined'
  if (proof.kind !== 'refused') return undefined
  if (proof.obstacle.startsWith('the cluster is split already')) return 'split before'
  return proof.obstacle.startsWith('connections would be added') ? 'opens what is closed' : 'may cut off'
}

import { describe, expect, test } from 'vitest'
import type { Passage } from '../../../src/model/facts.ts'
import { groupName, nodeName } from '../../../src/model/names.ts'
import type { Proof } from '../../../src/plan/proof.ts'
import { proveCommit, type ProofContext } from '../../../src/plan/prove/prove-commit.ts'
import { proveJoin } from '../../../src/plan/prove/prove-join.ts'
import { usabilityOf } from '../../../src/plan/prove/usability.ts'
import { aCluster, passage } from '../a-cluster.ts'

const everywhere = [passage('any', 'any')]

/** Nodes by name, each in a location of its own. */
function proofContext(declared: readonly string[], open: readonly Passage[] = everywhere): ProofContext {
  const cluster = aCluster(
    declared.map((name) => ({ name, location: name.toUpperCase() })),
    { open },
  )
  return {
    usability: usabilityOf(cluster, new Map()),
    transitGroup: groupName('transit'),
    transits: new Set([nodeName('a')]),
  }
}

const moves = (groups: Readonly<Record<string, readonly [old: string, new: string]>>) =>
  Object.entries(groups).map(([name, [old, entered]]) => ({
    node: nodeName(name),
    old: old.split(' ').map(groupName),
    new: entered.split(' ').map(groupName),
  }))

const stands = (node: string, ...groups: readonly string[]) => ({
  node: nodeName(node),
  groups: groups.map(groupName),
})

const suggestionOf = (proof: Proof) => (proof.kind === 'refused' ? proof.suggestion : proof.kind)
const assumptionsOf = (proof: Proof) => (proof.kind === 'proved' ? proof.assumptions : [proof.kind])

describe('a proof names', () => {
  test.each([
    [['a'], 'only one node is left, and there is nothing that it could be cut off from'],
    [['a', 'b'], 'both nodes stay connected'],
    [['a', 'b', 'c'], 'all 3 nodes stay connected'],
  ])('how many nodes it is about: %s', (names, start) => {
    const proof = proveCommit(moves(Object.fromEntries(names.map((name) => [name, ['p', 'p']]))), proofContext(names))
    expect(proof).toMatchObject({ kind: 'proved', because: [expect.stringContaining(start)] })
  })

  test('nodes that nobody declares, whose present connections it believes', () => {
    const believed = 'the current connections of undeclared nodes work'
    const groups = { a: ['p', 'p'], b: ['p', 'p'], x: ['p', 'p'] } as const
    expect(assumptionsOf(proveCommit(moves(groups), proofContext(['a', 'b'])))).toContain(believed)
    expect(assumptionsOf(proveCommit(moves(groups), proofContext(['a', 'b', 'x'])))).not.toContain(believed)
  })

  test('the undeclared nodes that a joining node meets, and no others', () => {
    const standing = [stands('a', 'p', 'q'), stands('b', 'p'), stands('x', 'p'), stands('y', 'q')]
    const proof = proveJoin(standing, stands('c', 'p'), proofContext(['a', 'b', 'c']))
    const met = assumptionsOf(proof).filter((one) => one.startsWith('c reaches'))
    expect(met).toEqual(['c reaches x, which nobody declares'])
  })
})

describe('a refusal suggests', () => {
  test('a group that would last, where connections end with a group', () => {
    const proof = proveCommit(moves({ a: ['transit p', 'transit q'], b: ['p', 'q'] }), proofContext(['a', 'b']))
    expect(suggestionOf(proof)).toBe(
      'make an intermediate change of its own that adds "b" to "transit" and keeps every group that is there',
    )
  })

  test('to declare what is open, where groups last and nothing says that they can be used', () => {
    const proof = proveCommit(moves({ a: ['p', 'p q'], b: ['p', 'p'] }), proofContext(['a', 'b'], []))
    expect(suggestionOf(proof)).toContain('declare a route and an open firewall both ways')
  })

  test('to bring a node into the repository that nobody declares', () => {
    const proof = proveCommit(moves({ a: ['p', 'p q'], b: ['p', 'p'], x: ['p', 'q'] }), proofContext(['a', 'b']))
    expect(suggestionOf(proof)).toBe('bring "x" into the repository first, or remove it from the cluster')
  })
})

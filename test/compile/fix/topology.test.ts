import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { applyFixes } from '../../../src/compile/fix/apply-fixes.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import type { RawFile } from '../../../src/source/source-file.ts'
import { rules } from '../../../src/compile/rules/index.ts'
import { build, clusterFiles, exampleFiles } from '../support.ts'

const only = (...codes: readonly string[]) => rules.filter(({ code }) => codes.includes(code))

/** A cluster of locations whose nodes are in the given groups; the first node is the entry node. */
function clusterOf(locations: Readonly<Record<string, Readonly<Record<string, object>>>>): readonly RawFile[] {
  const [first] = Object.values(locations).flatMap((nodes) => Object.keys(nodes))
  const { 'cluster.yaml': cluster = '' } = clusterFiles('two-site')
  const own = cluster.replace('entryNode: tokyo-1', `entryNode: ${first}`).replace(/^network:[\s\S]*/m, '')
  const files = Object.entries(locations).map(
    ([name, nodes]) => [`locations/${name}.yaml`, stringify({ format: 1, nodes })] as const,
  )
  return exampleFiles({
    files: { 'cluster.yaml': own, ...Object.fromEntries(files) },
    replace: ['cluster.yaml'],
    without: ['locations/tokyo.yaml', 'locations/newyork.yaml', 'regions.yaml', 'policy/90-logs.yaml'],
  })
}

/** Whether every node reaches every other, worked out by spreading from the first. */
function isConnected(nodes: readonly (readonly string[])[]): boolean {
  const reached = new Set([0])
  for (let grew = true; grew;) {
    grew = false
    for (const [index, groups] of nodes.entries()) {
      if (reached.has(index)) continue
      const meets = [...reached].some((other) => groups.some((name) => nodes[other]?.includes(name)))
      if (meets) grew = reached.add(index).size > 0
    }
  }
  return reached.size === nodes.length
}

const groupsOf = (cluster: Cluster): readonly (readonly string[])[] =>
  cluster.nodes.map((node) => (node.settings['groups.network']?.value ?? []).map(String))

/** Fewest nodes that must enter the transit group, found by trying all sets of nodes in order of their size. */
function fewestJoining(nodes: readonly (readonly string[])[]): number {
  for (let size = 0; size <= nodes.length; size++) {
    for (let set = 0; set < 2 ** nodes.length; set++) {
      const chosen = nodes.map((_, index) => (set >> index) % 2 === 1)
      if (chosen.filter(Boolean).length !== size) continue
      if (isConnected(nodes.map((groups, index) => (chosen[index] === true ? [...groups, 'transit'] : groups))))
        return size
    }
  }
  return Infinity
}

describe('a cluster that falls apart', () => {
  const someCluster = fc
    .array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'transit'), { minLength: 1, maxLength: 2 }), {
      minLength: 2,
      maxLength: 7,
    })
    .map((nodes) =>
      nodes.map((network, index) => [`n-${index}`, { address: `10.0.0.${index + 1}`, groups: { network } }] as const),
    )

  test('is put together again by the fewest nodes that can do it', () => {
    let apart = 0
    fc.assert(
      fc.property(someCluster, (nodes) => {
        const files = clusterOf({
          left: Object.fromEntries(nodes.filter((_, index) => index % 2 === 0)),
          right: Object.fromEntries(nodes.filter((_, index) => index % 2 === 1)),
        })
        const ask = (some: readonly RawFile[]) => build(some, only('CM-NET-002', 'CM-NET-003'))
        const before = groupsOf(ask(files).cluster)
        const { files: after, applied, refused } = applyFixes(files, ask)
        expect(refused).toEqual([])
        expect(isConnected(groupsOf(ask(after).cluster))).toBe(true)
        expect(applied).toHaveLength(fewestJoining(before))
        if (applied.length > 0) apart++
      }),
      { numRuns: 60 },
    )
    expect(apart).toBeGreaterThan(10)
  })
})

describe('a location that is too large for its transit nodes', () => {
  const someLocation = fc.record({
    singles: fc.integer({ min: 1, max: 15 }),
    ranges: fc.array(fc.integer({ min: 2, max: 25 }), { maxLength: 3 }),
    transits: fc.integer({ min: 1, max: 3 }),
  })

  test('is split into equal groups of at most ten nodes and a transit node each, and nothing else changes', () => {
    let split = 0
    fc.assert(
      fc.property(someLocation, ({ singles, ranges, transits }) => {
        const nodes: Record<string, object> = {}
        for (let index = 1; index <= singles; index++) {
          nodes[`big-${index}`] = { address: `10.1.0.${index}`, ...(index <= transits ? { transit: true } : {}) }
        }
        for (const [index, size] of ranges.entries()) {
          const from = 100 * (index + 1)
          nodes[`big-{${from}..${from + size - 1}}`] = { address: `10.1.${index + 1}.{1..${size}}` }
        }
        const files = clusterOf({ big: nodes, small: { 'small-1': { address: '10.2.0.1', transit: true } } })
        const ask = (some: readonly RawFile[]) => build(some, only('CM-NET-002', 'CM-NET-009', 'CM-NET-010'))
        const before = ask(files)
        if (!before.diagnostics.some(({ code }) => code === 'CM-NET-010')) return
        split++
        const { files: after, refused } = applyFixes(files, ask)
        expect(refused).toEqual([])
        const { cluster, diagnostics } = ask(after)
        expect(diagnostics).toEqual([])
        const own = cluster.nodes.filter(({ location }) => String(location) === 'big')
        const members = new Map<string, { all: number; transit: number }>()
        for (const node of own) {
          const [group, ...more] = (node.settings['groups.network']?.value ?? []).filter(
            (name) => String(name) !== 'transit',
          )
          expect(more).toEqual([])
          const count = members.get(String(group)) ?? { all: 0, transit: 0 }
          members.set(String(group), { all: count.all + 1, transit: count.transit + (node.transit.value ? 1 : 0) })
        }
        const sizes = [...members.values()].map(({ all }) => all)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        expect(Math.max(...sizes)).toBeLessThanOrEqual(11)
        expect([...members.values()].map(({ transit }) => transit)).toEqual(sizes.map(() => 1))
        expect(identities(cluster)).toEqual(identities(before.cluster))
      }),
      { numRuns: 40 },
    )
    expect(split).toBeGreaterThan(3)
  })
})

/** All there is to know about the nodes but who talks to whom. */
function identities({ nodes }: Cluster): unknown {
  return nodes.map(({ name, location, uuid, address, settings }) => {
    const { 'groups.network': _, ...others } = settings
    const values = Object.entries(others).map(([key, { value }]) => [key, value])
    return [name, location, uuid.value, address?.value, values]
  })
}

test('an example for the eye', () => {
  const nodes = { 'big-1': { address: '10.1.0.1', transit: true }, 'big-{2..14}': { address: '10.1.0.{2..14}' } }
  const files = clusterOf({ big: nodes, small: { 'small-1': { address: '10.2.0.1', transit: true } } })
  const { files: after } = applyFixes(files, (some) => build(some, only('CM-NET-010')))
  const big = after.find(({ path }) => path.endsWith('big.yaml'))
  const text = big !== undefined && 'bytes' in big ? new TextDecoder().decode(big.bytes) : ''
  expect(text.replaceAll(/^ +- [0-9A-F-]{36}\n/gm, '')).toMatchInlineSnapshot(`
    "format: 1
    nodes:
      big-1:
        address: 10.1.0.1
        transit: true
        uuid: C247858B-2268-8B6A-A3FB-97FDF9380DFC
        groups:
          network: [big-net1]
      big-{2..7}:
        address: 10.1.0.{2..7}
        uuids:
        groups:
          network: [big-net1]
      big-{8..14}:
        address: 10.1.0.{8..14}
        uuids:
        groups:
          network: [big-net2]
      big-8:
        transit: true
    "
  `)
})

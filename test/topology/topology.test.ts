import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupName, nodeName } from '../../src/model/names.ts'
import { cutPoints } from '../../src/topology/articulation.ts'
import { components, isConnected } from '../../src/topology/components.ts'
import { graphOf, membersOf, type Member } from '../../src/topology/graph.ts'
import { longestRoute } from '../../src/topology/longest-route.ts'
import { doubleLosses, partsAfter, singleLosses } from '../../src/topology/loss.ts'
import { route } from '../../src/topology/path.ts'
import { reconnect } from '../../src/topology/reconnect.ts'
import { nodesBehind, transitLoads } from '../../src/topology/transit-load.ts'
import { member, naiveHops, naiveParts, sizes, smallClusters, twoSites } from './naive.ts'

const twoOf = (members: readonly Member[]) => members.flatMap((a) => members.map((b) => [a, b] as const))
const minus = (members: readonly Member[], ...lost: string[]) => members.filter(({ name }) => !lost.includes(name))
const property = (check: (members: readonly Member[]) => void) =>
  fc.assert(fc.property(smallClusters, check), { numRuns: 500 })

describe('the graph', () => {
  test('keeps its members, sorted and without repeated or blank groups', () => {
    const graph = graphOf([member('b', 'x', ' ', 'x'), member('a', 'y', 'x')])
    expect(membersOf(graph)).toEqual([member('a', 'x', 'y'), member('b', 'x')])
  })

  test('blank group names join nobody', () => {
    expect(isConnected(graphOf([member('a', ' '), member('b', ' ')]))).toBe(false)
  })
})

describe('parts', () => {
  test('are those of the table of all pairs', () =>
    property((members) => {
      expect(components(graphOf(members))).toEqual(naiveParts(members))
    }))

  test('do not depend on the order of the nodes', () =>
    property((members) => {
      expect(components(graphOf(members.toReversed()))).toEqual(components(graphOf(members)))
    }))
})

describe('routes', () => {
  test('tokyo-2 reaches newyork-2 over both transit nodes, each of which can break the way', () => {
    const found = route(graphOf(twoSites), nodeName('tokyo-2'), nodeName('newyork-2'))
    expect(found).toEqual({
      hops: [
        { from: 'tokyo-2', to: 'tokyo-1', sharedGroups: ['tokyo'] },
        { from: 'tokyo-1', to: 'newyork-1', sharedGroups: ['transit'] },
        { from: 'newyork-1', to: 'newyork-2', sharedGroups: ['newyork'] },
      ],
      relays: ['tokyo-1', 'newyork-1'],
      alternatives: [[], []],
      breakers: ['tokyo-1', 'newyork-1'],
    })
  })

  test('are as short as the table of all pairs says, and every hop shares a group', () =>
    property((members) => {
      const graph = graphOf(members)
      const hops = naiveHops(members)
      const groupsOf = new Map(members.map(({ name, groups }) => [name, groups]))
      for (const [from, to] of twoOf(members)) {
        const found = route(graph, from.name, to.name)
        expect(found?.hops.length ?? Infinity).toBe(hops.get(from.name)!.get(to.name)!)
        for (const hop of found?.hops ?? []) {
          const shared = groupsOf.get(hop.from)!.filter((group) => groupsOf.get(hop.to)!.includes(group))
          expect(hop.sharedGroups).toEqual(shared.toSorted())
          expect(shared.length).toBeGreaterThan(0)
        }
      }
    }))

  test('prefer the lowest names and list every other relay of equally short ways', () =>
    property((members) => {
      const graph = graphOf(members)
      const hops = naiveHops(members)
      for (const [from, to] of twoOf(members)) {
        const found = route(graph, from.name, to.name)
        found?.relays.forEach((relay, position) => {
          const before = position === 0 ? from.name : found.relays[position - 1]!
          const length = found.hops.length
          const stand = members.filter(
            ({ name }) =>
              hops.get(from.name)!.get(name) === position + 1 && hops.get(name)!.get(to.name) === length - position - 1,
          )
          const names = stand.map(({ name }) => name).toSorted()
          expect([relay, ...found.alternatives[position]!].toSorted()).toEqual(names)
          expect(relay).toBe(names.find((name) => hops.get(before)!.get(name) === 1))
        })
      }
    }))

  test('name every node whose loss leaves no way', () =>
    property((members) => {
      const graph = graphOf(members)
      for (const [from, to] of twoOf(members)) {
        const breakers = members
          .filter(({ name }) => name !== from.name && name !== to.name)
          .filter(({ name }) => {
            const hops = naiveHops(minus(members, name))
            return hops.get(from.name)!.get(to.name) === Infinity
          })
        const found = route(graph, from.name, to.name)
        if (found !== undefined) expect(found.breakers.toSorted()).toEqual(breakers.map(({ name }) => name).toSorted())
      }
    }))

  test('do not exist to nodes that are not there', () => {
    expect(route(graphOf(twoSites), nodeName('tokyo-1'), nodeName('paris-1'))).toBeUndefined()
  })
})

describe('the longest route', () => {
  test('is the largest number of the table of all pairs', () =>
    property((members) => {
      const finite = [...naiveHops(members).values()].flatMap((row) => [...row.values()]).filter(Number.isFinite)
      const found = longestRoute(graphOf(members))
      expect(found?.hops ?? 0).toBe(Math.max(0, ...finite))
      if (found === undefined) return
      expect(found.exact).toBe(true)
      expect(route(graphOf(members), found.from, found.to)?.hops).toHaveLength(found.hops)
    }))

  test('of sites around a transit group is found in a handful of searches', () => {
    const sites = Array.from({ length: 300 }, (_, site) =>
      Array.from({ length: 10 }, (_unused, node) =>
        member(`${site}-${node}`, `site-${site}`, ...(node === 0 ? ['transit'] : [])),
      ),
    ).flat()
    expect(longestRoute(graphOf(sites), 8)).toMatchObject({ hops: 3, exact: true })
  })

  test('says so when its search was cut off', () => {
    const ring = Array.from({ length: 41 }, (_, node) => member(`${node}`, `${node}`, `${(node + 1) % 41}`))
    expect(longestRoute(graphOf(ring), 5)).toMatchObject({ hops: 20, exact: false })
    expect(longestRoute(graphOf(ring))).toMatchObject({ hops: 20, exact: true })
  })
})

describe('cut points', () => {
  test('are the nodes that leave more parts behind than there were, with the sizes of the parts', () =>
    property((members) => {
      const expected = members.flatMap(({ name }) => {
        const part = naiveParts(members).find((names) => names.includes(name))!
        const left = naiveParts(minus(members, name)).filter(([first]) => part.includes(first!))
        return left.length > 1 ? [{ name, parts: sizes(left) }] : []
      })
      expect(cutPoints(graphOf(members))).toEqual(expected.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    }))

  test('of two sites are both transit nodes', () => {
    expect(singleLosses(graphOf(twoSites))).toEqual([
      { lost: ['newyork-1'], parts: [2, 1], cutOff: 1 },
      { lost: ['tokyo-1'], parts: [2, 1], cutOff: 1 },
    ])
  })

  test('of a very long chain are found without running out of stack', () => {
    const chain = Array.from({ length: 50_000 }, (_, node) => member(`${node}`, `${node}`, `${node + 1}`))
    expect(cutPoints(graphOf(chain))).toHaveLength(49_998)
  })
})

describe('double losses', () => {
  test('are the pairs of which one becomes a cut point only without the other', () =>
    property((members) => {
      const cuts = (some: readonly Member[]) =>
        some
          .filter(({ name }) => {
            const part = naiveParts(some).find((names) => names.includes(name))!
            return naiveParts(minus(some, name)).filter(([first]) => part.includes(first!)).length > 1
          })
          .map(({ name }) => name)
      const alone = cuts(members)
      const expected = new Set(
        members.flatMap(({ name }) =>
          cuts(minus(members, name))
            .filter((other) => !alone.includes(other))
            .map((other) => [name, other].toSorted().join()),
        ),
      )
      const found = doubleLosses(graphOf(members)).map(({ lost }) => lost.join())
      expect(found.toSorted()).toEqual([...expected].toSorted())
    }))

  test('leave the parts that are really left', () => {
    const graph = graphOf([...twoSites, member('tokyo-3', 'tokyo', 'transit')])
    expect(doubleLosses(graph)).toContainEqual({ lost: ['tokyo-1', 'tokyo-3'], parts: [2, 1], cutOff: 1 })
    expect(partsAfter(graph, new Set([nodeName('tokyo-1'), nodeName('tokyo-3')]))).toEqual([
      ['newyork-1', 'newyork-2'],
      ['tokyo-2'],
    ])
  })
})

describe('the load of transit nodes', () => {
  test('is the number of plain nodes that share a group with it', () =>
    property((members) => {
      const transits = new Set(members.filter((_, index) => index % 2 === 0).map(({ name }) => name))
      const expected = members
        .filter(({ name }) => transits.has(name))
        .map((transit) => ({
          transit: transit.name,
          behind: members
            .filter(({ name, groups }) => !transits.has(name) && groups.some((one) => transit.groups.includes(one)))
            .map(({ name }) => name)
            .toSorted(),
        }))
        .toSorted((a, b) => (a.transit < b.transit ? -1 : 1))
      const graph = graphOf(members)
      expect(transitLoads(graph, transits)).toEqual(
        expected.map(({ transit, behind }) => ({ transit, nodesBehind: behind.length })),
      )
      for (const { transit, behind } of expected) expect(nodesBehind(graph, transit, transits)).toEqual(behind)
    }))
})

describe('reconnecting', () => {
  const transitGroup = groupName('t')

  test('connects every cluster, with no membership to spare', () =>
    property((members) => {
      const added = reconnect(graphOf(members), { transitGroup, transits: new Set() })
      const joined = (extra: typeof added) =>
        members.map(({ name, groups }) => ({
          name,
          groups: [...groups, ...extra.filter(({ node }) => node === name).map(({ group }) => group)],
        }))
      expect(naiveParts(joined(added)).length).toBeLessThanOrEqual(1)
      added.forEach((_, index) => expect(naiveParts(joined(added.toSpliced(index, 1))).length).toBeGreaterThan(1))
    }))

  test('puts the declared transit nodes into the transit group', () => {
    const apart = twoSites.map(({ name, groups }) => ({ name, groups: groups.filter((group) => group !== 'transit') }))
    const transits = new Set([nodeName('tokyo-1'), nodeName('newyork-2')])
    expect(reconnect(graphOf(apart), { transitGroup: groupName('transit'), transits })).toEqual([
      { node: 'newyork-2', group: 'transit' },
      { node: 'tokyo-1', group: 'transit' },
    ])
  })
})

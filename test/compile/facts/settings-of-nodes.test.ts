import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cluster, Node } from '../../../src/model/fleet.ts'
import { nodeName } from '../../../src/model/names.ts'
import { nodesByValue, nodesWith, repeatsIn, writtenValues } from '../../../src/compile/facts/settings-of-nodes.ts'
import { serverListsOf } from '../../../src/compile/facts/time-servers.ts'
import { valueAt } from '../../../src/source/place.ts'
import { buildCluster } from '../support.ts'

const base = buildCluster().cluster
const [template] = base.nodes

interface Drawn {
  readonly priority?: number | null
  readonly servers?: readonly string[] | null
  /** Which of several nodes wrote it: what one and the same wrote is one value. */
  readonly writer: number
}

const drawn: fc.Arbitrary<readonly Drawn[]> = fc.array(
  fc.record(
    {
      priority: fc.constantFrom(1, 10, 10, null),
      servers: fc.option(fc.array(fc.constantFrom('a', 'b', 'a\nb', ''), { maxLength: 3 })),
      writer: fc.nat(2),
    },
    { requiredKeys: ['writer'] },
  ),
  { maxLength: 8 },
)

function clusterOf(nodes: readonly Drawn[]): Cluster {
  return { ...base, nodes: nodes.map(nodeOf) }
}

function nodeOf({ priority, servers, writer }: Drawn, index: number): Node {
  if (template === undefined) throw new Error('the two-site cluster has no node')
  const from = (key: string) =>
    ({ layer: 'cluster', place: valueAt('cluster.yaml', ['defaults', writer, key]) }) as const
  return {
    ...template,
    name: nodeName(`n${index}`),
    settings: {
      ...(servers === undefined ? {} : { 'ntp.servers': { value: servers, origin: from('servers') } }),
      ...(priority === undefined ? {} : { priority: { value: priority, origin: from('priority') } }),
    },
  }
}

/** Things by a text of their key, one by one. */
function naively<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string | undefined,
): readonly (readonly Item[])[] {
  const texts = [...new Set(items.map(textOf))].filter((text) => text !== undefined)
  return texts.map((text) => items.filter((item) => textOf(item) === text))
}

const namesOf = (nodes: readonly Node[]): readonly string[] => nodes.map(({ name }) => name)

test('the nodes with a setting, by its value and by where it is written, are those that looking at each one finds', () => {
  let several = 0
  fc.assert(
    fc.property(drawn, fc.func<[number | null], boolean>(fc.boolean()), (nodes, isMeant) => {
      const cluster = clusterOf(nodes)
      const having = cluster.nodes.filter(({ settings }) => settings.priority !== undefined)
      expect(namesOf(nodesWith(cluster, 'priority'))).toEqual(namesOf(having))
      const byValue = naively(having, ({ settings }) => String(settings.priority?.value))
      expect([...nodesByValue(cluster, 'priority').values()].map(namesOf)).toEqual(byValue.map(namesOf))

      const meant = having.filter(({ settings }) => isMeant(settings.priority?.value ?? null))
      const written = naively(meant, ({ settings }) =>
        JSON.stringify([settings.priority?.value, settings.priority?.origin]),
      )
      expect(writtenValues(cluster, 'priority', isMeant).map((one) => namesOf(one.nodes))).toEqual(written.map(namesOf))
      if (written.length > 1) several++
    }),
  )
  expect(several).toBeGreaterThan(10)
})

test('lists of time servers are the same when they have the same names in the same order', () => {
  let shared = 0
  fc.assert(
    fc.property(drawn, (nodes) => {
      const cluster = clusterOf(nodes)
      const lists = naively(cluster.nodes, ({ settings }) => JSON.stringify(settings['ntp.servers']?.value) ?? 'none')
      expect(serverListsOf(cluster).map((list) => namesOf(list.nodes))).toEqual(lists.map(namesOf))
      if (lists.some(({ length }) => length > 1) && lists.length > 1) shared++
    }),
  )
  expect(shared).toBeGreaterThan(10)
})

test('a repeat is told with the first that had the same', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (keys) => {
      const items = keys.map((key, index) => ({ key, index }))
      const expected = items
        .filter(({ key, index }) => keys.indexOf(key) < index)
        .map((other) => ({ first: items[keys.indexOf(other.key)], other }))
      expect(repeatsIn(items, ({ key }) => key)).toEqual(expected)
    }),
  )
})

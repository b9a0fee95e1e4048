import { describe, expect, test } from 'vitest'
import { inlineList } from '../../src/emulator/control/save-by-hand.ts'
import type { EmulatedCluster } from '../../src/emulator/cluster.ts'
import { SWITCHES, type Switches } from '../../src/emulator/switches.ts'
import { Client, emulate, keys, N1, N2, property, T1, T2, wrapped } from './world/two-site.ts'

function storages(cluster: EmulatedCluster): Record<string, number> {
  return Object.fromEntries(cluster.picture().nodes.map(({ uuid, storage }) => [uuid, storage]))
}

function write(client: Client, changes: readonly (readonly [node: string, key: string, value: string])[]): string {
  client.login()
  for (const [node, key, value] of changes)
    expect(client.ask('PUT', property(node, key), wrapped(value)).status).toBe(200)
  const { text } = client.ask('POST', 'commit')
  client.ask('POST', 'logout')
  return text
}

describe('a commit', () => {
  test('reaches every node, the far ones over the relays', () => {
    const cluster = emulate()
    const client = new Client(cluster, T2)
    expect(write(client, [[N2, keys.priority, '20']])).toBe('')
    expect(new Set(Object.values(storages(cluster))).size).toBe(2)
    client.wait(5000)
    expect(new Set(Object.values(storages(cluster))).size).toBe(1)
    const far = new Client(cluster, N2)
    far.login()
    expect(far.ask('GET', property(N2, keys.priority)).text).toContain('<content>20</content>')
  })

  test('that cuts the path matrix is refused with the text of the coordinator, and nothing is stored', () => {
    const cluster = emulate()
    const before = storages(cluster)
    const client = new Client(cluster, T1)
    const text = write(client, [[N1, keys.network, inlineList(['newyork'])]])
    expect(text).toContain('[StorageConfigurationRejectedLocal]')
    expect(text).toContain('checking new settings failed - Invalid node path matrix / unreachable nodes')
    client.wait(120_000)
    expect(storages(cluster)).toEqual(before)
  })

  test('does not reach a node that is down, which catches up when it returns', () => {
    const cluster = emulate()
    const client = new Client(cluster, T1)
    cluster.control({ kind: 'down', node: N2 }, Client.now)
    write(client, [[T2, keys.priority, '20']])
    client.wait(10_000)
    expect(storages(cluster)[N2]).not.toBe(storages(cluster)[T1])
    cluster.control({ kind: 'up', node: N2 }, Client.now)
    client.wait(70_000)
    expect(storages(cluster)[N2]).toBe(storages(cluster)[T1])
  })

  test('is rejected by a node whose clock is too far off, and the log says so in its grammar', () => {
    const cluster = emulate()
    const client = new Client(cluster, T1)
    cluster.control({ kind: 'skew', node: T2, seconds: 3600 }, Client.now)
    write(client, [[N2, keys.priority, '20']])
    client.wait(10_000)
    expect(storages(cluster)[T2]).not.toBe(storages(cluster)[T1])
    cluster.control({ kind: 'skew', node: T2, seconds: 0 }, Client.now)
    client.wait(70_000)
    expect(storages(cluster)[T2]).toBe(storages(cluster)[T1])
  })

  test.each([
    ['the lower priority value', '5', T2],
    ['the newer change, when priorities are equal', '10', N1],
  ])('on both sides of a partition is settled by %s', (_, priority, winner) => {
    const cluster = emulate()
    const setUp = new Client(cluster, T1)
    write(setUp, [[T2, keys.priority, priority]])
    setUp.wait(10_000)
    cluster.control(
      {
        kind: 'partition',
        sides: [
          [T1, T2],
          [N1, N2],
        ],
      },
      Client.now,
    )
    write(new Client(cluster, T2), [[T1, keys.runtime, 'from tokyo-2']])
    const other = new Client(cluster, N1)
    other.wait(5_000)
    write(other, [[T1, keys.runtime, 'from newyork-1']])
    other.wait(5_000)
    cluster.control({ kind: 'heal' }, Client.now)
    other.wait(130_000)
    expect(new Set(Object.values(storages(cluster))).size).toBe(1)
    const reader = new Client(cluster, N2)
    reader.login()
    const expected = winner === T2 ? 'from tokyo-2' : 'from newyork-1'
    expect(reader.ask('GET', property(T1, keys.runtime)).text).toContain(expected)
  })

  test('of the whole storage wipes what another session saved meanwhile; other modes refuse or merge', () => {
    const outcome = (overlap: Switches['overlap']): readonly [number, string, string] => {
      const cluster = emulate({ overlap })
      const [one, two] = [new Client(cluster, T1), new Client(cluster, T1)]
      one.login()
      two.login('other')
      one.ask('PUT', property(T2, keys.priority), wrapped('21'))
      two.ask('PUT', property(N2, keys.priority), wrapped('22'))
      expect(one.ask('POST', 'commit').status).toBe(200)
      const { status } = two.ask('POST', 'commit')
      two.ask('POST', 'discard')
      const value = (node: string): string =>
        /<content>(.*)<\/content>/.exec(two.ask('GET', property(node, keys.priority)).text)?.[1] ?? ''
      return [status, value(T2), value(N2)]
    }
    expect(outcome('last wins')).toEqual([200, '10', '22'])
    expect(outcome('conflict')).toEqual([409, '21', '10'])
    expect(outcome('merge')).toEqual([200, '21', '22'])
  })
})

test('objects that two sessions make at once have numbers of their own, so that both survive a merge', () => {
  const cluster = emulate({ overlap: 'merge' })
  const [one, two] = [new Client(cluster, T1), new Client(cluster, T1)]
  one.login()
  two.login('other')
  for (const [client, name] of [
    [one, 'of one'],
    [two, 'of two'],
  ] as const)
    client.ask('POST', `list?type=ip&name=${name}`)
  for (const client of [one, two]) expect(client.ask('POST', 'commit').status).toBe(200)
  const { text } = two.ask('GET', 'list?type=ip')
  expect([...text.matchAll(/<title>(of [^<]*)</g)].map(([, name]) => name)).toEqual(['of one', 'of two'])
})

test('the naive order of a group change cuts nodes off under some views of an edge and not under others', () => {
  const cutOff = (edgeView: Switches['edgeView']): readonly string[] => {
    const cluster = emulate({ edgeView })
    const client = new Client(cluster, N1)
    // tokyo renames its group in one commit, made at the other end of the world.
    write(client, [
      [T1, keys.network, inlineList(['tokio', 'transit'])],
      [T2, keys.network, inlineList(['tokio'])],
    ])
    client.wait(600_000)
    const now = storages(cluster)
    return [T1, T2, N2].filter((node) => now[node] !== now[N1])
  }
  const views = SWITCHES.edgeView.values.map((view) => [view, cutOff(view)])
  expect(views).toEqual([
    ['both', []],
    ['sender', []],
    ['receiver', []],
    ['either', []],
    ['own', [T2]],
  ])
})

import { describe, expect, test } from 'vitest'
import type { ControlCommand } from '../../src/emulator/control/command.ts'
import type { NodeSeed } from '../../src/emulator/profile.ts'
import { Client, emulate, keys, N2, node, T1, T2, twoSites } from './world/two-site.ts'

const NEW = 'D0000000-0000-0000-0000-000000000001'
const joiner = (network: string) => ({ ...node('paris-1', NEW, [network], 'paris'), standalone: true })
const seed = (network = 'transit') => ({ ...twoSites, nodes: [...twoSites.nodes, joiner(network)] })
const add: ControlCommand = { kind: 'add node', at: T1, node: NEW }

function withoutListener({ documents, ...rest }: NodeSeed): NodeSeed {
  const deaf = documents.map(({ properties, ...document }) => ({
    ...document,
    properties: Object.fromEntries(Object.entries(properties).filter(([key]) => key !== keys.listeners)),
  }))
  return { ...rest, documents: deaf }
}

describe('adding a node', () => {
  test('overwrites its policy and reaches the whole cluster', () => {
    const cluster = emulate({}, seed())
    expect(cluster.control(add, Client.now)).toEqual({ kind: 'done' })
    cluster.advance(Client.now + 10_000)
    const { nodes } = cluster.picture()
    expect(nodes.map(({ members }) => members)).toEqual([5, 5, 5, 5, 5])
    expect(new Set(nodes.map(({ storage }) => storage)).size).toBe(1)
  })

  test.each([
    ['its authority is another', { kind: 'set ca', node: NEW, ca: 'other' }, 'ssl failure on message socket 14'],
    ['nobody listens there', { kind: 'down', node: NEW }, "errno: 111 - 'Connection refused'"],
    ['its clock is off', { kind: 'skew', node: NEW, seconds: 7200 }, 'time difference too high'],
    ['its version differs', { kind: 'upgrade', node: NEW, version: '12.3.0', build: '1' }, '12.3.0-1'],
  ] satisfies readonly [string, ControlCommand, string][])('is refused where %s', (_, before, text) => {
    const cluster = emulate({}, seed())
    cluster.control(before, Client.now)
    expect(cluster.control(add, Client.now)).toEqual({ kind: 'refused', text: expect.stringContaining(text) })
    expect(cluster.picture().nodes[0]!.members).toBe(4)
  })

  test.each([
    ['the node that adds has no listener', T1, 'cannot add node because local node has no running listener available'],
    [
      'it has no listener',
      NEW,
      "failure 'errno: 111 - 'Connection refused'' while sending request - last action: connect",
    ],
  ])('is refused where %s', (_, deaf, text) => {
    const whole = seed()
    const nodes = whole.nodes.map((one) => (one.uuid === deaf ? withoutListener(one) : one))
    const outcome = emulate({}, { ...whole, nodes }).control(add, Client.now)
    expect(outcome).toEqual({ kind: 'refused', text: expect.stringContaining(`Add appliance failed: `) })
    expect(outcome).toMatchObject({ text: expect.stringContaining(text) })
  })

  test('is refused where its groups lead nowhere', () => {
    const outcome = emulate({}, seed('lab')).control(add, Client.now)
    expect(outcome).toEqual({ kind: 'refused', text: expect.stringContaining('Invalid node path matrix') })
  })
})

test('removing a relay that others need is refused; removing a leaf leaves it alone with a copy', () => {
  const cluster = emulate()
  expect(cluster.control({ kind: 'remove node', at: T2, node: T1 }, Client.now).kind).toBe('refused')
  expect(cluster.control({ kind: 'remove node', at: T1, node: N2 }, Client.now)).toEqual({ kind: 'done' })
  cluster.advance(Client.now + 10_000)
  expect(cluster.picture().nodes.map(({ members }) => members)).toEqual([3, 3, 3, 1])
})

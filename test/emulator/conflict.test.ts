import { expect, test } from 'vitest'
import { gives } from '../../src/emulator/conflict.ts'
import type { ClusterState, NodeState } from '../../src/emulator/state.ts'
import type { Storage } from '../../src/emulator/storage.ts'
import type { Switches } from '../../src/emulator/switches.ts'
import { documentId, keys, profile } from './world/two-site.ts'

/** A storage as a conflict sees it: its number, when and where it was saved, on which other, and what priorities it gives. */
interface Saved {
  readonly id: number
  readonly at: number
  readonly by: 'a' | 'b'
  readonly base?: number
  readonly a?: string
  readonly b?: string
}

function storageOf({ id, at, by, base, a = '10', b = '10' }: Saved): Storage {
  const node = (value: string) => ({
    documents: new Map([[documentId, { properties: new Map([[keys.priority, { type: 'number', value }]]) }]]),
  })
  const nodes = new Map([
    ['a', node(a)],
    ['b', node(b)],
  ])
  return { id, timestamp: at, savedBy: by, base, nodes } as unknown as Storage
}

/** Whether node a gives up what it holds for what node b offers; `lineage` says which storage was saved on which. */
function takes(
  held: Saved,
  offered: Saved,
  switches: Partial<Switches> = {},
  lineage: readonly [number, number][] = [],
) {
  const state = {
    profile,
    switches: { conflictWhen: 'diverged', priorityOf: 'saver', priorityDefault: 50, ...switches },
    lineage: new Map(lineage),
  } as unknown as ClusterState
  const node = (uuid: string, storage: Saved) => ({ uuid, storage: storageOf(storage) }) as unknown as NodeState
  return gives(state, node('a', held), storageOf(offered), node('b', offered))
}

const held: Saved = { id: 5, at: 100, by: 'a' }
const whenever = { conflictWhen: 'different' } as const
const byHolder = { priorityOf: 'holder' } as const

test.each<[string, boolean, ...Parameters<typeof takes>]>([
  ['what it holds already', false, held, held],
  [
    'a save on top of what it holds, though its clock is behind',
    true,
    held,
    { id: 6, at: 1, by: 'b', base: 5 },
    whenever,
  ],
  ['a newer one', true, held, { id: 6, at: 101, by: 'b' }],
  ['an older one', false, held, { id: 6, at: 99, by: 'b' }],
  ['one of the same time that was saved later', true, held, { id: 6, at: 100, by: 'b' }],
  ['one of the same time that was saved before', false, held, { id: 4, at: 100, by: 'b' }],
  ['an older one of a lower priority value', true, held, { id: 6, at: 1, by: 'b', b: '9' }],
  ['a newer one of a higher priority value', false, held, { id: 6, at: 200, by: 'b', b: '11' }],
  [
    'a save on a save on top of what it holds',
    true,
    held,
    { id: 7, at: 1, by: 'b', base: 6 },
    {},
    [
      [7, 6],
      [6, 5],
    ],
  ],
  [
    'the same where whoever comes back is compared',
    false,
    held,
    { id: 7, at: 1, by: 'b', base: 6 },
    whenever,
    [
      [7, 6],
      [6, 5],
    ],
  ],
  [
    'what it was saved on top of, though that looks newer',
    false,
    held,
    { id: 3, at: 200, by: 'b' },
    {},
    [
      [5, 4],
      [4, 3],
    ],
  ],
  [
    'the same where whoever comes back is compared (newer)',
    true,
    held,
    { id: 3, at: 200, by: 'b' },
    whenever,
    [
      [5, 4],
      [4, 3],
    ],
  ],
  [
    'one saved elsewhere on what both come from',
    true,
    held,
    { id: 6, at: 200, by: 'b', base: 2 },
    {},
    [
      [6, 2],
      [5, 2],
    ],
  ],
  ['one of the same saver, whose priority decides', true, held, { id: 6, at: 200, by: 'a', b: '11' }],
  ['the same where that of the holder decides', false, held, { id: 6, at: 200, by: 'a', b: '11' }, byHolder],
])('a node is offered %s: taken is %s', (_what, expected, ...asked) => {
  expect(takes(...asked)).toBe(expected)
})

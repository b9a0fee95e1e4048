import { expect, test } from 'vitest'
import { alikePhases } from '../../../src/report/review/alike-phases.ts'
import type { ToldPhase } from '../../../src/report/review/phase-view.ts'

const phase = (ordinal: number, title: string, because: string, doing?: string): ToldPhase => ({
  ordinal: String(ordinal),
  title,
  tone: 'good',
  verdict: 'proved',
  because,
  doing,
})

const remove = (ordinal: number, node: string): ToldPhase =>
  phase(ordinal, `by hand: remove ${node} from the cluster`, `all ${35 - ordinal} nodes stay connected`, 'separate')

test('steps by hand that do the same for one node after another are told together, in their order', () => {
  const told = alikePhases([
    phase(1, 'by hand: freeze the cluster', 'nothing changes', 'back up'),
    ...['gw-10', 'gw-2 (564D)', 'gw-1'].map((node, index) => remove(index + 2, node)),
    phase(5, 'by hand: remove gw-3 from the cluster', 'both nodes stay connected', 'separate'),
    ...[6, 7, 8].map((ordinal) =>
      phase(ordinal, `by hand: import rule set "Set ${ordinal}"`, 'safe', 'take over policy'),
    ),
  ])
  expect(told.map(({ ordinal, title, because }) => [ordinal, title, because])).toEqual([
    ['1', 'by hand: freeze the cluster', 'nothing changes'],
    [
      '2 to 4',
      'by hand, one after another: remove gw-10, gw-2 (564D), gw-1 from the cluster',
      'all 33 to 31 nodes stay connected',
    ],
    ['5', 'by hand: remove gw-3 from the cluster', 'both nodes stay connected'],
    ['6 to 8', 'by hand, one after another: import rule set "Set 6", "Set 7", "Set 8"', 'safe'],
  ])
})

test('commits, two steps, and steps that are judged differently stand alone', () => {
  const commits = [1, 2, 3].map((ordinal) => phase(ordinal, `change ${ordinal} lists`, 'safe'))
  const refused = { ...remove(3, 'gw-3'), tone: 'error', verdict: 'refused' } as const
  const two = [remove(1, 'gw-1'), remove(2, 'gw-2'), refused, remove(4, 'gw-4')]
  for (const phases of [commits, two]) expect(alikePhases(phases)).toHaveLength(phases.length)
})

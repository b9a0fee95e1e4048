import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nodeName } from '../../../src/model/names.ts'
import { known, unknown } from '../../../src/model/observed.ts'
import { evaluateGuards } from '../../../src/plan/evaluate-guards.ts'
import { guards } from '../../../src/plan/guards/index.ts'
import type { Step } from '../../../src/plan/plan.ts'
import { uuidOf } from '../a-cluster.ts'
import { aDialect } from '../a-dialect.ts'
import { dangerous, many } from './dangerous.ts'
import {
  byHand,
  deletions,
  edit,
  hear,
  holding,
  listOf,
  ntpChange,
  planned,
  put,
  says,
  withNtp,
  type Case,
} from './heard.ts'

test('clocks of many nodes that are off to one side are one objection, and the entry node is suspected', () => {
  const nodes = new Map(
    Array.from({ length: 60 }, (_, index) => [
      `node-${index}`,
      { name: `node-${index}`, skew: known({ seconds: index === 0 ? 0 : 10_800 + index, uncertainty: 1 }) },
    ]),
  )
  const context = { cluster: { nodes: [] }, observed: { nodes }, limits: { skewSeconds: 60 } }
  const plan = { phases: [{ kind: 'settings' }] }
  const skew = guards.find(({ code }) => code === 'GUARD-SKEW')!
  const said = [...skew.objections(plan as never, context as never)]
  expect(said).toEqual([
    "the clocks of 59 nodes (node-1, node-2, node-3, …) are up to 10859 s ahead of the entry node's, which is the one that is off, unless all of them are",
  ])
})

test('the clock of a member that no file names is told apart from one that does not answer', () => {
  const nodes = new Map([
    ['A', { uuid: 'A', name: 'tokyo-1', skew: unknown('no answer') }],
    ['B', { uuid: 'B', name: undefined, skew: unknown('no address') }],
  ])
  const context = { cluster: { nodes: [] }, observed: { nodes }, limits: { skewSeconds: 60 } }
  const skew = guards.find(({ code }) => code === 'GUARD-SKEW')!
  expect([...skew.objections({ phases: [{ kind: 'settings' }] } as never, context as never)]).toEqual([
    'the clock of tokyo-1 could not be measured (no answer)',
    'nobody can ask for the clocks of B: members that no file of this cluster names; declare them, or take them out',
  ])
})

describe('guards', () => {
  test('each is in the index and has its case here', () => {
    const files = readdirSync('src/plan/guards').filter((file) => file.startsWith('guard-'))
    expect(files.length).toBeGreaterThan(10)
    expect(guards.map(({ code }) => `${code.toLowerCase()}.ts`).toSorted()).toEqual(files.toSorted())
    expect(Object.keys(dangerous).toSorted()).toEqual(guards.map(({ code }) => code).toSorted())
    expect(new Set(guards.flatMap(({ override }) => override ?? [])).size).toBe(
      guards.filter(({ override }) => override !== undefined).length,
    )
  })

  test('that ask every node say nothing of one that is declared out of service', () => {
    const outOfService = { reason: 'disk', ticket: 'CHG-1', expires: '2026-12-31' }
    const wanted = ntpChange.wanted.map((node) => (node.name === 'newyork-2' ? { ...node, outOfService } : node))
    const observed: Case['observed'] = ({ nodes }) => ({
      nodes: new Map(
        [...nodes].map(([id, node]) => [id, node.name === 'newyork-2' ? { ...node, skew: unknown('off') } : node]),
      ),
    })
    const context = { behind: [nodeName('newyork-2')] }
    expect(hear({ ...ntpChange, observed, context })).toHaveLength(2)
    expect(hear({ ...ntpChange, wanted, observed, context })).toEqual([])
  })

  test.each(Object.entries(dangerous))('%s objects', (code, [one, words]) => {
    expect(
      hear(one)
        .filter((said) => said.startsWith(`${code}:`))
        .join('\n'),
    ).toContain(words)
  })

  test('object to rule sets that are replaced in great number, taken away to the last, or sent on nobody knows which path', () => {
    const five = ['a', 'b', 'c', 'd', 'e']
    const told = hear({ steps: [put(five, { removes: ['old'] })], observed: { ruleSets: known([]) } })
    expect(told).toContainEqual(expect.stringContaining('6 rule sets would be replaced or removed; the cluster has 0'))
    expect(told.filter((said) => said.includes('no path of the REST interface is certain'))).toHaveLength(3)
    const paths = Object.fromEntries(['import', 'delete', 'move'].map((name) => [`path.ruleSet.${name}`, '/x']))
    const small = hear({ steps: [put(['r'])], context: { dialect: aDialect(paths) } })
    expect(small).toEqual([])
    const none = hear({ steps: [put([], { removes: ['last'] })], context: { dialect: aDialect(paths) } })
    expect(none).toEqual([expect.stringContaining('no rule set of Pader would be left: "last"')])
  })

  test('object to as much that a person is asked to do', () => {
    const importing = (count: number, replaces: boolean): readonly Step[] =>
      Array.from({ length: count }, (_, index) =>
        byHand({ kind: 'take over policy', imports: { name: `r${index}`, replaces } }, index),
      )
    expect(hear({ steps: importing(6, true) })).toEqual([expect.stringContaining('6 rule sets would be replaced')])
    expect(hear({ steps: importing(6, false) })).toEqual([])
    const removal = byHand({ kind: 'take over policy', removes: 'last' })
    expect(hear({ steps: [removal] })).toEqual([expect.stringContaining('no rule set of Pader would be left: "last"')])
    expect(hear({ steps: [removal, ...importing(1, false)] })).toEqual([])
  })

  test.each<[guard: string, says: string, Case]>([
    [
      'GUARD-MASS-POLICY',
      '5 lists would be changed or deleted; how many the cluster has is not known',
      { steps: deletions(5), observed: { lists: unknown('x') } },
    ],
    [
      'GUARD-MASS-POLICY',
      '5 rule sets would be replaced or removed; how many the cluster has is not known',
      { steps: [put(['a', 'b', 'c', 'd', 'e'])], observed: { ruleSets: unknown('x') } },
    ],
    [
      'GUARD-MASS-REMOVAL',
      '2 nodes would be removed from the cluster; how many it has is not known',
      {
        steps: ['a', 'b'].map((name, at) => byHand({ kind: 'remove', uuid: uuidOf(name) }, at)),
        observed: { membership: unknown('x') },
      },
    ],
    [
      'GUARD-EMPTY',
      'whether a rule set of Pader would be left is not known: "last" would go',
      { steps: [put([], { removes: ['last'] })], observed: { ruleSets: unknown('x') } },
    ],
  ])('%s counts what could not be read as unknown, and not as none: %s', (code, words, one) => {
    expect(says(code, one).join()).toContain(words)
  })

  test('say nothing about a small change in a healthy cluster', () => {
    expect(hear({ ...ntpChange, steps: [edit(1)], observed: holding(listOf(50)) })).toEqual([])
  })

  test('say nothing when nothing is planned', () => {
    expect(hear({})).toEqual([])
  })
})

describe('overrides', () => {
  const { plan, context } = planned({ wanted: withNtp(many, true), seen: withNtp(many, false) })

  test('silence the guard that they name and no other, and are told', () => {
    const heard = evaluateGuards(plan, { ...context, foreignChanges: ['x'] }, ['--allow-mass-change'])
    expect(heard.objections.map(({ code }) => code)).toEqual(['GUARD-FOREIGN-CHANGE'])
    expect(new Set(heard.overridden.map(({ code }) => code))).toEqual(new Set(['GUARD-MASS-CHANGE']))
  })

  test('that name no guard, or a guard that has nothing to say, are found out', () => {
    const heard = evaluateGuards(plan, context, ['--allow-everything', '--allow-empty', '--allow-mass-change'])
    expect(heard.unknownOverrides).toEqual(['--allow-everything'])
    expect(heard.unusedOverrides).toEqual(['--allow-empty'])
  })
})

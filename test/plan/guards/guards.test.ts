import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nodeName } from '../../../src/model/names.ts'
import { known, unknown } from '../../../src/model/observed.ts'
import { evaluateGuards } from '../../../src/plan/evaluate-guards.ts'
import { guards } from '../../../src/plan/guards/index.ts'
import type { Step } from '../../../src/plan/plan.ts'
import { site, sourced, twoSites } from '../a-cluster.ts'
import { aDialect } from '../a-dialect.ts'
import { byHand, creations, edit, hear, holding, listOf, ntpChange, planned, put, withNtp, type Case } from './heard.ts'

const many = Array.from({ length: 12 }, (_, index) => site(`tokyo-${index}`, 'tokyo'))

const dangerous: Readonly<Record<string, readonly [Case, string]>> = {
  'GUARD-PROOF': [
    {
      wanted: [site('tokyo-1', 'a'), site('newyork-1', 'b')],
      seen: [site('tokyo-1', 'all'), site('newyork-1', 'all')],
    },
    'is refused',
  ],
  'GUARD-UNVERIFIED': [
    { ...ntpChange, context: { dialect: aDialect({}, { provenance: { mark: 'recalled', source: 'memory' } }) } },
    'no verified identifier',
  ],
  'GUARD-RULES': [
    {
      wanted: [...twoSites, site('tokyo-3', 'tokyo')],
      seen: twoSites,
      plan: (plan) => ({
        ...plan,
        phases: plan.phases.map((phase) => ({ ...phase, steps: phase.steps.slice(1) })),
      }),
    },
    'tokyo-3 would be added without the authority of the cluster (CM-CA-003)',
  ],
  'GUARD-EMPTY': [{ wanted: [], seen: twoSites }, 'no node for a cluster of 4'],
  'GUARD-ENTRY-NODE': [
    {
      wanted: [{ ...twoSites[0]!, settings: { 'rest.https': false } }, ...twoSites.slice(1)],
      seen: [{ ...twoSites[0]!, settings: { 'rest.https': true } }, ...twoSites.slice(1)],
      cluster: { entryNode: sourced(nodeName('tokyo-1')) },
    },
    'rest.https of tokyo-1',
  ],
  'GUARD-LAST-TRANSIT': [
    { wanted: twoSites.map((node) => ({ ...node, groups: ['all'] })), seen: twoSites },
    'location tokyo would have no node in "transit"; now it has tokyo-1',
  ],
  'GUARD-MASS-REMOVAL': [{ wanted: twoSites.slice(0, 2), seen: twoSites }, '2 of 4 nodes would be taken out'],
  'GUARD-MASS-CHANGE': [
    { wanted: withNtp(many, true), seen: withNtp(many, false) },
    '12 of the 12 nodes of cluster test',
  ],
  'GUARD-LIST-SHRINK': [{ steps: [edit(20)], observed: holding(listOf(50)) }, 'would lose 20 of 50 entries'],
  'GUARD-MASS-POLICY': [{ steps: creations(6) }, '6 lists would be changed'],
  'GUARD-UNPROVABLE': [
    {
      wanted: twoSites.map((node) => ({ ...node, settings: { 'messages.unencrypted': true } })),
      seen: twoSites.map((node) => ({ ...node, settings: { 'messages.unencrypted': false } })),
    },
    'cannot be proved',
  ],
  'GUARD-APPROVALS': [
    { ...ntpChange, context: { approvals: { wanted: 2, by: ['alice'], doubts: ['a.sig does not count: x'] } } },
    'only alice signed this plan, and the signatures of 2 people are demanded; a.sig does not count: x',
  ],
  'GUARD-VERSIONS': [
    { ...ntpChange, observed: { version: known({ version: '12.2.20', build: '7' }) } },
    'runs 12.2.20 build 7',
  ],
  'GUARD-OUT-OF-SYNC': [
    { ...ntpChange, context: { behind: [nodeName('newyork-2')] } },
    'newyork-2 holds something else than the entry node',
  ],
  'GUARD-UNKNOWN-NODES': [
    { ...ntpChange, observed: ({ nodes }) => ({ nodes: new Map([...nodes].slice(1)) }) },
    'nothing could be read of tokyo-1',
  ],
  'GUARD-SKEW': [
    {
      ...ntpChange,
      observed: ({ nodes }) => ({
        nodes: new Map([...nodes].map(([id, node]) => [id, { ...node, skew: unknown('no answer') }])),
      }),
    },
    'could not be measured',
  ],
  'GUARD-FOREIGN-CHANGE': [{ ...ntpChange, context: { foreignChanges: ['list blocked'] } }, 'list blocked'],
  'GUARD-EXPIRED': [{ context: { plannedAt: '2026-03-01T11:00:00Z' } }, 'good for 24 hours'],
  'GUARD-WINDOW': [
    { ...ntpChange, context: { windows: [{ days: [6], from: '22:00', to: '04:00', timeZone: 'Asia/Tokyo' }] } },
    'no change window of location tokyo is open (22:00–04:00 Asia/Tokyo); the next one opens at 2026-03-07T13:00:00Z',
  ],
  'GUARD-FREEZE': [
    { ...ntpChange, context: { freezes: [{ from: '2026-03-01T00:00', to: '2026-03-08T00:00', why: 'the audit' }] } },
    'location tokyo is frozen until 2026-03-08T00:00 UTC: the audit',
  ],
}

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

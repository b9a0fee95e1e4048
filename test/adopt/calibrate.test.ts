import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conclude } from '../../src/adopt/calibrate/conclude.ts'
import { withAnswers, withChange, type Answers, type Knowledge } from '../../src/adopt/calibrate/knowledge.ts'
import type { PropertyEntry } from '../../src/dialect/dialect.ts'
import { groupName } from '../../src/model/names.ts'
import { settingNames, settingShapes } from '../../src/model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../src/model/settings.ts'
import { appliance, drawFrom, scramble, type Draw, type Truth, type Values } from './calibrate-world.ts'

const occasion = { date: '2026-09-01', product: '12.2.15-51390' }

const isFlag = (turn: number): boolean => turn % 2 === 0
const host = (turn: number, part: number, draw: Draw): string => `10.${turn + 1}.${part}.${draw(200) + 1}`

/** Values that tell something; each turn another one than the last. */
const telling: { readonly [Name in SettingName]?: (turn: number, draw: Draw) => SettingValue } = {
  listeners: (turn, draw) => [{ address: host(turn, 1, draw), port: 12346 + turn }],
  'groups.network': (turn) => ['tokyo', `net-${turn}`].map(groupName),
  'groups.runtime': (turn) => groupName(turn === 0 ? 'tokyo' : `data-${turn}`),
  'groups.update': (turn) => groupName(turn === 0 ? 'tokyo' : `updates-${turn}`),
  'gui.controlAddress': (turn, draw) => ({ address: host(turn, 7, draw), port: 1024 + turn }),
  'gui.requestAddress': (turn, draw) => ({ address: host(turn, 8, draw), port: 1024 + turn }),
  'updates.proxies': (turn) => [
    { host: `p${turn}.example.com`, port: 3128 + turn, user: `u${turn}` },
    { host: `q${turn}.example.com`, port: 8080 + turn, user: `v${turn}` },
  ],
  'updates.blackouts': (turn) => [{ start: `0${turn}:00`, end: `1${turn}:30` }],
  'updates.alternativeUrl': (turn) => `https://updates-${turn}.example.com/`,
  'updates.parameters': (turn) => `parameters ${turn}`,
  jobs: (turn) => [
    {
      id: `job-${turn}`,
      kind: 'backup',
      enabled: isFlag(turn),
      schedule: isFlag(turn) ? 'daily' : 'weekly',
      at: `0${turn}:15`,
      description: `why ${turn}`,
      runIfMissed: !isFlag(turn),
      // oxlint-disable-next-line unicorn/no-thenable -- a job's next job is called so
      then: `job-after-${turn}`,
      onNodes: [`node-${turn}`],
      destination: `sftp://vault/${turn}`,
    },
  ],
  'ntp.servers': (turn, draw) => [host(turn, 3, draw), host(turn, 4, draw)],
  routes: (turn, draw) => [
    { destination: `10.${turn}.0.0/16`, gateway: host(turn, 5, draw), device: `eth${turn}`, description: `r${turn}` },
  ],
}

function valueFor(setting: SettingName, turn: number, draw: Draw): SettingValue {
  const made = telling[setting]
  if (made !== undefined) return made(turn, draw)
  return settingShapes[setting].kind === 'boolean' ? isFlag(turn) : 10 + turn * 7 + (setting.length % 5)
}

const answersOf = (values: Values): Answers =>
  new Map(settingNames.map((setting) => [setting, values[setting] ?? null]))

/** What is learnt has to be what the appliance does; what is not certain is not said. */
function expectTrue(learned: readonly PropertyEntry[], truth: Truth): void {
  for (const { provenance, ...entry } of learned) {
    const { provenance: _, ...real } = truth.get(entry.setting)!
    expect(entry).toEqual(real)
    expect(provenance).toMatchObject({ mark: 'calibrated', ...occasion })
  }
}

describe('an appliance whose names nobody knows', () => {
  test('is learnt from what its UI shows for some nodes, and nothing of it wrongly', async () => {
    const counts: number[] = []
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), fc.integer({ min: 1, max: 3 }), async (seed, count) => {
        const draw = drawFrom(seed)
        const truth = scramble(draw)
        const nodes = Array.from({ length: count }, (_, index) => someValues(index, draw))
        const subject = appliance(truth, nodes, draw)
        let knowledge: Knowledge = new Map()
        for (const [index, values] of nodes.entries()) {
          knowledge = withAnswers(knowledge, await subject.read(index), answersOf(values), `node-${index + 1}`)
        }
        const { learned, missing } = conclude(knowledge, occasion)
        expectTrue(learned, truth)
        expect(learned.length + missing.length).toBe(settingNames.length)
        counts.push(learned.length)
      }),
      { numRuns: 12 },
    )
    expect(Math.max(...counts)).toBeGreaterThan(3)
  })

  test('is learnt whole, when what is not certain is changed in its UI, one field after the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), async (seed) => {
        const draw = drawFrom(seed)
        const truth = scramble(draw)
        const values: Record<string, SettingValue> = { ...someValues(0, draw) }
        const subject = appliance(truth, [values], draw)
        let knowledge = withAnswers(new Map(), await subject.read(), answersOf(values), 'node-1')
        for (let turn = 1; turn < 6; turn += 1) {
          const { learned, missing } = conclude(knowledge, occasion)
          expectTrue(learned, truth)
          for (const { setting } of missing) {
            const before = await subject.read()
            const to = valueFor(setting, turn, draw)
            subject.change(setting, to)
            const next = withChange(knowledge, { setting, node: 'node-1', before, after: await subject.read(), to })
            expect(next).not.toHaveProperty('problem')
            if ('knowledge' in next) knowledge = next.knowledge
          }
        }
        const { learned, missing } = conclude(knowledge, occasion)
        expectTrue(learned, truth)
        expect(missing).toEqual([])
      }),
      { numRuns: 6 },
    )
  })

  function someValues(turn: number, draw: Draw): Values {
    return Object.fromEntries(
      settingNames.flatMap((setting) => (draw(4) === 0 ? [] : [[setting, valueFor(setting, turn, draw)]])),
    )
  }
})

describe('what is not certain is not believed', () => {
  const cmDocument = 'com.scur.engine.cmclusternode.configuration'
  const node = (values: Readonly<Record<string, string>>) =>
    new Map([
      [
        cmDocument,
        {
          id: cmDocument,
          name: 'Central Management',
          properties: new Map(
            Object.entries(values).map(
              ([key, value]) => [key, { key, type: 'text', encrypted: false, value }] as const,
            ),
          ),
        },
      ],
    ])
  const why = (knowledge: Knowledge, setting: SettingName): string | undefined =>
    conclude(knowledge, occasion).missing.find((one) => one.setting === setting)?.why

  test('a number that one property has by chance', () => {
    const knowledge = withAnswers(new Map(), node({ a: '10' }), new Map([['priority', 10]]), 'n')
    expect(conclude(knowledge, occasion).learned).toEqual([])
    expect(why(knowledge, 'priority')).toContain('tells too little')
  })

  test('a group that another kind of group may be called as well', () => {
    const answers: Answers = new Map([['groups.update', groupName('tokyo')]])
    const knowledge = withAnswers(new Map(), node({ runtime: 'tokyo' }), answers, 'n')
    expect(conclude(knowledge, occasion).learned).toEqual([])
    expect(why(knowledge, 'groups.update')).toContain('groups.runtime')
  })

  test('one property for two settings', () => {
    const answers: Answers = new Map<SettingName, SettingValue>([
      ['groups.update', groupName('tokyo')],
      ['groups.runtime', groupName('tokyo')],
      ['updates.alternativeUrl', null],
      ['updates.parameters', null],
    ])
    const knowledge = withAnswers(new Map(), node({ one: 'tokyo', empty: '' }), answers, 'n')
    expect(conclude(knowledge, occasion).learned).toEqual([])
    expect(why(knowledge, 'groups.update')).toContain('another setting may be in the same property')
  })

  test('two properties that changed at once, where nobody said what it was before', () => {
    const [before, after] = [node({ a: '1', b: '1' }), node({ a: '2', b: '2' })]
    const change = withChange(new Map(), { setting: 'priority', node: 'n', before, after, to: 2 })
    expect(change).toEqual({ problem: expect.stringContaining('2 properties changed at once') })
  })

  test('a change that was not saved, and one that is about something else', () => {
    const before = node({ a: '1' })
    expect(withChange(new Map(), { setting: 'priority', node: 'n', before, after: before, to: 2 })).toEqual({
      problem: expect.stringContaining('is the change saved?'),
    })
    const after = node({ a: 'x' })
    expect(withChange(new Map(), { setting: 'priority', node: 'n', before, after, to: 2 })).toEqual({
      problem: expect.stringContaining('none of it reads as 2'),
    })
  })
})

import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dialectFile } from '../../src/adopt/calibrate/dialect-file.ts'
import { parseDialect } from '../../src/dialect/parse-dialect.ts'
import { conclude } from '../../src/adopt/calibrate/conclude.ts'
import { withAnswers, withChange, type Answers, type Knowledge } from '../../src/adopt/calibrate/knowledge.ts'
import type { PropertyEntry } from '../../src/dialect/dialect.ts'
import { groupName } from '../../src/model/names.ts'
import { jobKinds, jobSchedules, settingNames, settingShapes } from '../../src/model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../src/model/settings.ts'
import { appliance, drawFrom, scramble, type Draw, type Truth, type Values } from './calibrate-world.ts'

const ajv = (schema: object) => new Ajv({ strict: false }).compile(schema)
const occasion = { date: '2026-09-01', product: '12.2.15-51390' }

const isFlag = (turn: number): boolean => turn % 2 === 0
const host = (turn: number, part: number, draw: Draw): string => `10.${turn + 1}.${part}.${draw(200) + 1}`

/** Values that tell something; each turn another one than the last. */
const telling: { readonly [Name in SettingName]?: (turn: number, draw: Draw) => SettingValue } = {
  listeners: (turn, draw) =>
    [1, 9].slice(0, turn + 1).map((part) => ({ address: host(turn, part, draw), port: 12346 + turn + part })),
  'versionCheck.level': (turn) => 1 + (turn % 6),
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
  jobs: (turn) =>
    [0, 1].map((index) => ({
      id: `job-${turn}-${index}`,
      kind: jobKinds[(turn + index) % jobKinds.length]!,
      enabled: isFlag(turn + index),
      schedule: jobSchedules[(turn + 2 * index) % jobSchedules.length]!,
      at: `0${turn}:${15 + index}`,
      description: `why ${turn} ${index}`,
      runIfMissed: !isFlag(turn + index + (turn > 2 ? index : 0)),
      // oxlint-disable-next-line unicorn/no-thenable -- a job's next job is called so
      then: `job-after-${turn}-${index}`,
      onNodes: [`node-${turn}-${index}`],
      destination: `sftp://vault/${turn}/${index}`,
      source: `sftp://source/${turn}/${index}`,
      mostRecent: isFlag(turn + (turn > 1 ? index : 0)),
      policyOnly: isFlag(index),
      lockStorage: isFlag(turn + (turn > 3 ? 0 : index) + 1),
    })),
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
    expect(withoutWords(entry)).toEqual(withoutWords(real))
    // Of the words of a choice only those can be known that were seen; none of them is wrong.
    expect(wordsOf(real)).toMatchObject(wordsOf(entry))
    if (entry.encoding.kind === 'boolean') expect(entry.encoding).toEqual(real.encoding)
    expect(provenance).toMatchObject({ mark: 'calibrated', ...occasion })
  }
}

type Place = Omit<PropertyEntry, 'provenance'>

const withoutWords = ({ encoding, ...place }: Place): object => ({
  ...place,
  encoding: { ...encoding, words: undefined },
})
const wordsOf = ({ encoding }: Place): object => ('words' in encoding ? (encoding.words ?? {}) : {})

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

test('whatever the forms are, the file that is written of them is read back, and holds by the schema', () => {
  const isDialect = ajv(JSON.parse(readFileSync('schema/dialect.schema.json', 'utf8')) as object)
  const kinds = new Set<string>()
  for (let seed = 1; seed <= 40; seed += 1) {
    const truth = scramble(drawFrom(seed))
    const settings = [...truth.values()].map((entry) => ({
      ...entry,
      provenance: { mark: 'calibrated', source: 'a lab', ...occasion } as const,
    }))
    const text = dialectFile(undefined, 'lab', { settings, documents: [], ids: [], facts: [] }, occasion)
    const json: unknown = JSON.parse(text)
    expect(isDialect(json), JSON.stringify(isDialect.errors)).toBe(true)
    const { value, diagnostics } = parseDialect(json, 'dialect.json')
    expect(diagnostics).toEqual([])
    expect(value!.settings).toEqual(new Map(settings.map((entry) => [entry.setting, entry])))
    for (const { encoding } of settings) kinds.add(`${encoding.kind} ${Object.keys(encoding).toSorted().join()}`)
  }
  expect(kinds.size).toBeGreaterThan(8)
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
    expect(why(knowledge, 'priority')).toContain('its value is too common')
  })

  test('a group that another kind of group may be called as well', () => {
    const answers: Answers = new Map([['groups.update', groupName('tokyo')]])
    const knowledge = withAnswers(new Map(), node({ runtime: 'tokyo' }), answers, 'n')
    expect(conclude(knowledge, occasion).learned).toEqual([])
    expect(why(knowledge, 'groups.update')).toContain('groups.runtime')
  })

  test('a yes or no that one property says by chance at every node', () => {
    const answers = (value: boolean): Answers => new Map<SettingName, SettingValue>([['ntp.enabled', value]])
    const one = withAnswers(new Map(), node({ a: 'true', b: 'x' }), answers(true), 'n')
    const two = withAnswers(one, node({ a: 'false', b: 'x' }), answers(false), 'm')
    expect(conclude(two, occasion).learned).toEqual([])
    expect(why(two, 'ntp.enabled')).toContain('its value is too common')
  })

  test('a word that followed once: it may be about another field', () => {
    const change = (knowledge: Knowledge, from: string, to: string, level: number) =>
      withChange(knowledge, {
        setting: 'versionCheck.level',
        node: 'n',
        before: node({ a: from }),
        after: node({ a: to }),
        to: level,
      })
    const once = change(new Map(), 'major', 'build', 6)
    if ('problem' in once) throw new Error(once.problem)
    expect(conclude(once.knowledge, occasion).learned).toEqual([])
    expect(why(once.knowledge, 'versionCheck.level')).toContain('once more')
    const other = change(once.knowledge, 'build', 'data', 6)
    expect(other).toEqual({ problem: expect.stringContaining('none of it reads as 6') })
    const twice = change(once.knowledge, 'build', 'feature', 3)
    if ('problem' in twice) throw new Error(twice.problem)
    expect(conclude(twice.knowledge, occasion).learned).toMatchObject([
      { setting: 'versionCheck.level', key: 'a', encoding: { kind: 'number', words: { 3: 'feature', 6: 'build' } } },
    ])
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
    expect(why(knowledge, 'groups.update')).toContain('the property may belong to another setting')
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

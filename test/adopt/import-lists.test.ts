import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { build, rawFile } from '../compile/support.ts'
import { adopt } from './adopt.ts'
import { dialect, seenThroughRest, type HandMade } from './world.ts'

describe('imported lists', () => {
  const names = fc.constantFrom('Blocked sites', 'a/b', '..', 'CON', 'naïve', 'x'.repeat(200), '*.exe', 'blocked sites')
  const entry = fc.record({
    value: fc.constantFrom('*.example.com', '12.10', 'yes', '# no', 'a: b', ' x', "it's", 'null', '1e3', '-'),
    description: fc.constantFrom('', 'why & <how>', '[managed by Pader]'),
  })
  const lists = fc.uniqueArray(
    fc.record({
      name: names,
      typeId: fc.constantFrom('com.scur.type.regex', 'com.scur.type.string'),
      description: fc.constantFrom('', 'by hand', '[managed by Pader]', '[managed by Pader] hosts'),
      entries: fc.uniqueArray(entry, { maxLength: 4, selector: ({ value }) => value }),
    }),
    { maxLength: 5, selector: ({ name, typeId }) => `${typeId} ${name}` },
  )
  const nodes: readonly HandMade[] = [{ title: 'one', settings: {} }]
  const sorted = (values: readonly unknown[]): readonly string[] => values.map((one) => JSON.stringify(one)).toSorted()

  test('are the lists that they came from, whatever they are called and hold', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(lists, async (made) => {
        const seeds = made.map((list, index) => ({ id: `${list.typeId}.${5000 + index}`, ...list }))
        const { imported, built, plan } = adopt(await seenThroughRest(nodes, seeds), 'one')
        expect(plan.phases).toEqual([])
        expect(plan.blocked).toEqual([])
        const paths = imported.files.map(({ path }) => path.toLowerCase())
        expect(new Set(paths).size).toBe(paths.length)
        const told = built.cluster.policy.lists.map(({ name, type, entries }) => [name, type, entries])
        const held = made.map(({ name, typeId, entries }) => [name, typeId.replace('com.scur.type.', ''), entries])
        expect(sorted(told)).toEqual(sorted(held))
        seen += told.length
      }),
      { numRuns: 40 },
    )
    expect(seen).toBeGreaterThan(10)
  })

  test('are those that people made: shipped and complex ones are left alone, and that is said', async () => {
    const { imported, plan } = adopt(
      await seenThroughRest(nodes, [
        { id: '5145', name: 'Shipped', typeId: 'com.scur.type.regex', entries: [{ value: 'x' }] },
        { id: 'com.scur.type.complex.maptype.7', name: 'Map', typeId: 'com.scur.type.complex.maptype', entries: [] },
        { id: 'com.scur.type.ip.8', name: 'Own', typeId: 'com.scur.type.ip', entries: [{ value: '10.0.0.1' }] },
      ]),
      'one',
    )
    expect(plan.phases).toEqual([])
    expect(imported.files.map(({ path }) => path).filter((path) => path.includes('lists'))).toEqual([
      'adopted/lists/Own.yaml',
    ])
    expect(imported.leftOut).toEqual([
      'list "Map" (complex.maptype): its rows can only be brought to an appliance by hand',
      '1 list that the product ships',
    ])
  })

  test('one that is left alone and carries the mark is said to be deleted by the next plan, as it is', async () => {
    const marked = {
      name: 'Map',
      typeId: 'com.scur.type.complex.maptype',
      description: '[managed by Pader]',
      entries: [],
    }
    const observed = await seenThroughRest(nodes, [{ id: 'com.scur.type.complex.maptype.7', ...marked }])
    const { imported, plan } = adopt(observed, 'one')
    expect(imported.leftOut).toEqual([
      expect.stringContaining('carries the mark of Pader, so that the next plan deletes it'),
    ])
    expect(plan.phases.flatMap(({ steps }) => steps)).toMatchObject([{ kind: 'delete list', list: 'Map' }])
  })

  test('an imported list that is changed afterwards has to be handed over first', async () => {
    const seeds = [
      { id: 'com.scur.type.ip.8', name: 'Own', typeId: 'com.scur.type.ip', entries: [{ value: '10.0.0.1' }] },
    ]
    const observed = await seenThroughRest(nodes, seeds)
    const { imported } = adopt(observed, 'one')
    const { cluster } = build(
      imported.files.map(({ path, text }) => rawFile(`clusters/${path}`, text.replace('10.0.0.1', '10.0.0.2'))),
      [],
    )
    const plan = planCluster({ cluster, observed, dialect, target: { provedEmulator: true } })
    expect(plan.phases).toEqual([])
    expect(plan.blocked).toMatchObject([
      { object: 'list "Own" (ip)', reason: expect.stringContaining('mark of Pader') },
    ])
  })
})

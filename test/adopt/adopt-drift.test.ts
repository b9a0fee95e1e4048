import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adoptDrift, type Drift } from '../../src/adopt/adopt-drift.ts'
import { editYaml } from '../../src/compile/edit/edit-yaml.ts'
import type { Cluster } from '../../src/model/fleet.ts'
import type { SettingName, SettingValue } from '../../src/model/settings.ts'
import { build, clusterFiles, rawFile } from '../compile/support.ts'

const folder = (name: string): Map<string, string> =>
  new Map(Object.entries(clusterFiles(name)).map(([path, text]) => [`clusters/${name}/${path}`, text]))

function compiled(files: ReadonlyMap<string, string>): Cluster {
  const { cluster, diagnostics } = build(
    [...files].map(([path, text]) => rawFile(path, text)),
    [],
  )
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return cluster
}

/** The files after an adoption. */
function adopt(files: ReadonlyMap<string, string>, drifts: readonly Drift[]) {
  const adoption = adoptDrift(compiled(files), drifts)
  const after = new Map(files)
  for (const [file, edits] of adoption.edits) {
    const text = editYaml(files.get(file)!, edits)
    expect(text, file).toBeDefined()
    after.set(file, text!)
  }
  return { ...adoption, after }
}

const valueOf = (cluster: Cluster, name: string, setting: SettingName): unknown =>
  cluster.nodes.find((node) => node.name === name)!.settings[setting]?.value

const linesThatChanged = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...after].flatMap(([file, text]) => {
    const old = new Set(before.get(file)!.split('\n'))
    return text.split('\n').filter((line) => !old.has(line))
  })

describe('a value that somebody changed at an appliance is taken over', () => {
  const files = folder('two-site')

  test('at the node, where only one of those that share it has changed', () => {
    const { after, adopted } = adopt(files, [{ node: 'tokyo-2', setting: 'priority', live: 77 }])
    expect(adopted).toMatchObject([{ layer: 'node', nodes: ['tokyo-2'], value: 77 }])
    expect(linesThatChanged(files, after)).toEqual(['    priority: 77'])
  })

  test('where it is set, if all that share it have changed alike', () => {
    const nodes = ['tokyo-1', 'tokyo-2', 'newyork-1', 'newyork-2']
    const { after, adopted } = adopt(
      files,
      nodes.map((node) => ({ node, setting: 'priority', live: 50 })),
    )
    expect(adopted).toMatchObject([{ layer: 'cluster', nodes: nodes.toSorted(), value: 50 }])
    expect(linesThatChanged(files, after)).toEqual(['  priority: 50'])
  })

  test('by taking away what the node said itself, where it is again as the others are', () => {
    const once = adopt(files, [{ node: 'tokyo-2', setting: 'priority', live: 77 }]).after
    const { after } = adopt(once, [{ node: 'tokyo-2', setting: 'priority', live: 10 }])
    expect(after).toEqual(files)
  })

  test('and a node keeps what it said itself, where what it would have without it changes at the same time', () => {
    const once = adopt(files, [{ node: 'tokyo-2', setting: 'priority', live: 77 }]).after
    const others = ['tokyo-1', 'newyork-1', 'newyork-2'].map((node): Drift => ({ node, setting: 'priority', live: 50 }))
    const now = compiled(adopt(once, [{ node: 'tokyo-2', setting: 'priority', live: 10 }, ...others]).after)
    expect(now.nodes.map(({ name }) => valueOf(now, name, 'priority'))).toEqual([50, 50, 50, 10])
  })

  test('not where passwords are in it, nor for a node that is written together with others', () => {
    const proxies = [{ host: 'proxy.example.com', port: 8080 }]
    const secret = adopt(files, [{ node: 'tokyo-2', setting: 'updates.proxies', live: proxies }])
    expect(secret.byHand).toMatchObject([{ why: expect.stringContaining('passwords') }])
    const range = adopt(folder('three-site'), [{ node: 'tokyo-12', setting: 'priority', live: 77 }])
    expect(range.byHand).toMatchObject([{ why: expect.stringContaining('in a range') }])
    expect([...secret.edits, ...range.edits]).toEqual([])
  })
})

const settings: { readonly [Name in SettingName]?: fc.Arbitrary<SettingValue> } = {
  priority: fc.integer({ min: 1, max: 100 }),
  'updates.interval': fc.constantFrom(15, 60, 360),
  'updates.automatic': fc.boolean(),
  'ntp.enabled': fc.boolean(),
  'ntp.servers': fc.uniqueArray(fc.constantFrom('10.81.0.3', '10.81.0.4', '10.9.9.9'), { minLength: 1 }),
  'groups.network': fc.uniqueArray(fc.constantFrom('tokyo', 'newyork', 'transit', 'a b'), { minLength: 1 }),
}

test('whatever drifted: what the files say afterwards is what the appliances have, and nothing else changed', () => {
  const files = folder('two-site')
  const before = compiled(files)
  const names = before.nodes.map(({ name }) => name)
  const drift = fc
    .constantFrom(...(Object.keys(settings) as SettingName[]))
    .chain((setting) =>
      fc.record({ node: fc.constantFrom(...names), setting: fc.constant(setting), live: settings[setting]! }),
    )
  const drifts = fc.uniqueArray(drift, { selector: ({ node, setting }) => `${node} ${setting}`, maxLength: 12 })
  let count = 0
  fc.assert(
    fc.property(drifts, (drawn) => {
      const { after, byHand, adopted } = adopt(files, drawn)
      expect(byHand).toEqual([])
      expect(adopted.flatMap(({ nodes }) => nodes)).toHaveLength(drawn.length)
      const now = compiled(after)
      for (const { name, settings: had } of before.nodes) {
        for (const setting of Object.keys(settings) as SettingName[]) {
          const live = drawn.find((one) => one.node === name && one.setting === setting)
          if (live === undefined) expect(valueOf(now, name, setting)).toEqual(had[setting]?.value)
          // A transit node is in the transit group, whatever is written.
          else if (setting !== 'groups.network') expect(valueOf(now, name, setting)).toEqual(live.live)
          count += 1
        }
      }
    }),
    { numRuns: 60 },
  )
  expect(count).toBeGreaterThan(500)
})

test('whichever files a takeover had written when it was ended, another one completes it and loses nothing', () => {
  const own = adopt(folder('two-site'), [
    { node: 'tokyo-2', setting: 'priority', live: 77 },
    { node: 'newyork-2', setting: 'updates.interval', live: 15 },
  ]).after
  const before = compiled(own)
  const names = before.nodes.map(({ name }) => name)
  const some: readonly SettingName[] = ['priority', 'updates.interval', 'ntp.enabled']
  // Few values, so that nodes often drift alike, or to what they would have without a value of their own.
  const few: { readonly [Name in SettingName]?: fc.Arbitrary<SettingValue> } = {
    priority: fc.constantFrom(10, 20),
    'updates.interval': fc.constantFrom(15, 60),
    'ntp.enabled': fc.constantFrom(true, false),
  }
  const world = fc.array(fc.record(Object.fromEntries(some.map((name) => [name, few[name]!]))), {
    minLength: names.length,
    maxLength: names.length,
  })
  let half = 0
  fc.assert(
    fc.property(world, fc.infiniteStream(fc.boolean()), (live, mask) => {
      const driftsOf = (cluster: Cluster): readonly Drift[] =>
        names.flatMap((node, index) =>
          some
            .map((setting) => ({ node, setting, live: live[index]![setting]! }))
            .filter((drift) => valueOf(cluster, node, drift.setting) !== drift.live),
        )
      const whole = adopt(own, driftsOf(before)).after
      const written = [...own].map(
        ([file, text]) => [file, mask.next().value === true ? whole.get(file)! : text] as const,
      )
      if (
        written.some(([file, text]) => text !== own.get(file)) &&
        written.some(([file, text]) => text !== whole.get(file))
      )
        half += 1
      const left = new Map(written)
      const again = adopt(left, driftsOf(compiled(left)))
      expect(again.byHand).toEqual([])
      for (const after of [whole, again.after]) expect(driftsOf(compiled(after))).toEqual([])
    }),
    { numRuns: 100 },
  )
  expect(half).toBeGreaterThan(20)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importCluster } from '../../src/adopt/import/import-cluster.ts'
import { inLayout } from '../../src/adopt/import/in-layout.ts'
import { nested } from '../../src/adopt/import/layers.ts'
import { renderYaml } from '../../src/compile/edit/render-yaml.ts'
import { settingNames } from '../../src/model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../src/model/settings.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { build, rawFile, schemaFiles, validators } from '../compile/support.ts'
import { dialect, seenThroughRest } from './world.ts'

/** Settings as a person writes them: a few, in the layer where they belong. */
const settings: fc.Arbitrary<Partial<Record<SettingName, unknown>>> = fc.record(
  {
    priority: fc.constantFrom(10, 20),
    'messages.timeout': fc.constantFrom(30, 60),
    'updates.automatic': fc.boolean(),
    'updates.fromInternet': fc.boolean(),
    'updates.interval': fc.constantFrom(30, 60),
    'updates.alternativeUrl': fc.constantFrom('https://updates.example.com/', 'https://mirror.example.com/'),
    'updates.blackouts': fc.constant(['08:00-18:00']),
    'ntp.enabled': fc.constant(true),
    'ntp.servers': fc.constantFrom(['10.1.0.3', '10.2.0.3'], ['ntp.example.com']),
    'rest.https': fc.constant(true),
  },
  { requiredKeys: [] },
)
const seldom = fc.oneof({ arbitrary: fc.constant({}), weight: 4 }, { arbitrary: settings, weight: 1 })
const location = fc.record({ defaults: seldom, nodes: fc.array(seldom, { minLength: 2, maxLength: 5 }) })

const uuidOf = (number: number): string => `A0000000-0000-0000-0000-${String(number).padStart(12, '0')}`
const mapped = (found: Partial<Record<SettingName, unknown>>): object =>
  nested(new Map(settingNames.flatMap((name) => (name in found ? [[name, found[name]] as const] : []))))

/** A cluster as its YAML, formatted, and nothing in it that no appliance holds. */
const source = fc
  .record({ defaults: settings, locations: fc.array(location, { minLength: 1, maxLength: 3 }) })
  .map(({ defaults, locations }) => {
    let number = 0
    const files = [
      {
        path: 'cluster.yaml',
        text: renderYaml({
          format: 1,
          product: { version: '12.2.15', build: '51390' },
          entryNode: 'site1-1',
          ...(Object.keys(defaults).length === 0 ? {} : { defaults: mapped(defaults) }),
        }),
      },
      ...locations.map((site, index) => {
        const nodes = site.nodes.map((own, position): [string, object] => {
          number += 1
          const transit = position === 0 && locations.length > 1 ? { transit: true } : {}
          const address = `10.${index}.0.${position + 11}`
          return [`site${index + 1}-${position + 1}`, { uuid: uuidOf(number), address, ...transit, ...mapped(own) }]
        })
        const common = Object.keys(site.defaults).length === 0 ? {} : { defaults: mapped(site.defaults) }
        return {
          path: `locations/site${index + 1}.yaml`,
          text: renderYaml({ format: 1, ...common, nodes: Object.fromEntries(nodes) }),
        }
      }),
    ]
    return files
  })

const sizeOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0)

const withoutComments = (text: string): string => text.replaceAll(/^#.*\n/gm, '')

/**
 * Counted is every character of every imported file, as `pader import` writes it, but its comments; what is `unknown`
 * counts. The source is as `pader fmt` leaves it and has none, down to two nodes with nothing but an address.
 */
test('YAML that is imported is at most 1.3 times what a person wrote, and its first plan is empty', async () => {
  let nodesSeen = 0
  let smallest = Number.POSITIVE_INFINITY
  await fc.assert(
    fc.asyncProperty(source, async (files) => {
      const { cluster } = build(
        files.map(({ path, text }) => rawFile(`clusters/source/${path}`, text)),
        [],
      )
      const ordered = cluster.nodes.toSorted((a, b) => (a.uuid.value < b.uuid.value ? -1 : 1))
      const observed = await seenThroughRest(
        ordered.map((node) => {
          const values = settingNames.flatMap((name): [SettingName, SettingValue][] => {
            const value = node.settings[name]?.value
            return value === undefined ? [] : [[name, value]]
          })
          return { title: node.name, settings: Object.fromEntries(values) }
        }),
      )
      const imported = inLayout(importCluster('source', 'site1-1', observed, validators.location), schemaFiles)
      const again = build(
        imported.files.map(({ path, text }) => rawFile(`clusters/${path}`, text)),
        [],
      )
      expect(again.cluster.nodes).toHaveLength(cluster.nodes.length)
      const plan = planCluster({ cluster: again.cluster, observed, dialect, target: { provedEmulator: true } })
      expect(plan.phases).toEqual([])
      const written = sizeOf(files.map(({ text }) => text))
      const texts = imported.files.map(({ text }) => text)
      expect(sizeOf(texts.map(withoutComments)), texts.join('---\n')).toBeLessThanOrEqual(1.3 * written)
      nodesSeen += cluster.nodes.length
      smallest = Math.min(smallest, cluster.nodes.length)
    }),
    { numRuns: 60 },
  )
  expect(nodesSeen).toBeGreaterThan(100)
  expect(smallest).toBe(2)
})

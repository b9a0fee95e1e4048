import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { importCluster, nodeNames, type Imported } from '../../src/adopt/import/import-cluster.ts'
import { inLayout } from '../../src/adopt/import/in-layout.ts'
import { lookAtAll } from '../../src/cli/import/look-whole.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { build, rawFile, schemaFiles, validators } from '../compile/support.ts'
import { anyLists, anyNodes, anyRuleSets } from './any-cluster.ts'
import { dialect, readingThroughRest, start } from './world.ts'

vi.setConfig({ testTimeout: 120_000 })

/** The longest name of a file that file systems take, in bytes. */
const LONGEST_NAME = 255

/** What is wrong with the policy of an appliance may be said of what was imported; that it cannot be read may not. */
const isUnreadable = /^(YAML|SCHEMA|REF)-/

/** Lists of which the import says that they have to lose the mark before a plan may be carried out. */
const saysItGoes = ({ leftOut }: Imported, list: string, type: string): boolean =>
  leftOut.some((line) => line.startsWith(`list "${list}" (${type}): `) && line.includes('the next plan deletes it'))

test('whatever a cluster holds: what is imported can be read, and the first plan changes nothing', async () => {
  const seen = { settings: 0, lists: 0, ruleSets: 0, leftOut: 0 }
  await fc.assert(
    fc.asyncProperty(anyNodes, anyLists, anyRuleSets, async (nodes, lists, ruleSets) => {
      const { observed, ruleSets: exported } = await readingThroughRest(nodes, { lists, ruleSets }, async (reader) =>
        lookAtAll(reader, dialect, new Date(start).toISOString()),
      )
      const [entry = ''] = nodeNames([...observed.nodes.values()]).values()
      const whole = importCluster('adopted', entry, observed, validators.location, exported)
      const imported = inLayout(whole, schemaFiles)
      for (const part of imported.files.flatMap(({ path }) => path.split('/')))
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(LONGEST_NAME)

      const files = imported.files.map(({ path, text }) => rawFile(`clusters/${path}`, text))
      const { cluster, diagnostics } = build(files, [])
      expect(diagnostics.filter(({ code }) => isUnreadable.test(code))).toEqual([])
      expect(cluster.nodes).toHaveLength(nodes.length)

      const plan = planCluster({ cluster, observed, dialect, target: { provedEmulator: true } })
      const steps = plan.phases.flatMap((phase) => phase.steps)
      const unsaid = steps.filter((step) => step.kind !== 'delete list' || !saysItGoes(whole, step.list, step.type))
      expect(unsaid).toEqual([])
      seen.settings += cluster.nodes.reduce((sum, { settings }) => sum + Object.keys(settings).length, 0)
      seen.lists += cluster.policy.lists.length
      seen.ruleSets += cluster.policy.ruleSets.length
      seen.leftOut += whole.leftOut.length
    }),
    { numRuns: 20 },
  )
  expect(seen.settings).toBeGreaterThan(500)
  for (const count of [seen.lists, seen.ruleSets, seen.leftOut]) expect(count).toBeGreaterThan(20)
})

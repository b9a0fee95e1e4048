import { expect, test } from 'vitest'
import { seedOf } from '../../src/cli/emulate/seed.ts'
import { vocabularyFrom } from '../../src/compile/policy/vocabulary.ts'
import { layDialects } from '../../src/dialect/overlay.ts'
import { writeLibrary } from '../../src/emulator/payload/library.ts'
import { seedStorage } from '../../src/emulator/seed-storage.ts'
import { writeIndented } from '../../src/emulator/xml/write.ts'
import { known } from '../../src/model/observed.ts'
import { ruleSetSteps } from '../../src/plan/rule-sets/rule-set-steps.ts'
import { decodeExport } from '../../src/policy/xml/decode-export.ts'
import { build, clusterFiles, rawFile } from '../compile/support.ts'
import { shippedDialect } from '../dialect/shipped.ts'
import { anObservation } from '../plan/a-cluster.ts'

const dialect = layDialects({ base: shippedDialect('web-gateway'), emulator: shippedDialect('emulator') })

test('the rule sets of the three-site cluster come back from an emulated one as they were written', () => {
  const files = Object.entries(clusterFiles('three-site'))
  const [cluster] = build(files.map(([path, text]) => rawFile(`clusters/three-site/${path}`, text))).fleet.clusters
  if (cluster === undefined) throw new Error('no cluster')
  const seed = seedOf(cluster, dialect, { secret: '', now: 0, accounts: [], initial: 'compiled' })
  const storage = seedStorage(seed, seed.nodes, 1)
  expect(storage.ruleSets.map(({ name }) => name)).toEqual(cluster.policy.ruleSets.map(({ name }) => name))
  expect(storage.lists.size, 'no list was brought along twice').toBe(cluster.policy.lists.length)
  const words = vocabularyFrom(dialect.policy)
  const held = storage.ruleSets.map((ruleSet) => {
    const text = writeIndented(writeLibrary(storage, [ruleSet], '12.2.15-51390'))
    const { value, diagnostics } = decodeExport({ path: 'a.xml', text }, words)
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
    if (value === undefined) throw new Error('nothing was read')
    return { id: ruleSet.id, name: ruleSet.name, holds: known(value) }
  })
  expect(held.length).toBeGreaterThan(3)
  const observed = anObservation([], { ruleSets: known(held) })
  const target = { provedEmulator: true }
  expect(ruleSetSteps(cluster, observed, dialect, target)).toEqual({ steps: [], blocked: [], leased: [] })
  const without = anObservation([], { ruleSets: known(held.slice(1)) })
  expect(ruleSetSteps(cluster, without, dialect, target).steps).toHaveLength(1)
})

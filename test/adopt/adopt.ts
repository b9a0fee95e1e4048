import { expect } from 'vitest'
import { importCluster } from '../../src/adopt/import/import-cluster.ts'
import type { ObservedCluster } from '../../src/model/observed.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { build, rawFile, validators } from '../compile/support.ts'
import { dialect } from './world.ts'

/** Imports, compiles what came out, and plans it against what it came from. */
export function adopt(observed: ObservedCluster, entry: string) {
  const imported = importCluster('adopted', entry, observed, validators.location)
  const built = build(
    imported.files.map(({ path, text }) => rawFile(`clusters/${path}`, text)),
    [],
  )
  const errors = built.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`)
  expect(errors, imported.files.map(({ text }) => text).join('\n---\n')).toEqual([])
  const plan = planCluster({ cluster: built.cluster, observed, dialect, target: { provedEmulator: true } })
  return { imported, built, plan }
}

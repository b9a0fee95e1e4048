import { expect, test } from 'vitest'
import { catalogue } from '../../src/compile/rules/catalogue.ts'
import { planChecks } from '../../src/plan/checks/index.ts'
import { guards } from '../../src/plan/guards/index.ts'
import { plants } from '../simulation/plants.ts'

/** Rules of stage plan that a guard keeps; its failing example is in guards.test.ts. */
const byGuard: Readonly<Record<string, string>> = {
  'CM-NET-004': 'GUARD-PROOF',
  'CM-NET-017': 'GUARD-PROOF',
  'CM-SYN-003': 'GUARD-OUT-OF-SYNC',
  'CM-TIME-008': 'GUARD-SKEW',
  'CM-VER-003': 'GUARD-VERSIONS',
}

/** Rules that whoever carries out a plan keeps: a law of the simulation, and the planted mistake that it finds. */
const byLaw: Readonly<Record<string, string>> = {
  'CM-BAK-004': 'a backup that never reaches the disk',
  'CM-GUI-005': 'a session that is left open',
}

test('every rule of stage plan is kept by a check, a guard or a law, each with an example that fails', () => {
  const wanted = catalogue.filter(({ head }) => head.stage === 'plan').map(({ head }) => head.code)
  expect(wanted.length).toBeGreaterThan(28)
  const kept = [...planChecks.map(({ code }) => code), ...Object.keys(byGuard), ...Object.keys(byLaw)]
  expect(kept.toSorted()).toEqual(wanted.toSorted())
  const objecting = new Set(guards.map(({ code }) => code))
  for (const guard of Object.values(byGuard)) expect(objecting).toContain(guard)
  const planted = new Set(plants.map(({ name }) => name))
  for (const plant of Object.values(byLaw)) expect(planted).toContain(plant)
})

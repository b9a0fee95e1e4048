import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ApplianceError } from '../../../src/appliance/port.ts'
import { holdingsOf, ruleSetsIn } from '../../../src/plan/holdings.ts'
import type { Step } from '../../../src/plan/plan.ts'
import { importableRuleSet } from '../../../src/plan/rule-sets/importable.ts'
import type { Look } from '../../../src/reconcile/observe/observe.ts'
import { movedParts } from '../../../src/reconcile/observe/snapshot.ts'
import { dialect } from '../../simulation/cluster-world.ts'
import { aScene, clusterWith, heldSketches, policyOf, sketches, target, titles } from '../world/rule-set-scene.ts'

const names = ['A', 'B', 'C', 'D']

describe('rule sets that are sent', () => {
  test('become those of the YAML in its order, in one go, and nothing of others changes', async () => {
    const did = { import: 0, replace: 0, remove: 0, move: 0, value: 0, foreign: 0 }
    await fc.assert(
      fc.asyncProperty(
        heldSketches,
        sketches(names, true),
        fc.constantFrom('no', 'never'),
        async (held, wanted, why) => {
          const scene = aScene(policyOf(held, 'no'))
          const before = await scene.see()
          const policy = policyOf(wanted, why)
          const { steps, blocked } = await scene.plan(policy)
          expect(blocked).toEqual([])
          expect(steps.map(({ kind }) => kind)).not.toContain('manual')
          const values = steps.filter(({ kind }) => kind === 'set policy setting')
          const touched: string[] = []
          for (const phase of [values, steps.filter((step) => !values.includes(step))])
            touched.push(...(await scene.carryOut(phase, policy)))

          const after = await scene.see()
          expect(await scene.plan(policy)).toEqual({ steps: [], blocked: [], leased: [] })
          const own = wanted.map(({ name }) => name)
          expect(ruleSetsIn(holdingsOf(after.cluster)), 'it is remembered that somebody has to look').toEqual(own)
          const theirs = held.filter(({ owned }) => owned === false).map(({ name }) => name)
          expect(titles(after).filter((name) => own.includes(name))).toEqual(own)
          expect(titles(after).filter((name) => theirs.includes(name))).toEqual(theirs)
          expect(titles(after).toSorted()).toEqual([...own, ...theirs].toSorted())
          for (const name of theirs) expect(exportOf(after, name)).toBe(exportOf(before, name))
          expect(new Set(touched)).toEqual(new Set([...movedParts(before.snapshot, after.snapshot), ...both(touched)]))

          const put = steps.flatMap((step) => (step.kind === 'put rule sets' ? [step] : []))
          did.import += put.flatMap(({ imports }) => imports.filter(({ replaces }) => !replaces)).length
          did.replace += put.flatMap(({ imports }) => imports.filter(({ replaces }) => replaces)).length
          did.remove += put.flatMap(({ removes }) => removes).length
          const common = titles(before).filter((name) => own.includes(name))
          did.move += common.join() === own.filter((name) => common.includes(name)).join() ? 0 : 1
          did.value += values.length
          did.foreign += theirs.length
        },
      ),
      { numRuns: 40 },
    )
    for (const [what, count] of Object.entries(did)) expect([what, count > 0]).toEqual([what, true])
  })

  test('find settings as they should be that an earlier rule set left behind, which no export shows', async () => {
    const scene = aScene(policyOf([{ name: 'A', size: 1 }], 'no'))
    const emptied = policyOf([], 'no')
    await scene.carryOut((await scene.plan(emptied)).steps, emptied)
    expect(titles(await scene.see())).toEqual([])
    const wanted = policyOf([{ name: 'A', size: 1 }], 'never')
    await scene.carryOut((await scene.plan(wanted)).steps, wanted)
    expect(titles(await scene.see())).toEqual(['A'])
    expect(await scene.plan(wanted)).toMatchObject({ steps: [], blocked: [] })
  })

  test('are not committed when the cluster made something else of them', async () => {
    const scene = aScene(policyOf([{ name: 'A', size: 1 }], 'no'))
    const wanted = policyOf([{ name: 'A', size: 2 }], 'no')
    const { steps } = await scene.plan(wanted)
    const before = await scene.see()
    // Between the plan and the import somebody changed settings that are referred to and that the import leaves alone.
    const changed = policyOf([{ name: 'A', size: 2 }], 'another reason')
    const other = { ...changed.settings[0]!, values: [{ key: 'BlockReason', type: 'string', value: 'no' }] }
    await scene.carryOut([settingStep('no', 'changed by hand')], wanted)
    const put = steps.filter(({ kind }) => kind === 'put rule sets')
    await expect(scene.carryOut(put, { ...changed, settings: [other] })).rejects.toThrow(
      'does not say what the YAML says',
    )
    const parts = movedParts(before.snapshot, (await scene.see()).snapshot)
    expect(parts.every((part) => part.startsWith('rule set '))).toBe(true)
    expect(titles(await scene.see())).toEqual(['A'])
  })

  test.each<[string, Step, string]>([
    ['a value that is not the one of the plan', settingStep('old', 'new'), 'not the one that the plan expects'],
    ['settings that are not there', settingStep('no', 'new', 'S'), 'no settings of this name'],
    ['a value that is not there', { ...settingStep('no', 'new'), key: 'Other' } as Step, 'no such value'],
    [
      'a rule set that the repository has no more',
      { kind: 'put rule sets', imports: [anImport('B', false)], removes: [], order: ['A', 'B'] },
      'no document',
    ],
    [
      'a rule set that says something else by now',
      { kind: 'put rule sets', imports: [anImport('A', true)], removes: [], order: ['A'] },
      'another content',
    ],
    ['a rule set to remove that is gone', { kind: 'put rule sets', imports: [], removes: ['Z'], order: ['A'] }, 'none'],
  ])('refuse %s', async (_, step, why) => {
    const policy = policyOf([{ name: 'A', size: 1 }], 'no')
    const scene = aScene(policy)
    const before = await scene.see()
    const outcome = scene.carryOut([step], policy)
    await expect(outcome).rejects.toThrow(ApplianceError)
    await expect(outcome).rejects.toThrow(why)
    expect(movedParts(before.snapshot, (await scene.see()).snapshot)).toEqual([])
  })
})

function settingStep(
  before: string,
  after: string,
  settings = 'shared',
): Extract<Step, { kind: 'set policy setting' }> {
  const common = { settings, target: 'Block', key: 'BlockReason', before, after }
  return { kind: 'set policy setting', ...common, ruleSets: ['A'] }
}

function anImport(name: string, replaces: boolean) {
  const { content } = importableRuleSet('A', clusterWith(policyOf([{ name: 'A', size: 2 }], 'no')), dialect, target)!
  return {
    name,
    content,
    rules: content,
    replaces,
    differences: [],
  }
}

/** Parts that were written twice show only once, or, where a number came and went, not at all. */
function both(touched: readonly string[]): readonly string[] {
  return touched.filter((part, index) => touched.indexOf(part) !== index)
}

function exportOf({ cluster, snapshot }: Look, name: string): string | undefined {
  const found = cluster.ruleSets.kind === 'known' ? cluster.ruleSets.value.find((one) => one.name === name) : undefined
  return snapshot.get(`rule set ${found?.id}`)
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unknown, type ObservedCluster } from '../../../src/model/observed.ts'
import type { Policy } from '../../../src/model/policy/policy.ts'
import type { Blocked, Plan, Step } from '../../../src/plan/plan.ts'
import { importedBefore } from '../../../src/plan/rule-sets/importable-before.ts'
import { undoPolicy } from '../../../src/plan/undo-policy.ts'
import type { Look } from '../../../src/reconcile/observe/observe.ts'
import { dialect } from '../../simulation/cluster-world.ts'
import { aScene, clusterWith, heldSketches, policyOf, sketches, target, titles } from '../world/rule-set-scene.ts'

const planOf = (steps: readonly Step[]): Plan => ({
  formatVersion: 1,
  cluster: clusterWith(policyOf([], '')).name,
  basedOn: { desired: '', observed: '', dialect: '' } as never,
  phases: [
    { ordinal: 1, kind: 'policy', title: '', preconditions: [], steps, proof: { kind: 'not needed', because: '' } },
  ],
  blocked: [],
  estimate: { commits: 1, requests: 0, manualSteps: 0 },
})

/** Brings a scene to a policy, and works out the way back after what somebody else did meanwhile. */
async function wayBack(scene: ReturnType<typeof aScene>, wanted: Policy, meanwhile: readonly Step[] = []) {
  const before = await scene.see()
  const { steps } = await scene.plan(wanted)
  await perform(scene, steps, wanted)
  await perform(scene, meanwhile, wanted)
  const imports = { cluster: clusterWith(wanted), dialect, target }
  const undo = (known: ObservedCluster, observed: ObservedCluster, lost: readonly Step[] = []) => {
    const blocked: Blocked[] = []
    const context = { before: known, observed, textBefore: () => undefined, imports }
    return { back: undoPolicy(planOf([...steps, ...lost]), context, blocked), blocked }
  }
  const { cluster: observed } = await scene.see()
  return { before, observed, undo, imports, ...undo(before.cluster, observed) }
}

async function perform(scene: ReturnType<typeof aScene>, steps: readonly Step[], wanted: Policy): Promise<void> {
  const values = steps.filter(({ kind }) => kind === 'set policy setting')
  for (const phase of [values, steps.filter((step) => !values.includes(step))])
    if (phase.length > 0) await scene.carryOut(phase, wanted)
}

/** What rule sets say, by name, in their order. */
const said = ({ cluster }: Look): unknown =>
  cluster.ruleSets.kind === 'known'
    ? cluster.ruleSets.value.map(({ name, rules, holds }) => [
        name,
        rules,
        holds.kind === 'known' && holds.value.settings.map(({ values }) => values),
      ])
    : []

describe('rule sets that a run has put in, replaced, moved or taken away', () => {
  test('are what they were before, as the backup has them, and nothing of others changes', async () => {
    const did = { import: 0, remove: 0, order: 0 }
    await fc.assert(
      fc.asyncProperty(heldSketches, sketches(['A', 'B', 'C', 'D'], true), async (held, wanted) => {
        const scene = aScene(policyOf(held, 'no'))
        const policy = policyOf(wanted, 'never')
        const { before, back, blocked, imports } = await wayBack(scene, policy)
        expect(blocked).toEqual([])
        const values = back.filter(({ kind }) => kind === 'set policy setting')
        for (const phase of [values, back.filter((step) => !values.includes(step))])
          if (phase.length > 0)
            await scene.carryOut(phase, policy, (name) => importedBefore(name, before.cluster, imports))
        const after = await scene.see()
        const own = held.filter(({ owned }) => owned !== false).map(({ name }) => name)
        expect(titles(after).filter((name) => own.includes(name))).toEqual(own)
        expect(new Map(said(after) as [])).toEqual(new Map(said(before) as []))
        for (const step of back) {
          if (step.kind !== 'put rule sets') continue
          did.import += step.imports.length
          did.remove += step.removes.length
        }
        const common = own.filter((name) => wanted.some((one) => one.name === name))
        const others = wanted.map(({ name }) => name).filter((name) => common.includes(name))
        did.order += common.join() === others.join() ? 0 : 1
      }),
      { numRuns: 40 },
    )
    for (const [what, count] of Object.entries(did)) expect([what, count > 0]).toEqual([what, true])
  })

  const two = policyOf(
    [
      { name: 'A', size: 1 },
      { name: 'B', size: 1 },
    ],
    'no',
  )
  const other = policyOf(
    [
      { name: 'A', size: 2 },
      { name: 'B', size: 2 },
    ],
    'no',
  )

  test('stay where somebody else has changed them since, and the others go back', async () => {
    const scene = aScene(two)
    const theirs = policyOf(
      [
        { name: 'A', size: 9 },
        { name: 'B', size: 2 },
      ],
      'no',
    )
    const { observed } = await wayBack(scene, other)
    const again = aScene(two)
    await again.see()
    const way = await wayBack(again, other)
    const changed = await scene.plan(theirs)
    await perform(scene, changed.steps, theirs)
    const { back, blocked } = way.undo(way.before.cluster, (await scene.see()).cluster)
    expect(back).toMatchObject([{ kind: 'put rule sets', imports: [{ name: 'B', replaces: true }], removes: [] }])
    expect(blocked).toMatchObject([{ object: 'rule set "A"', reason: 'somebody else has changed it since' }])
    // Once what was there before is there again, nothing is left to do.
    expect(way.undo(observed, observed).back).toEqual([])
  })

  test('go back where the commit of the last step about them was lost, and so does their order', async () => {
    const scene = aScene(two)
    const { before, observed, undo } = await wayBack(scene, other)
    const turned = policyOf([{ name: 'B', size: 3 }], 'no')
    const { steps: lost } = await scene.plan(turned)
    expect(lost).toMatchObject([{ kind: 'put rule sets', imports: [{ name: 'B' }], removes: ['A'], order: ['B'] }])
    const whole = undo(before.cluster, observed, lost)
    expect(whole).toMatchObject({ blocked: [], back: [{ imports: [{ name: 'A' }, { name: 'B' }], order: ['A', 'B'] }] })
    const moved = [{ kind: 'put rule sets', imports: [], removes: [], order: ['B', 'A'] }] as const
    expect(undo(before.cluster, observed, moved)).toMatchObject({ blocked: [], back: whole.back })
  })

  test('stay where somebody took the mark of Pader from them', async () => {
    const scene = aScene(two)
    const { before, observed, undo } = await wayBack(scene, other)
    if (observed.ruleSets.kind !== 'known') throw new Error('unread')
    const value = observed.ruleSets.value.map((one) =>
      one.name === 'B' && one.holds.kind === 'known'
        ? {
            ...one,
            holds: {
              ...one.holds,
              value: {
                ...one.holds.value,
                ruleSets: one.holds.value.ruleSets.map((set) => ({ ...set, description: '' })),
              },
            },
          }
        : one,
    )
    const { back, blocked } = undo(before.cluster, { ...observed, ruleSets: { kind: 'known', value } })
    expect(back).toMatchObject([{ imports: [{ name: 'A' }] }])
    expect(blocked).toMatchObject([{ object: 'rule set "B"', reason: expect.stringContaining('removed the mark') }])
  })

  test('name the commit and the backup as the ways back where no backup could be read', async () => {
    const { observed, undo } = await wayBack(aScene(two), other)
    const { back, blocked } = undo({ ...observed, ruleSets: unknown('the backup is encrypted') }, observed)
    expect(back).toEqual([])
    expect(blocked).toMatchObject([
      { object: 'rule sets "A", "B"', reason: 'nobody kept what they were: the backup is encrypted' },
    ])
    expect(blocked[0]?.remedy).toContain('pader rollback --to COMMIT')
    expect(blocked[0]?.remedy).toContain('pader rollback --to-backup ID')
  })
})

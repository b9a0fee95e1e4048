import { describe, expect, test } from 'vitest'
import { nodeName } from '../../src/model/names.ts'
import { known, unknown, type ObservedCluster } from '../../src/model/observed.ts'
import { leaving } from '../../src/plan/leaving.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import type { Planning } from '../../src/plan/planning.ts'
import type { UpgradeStrategy } from '../../src/plan/phases/upgrade.ts'
import { aCluster, anObservation, sourced, twoSites, uuidOf } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'

const entryNode = sourced(nodeName('tokyo-1'))
const older = (more: Partial<ObservedCluster> = {}, version = '12.2.5') =>
  anObservation(twoSites, { version: known({ version, build: '1' }), ...more })

function planOf(observed: ObservedCluster, upgrade?: UpgradeStrategy, wanted = twoSites, more: Partial<Planning> = {}) {
  return planCluster({
    cluster: aCluster(wanted, { entryNode, version: sourced('12.2.15') }),
    observed,
    dialect: aDialect(),
    target: { provedEmulator: true },
    ...(upgrade && { upgrade }),
    ...more,
  })
}

const idsOf = ({ phases }: ReturnType<typeof planOf>) =>
  phases.map(({ steps }) => steps.map((step) => (step.kind === 'manual' ? step.id : step.kind)).join(', '))

const returning = [
  'prepare newyork-1, add newyork-1',
  'prepare newyork-2, add newyork-2',
  'prepare tokyo-2, add tokyo-2',
]

describe('an upgrade', () => {
  test('breaks the cluster unless rolling is asked for: the farthest leaves first, the entry node is last, each returns to a neighbour', () => {
    const plan = planOf(older())
    expect(idsOf(plan)).toEqual([
      'back up test before 12.2.15',
      'separate newyork-2',
      'separate newyork-1',
      'separate tokyo-2',
      'upgrade newyork-2 to 12.2.15',
      'upgrade tokyo-2 to 12.2.15',
      'upgrade newyork-1 to 12.2.15',
      'upgrade tokyo-1 to 12.2.15',
      ...returning,
    ])
    const proofs = new Map(plan.phases.map(({ title, proof }) => [title, proof.kind]))
    for (const [title, proof] of proofs)
      if (/out of|to the cluster/.test(title)) expect([title, proof]).toEqual([title, 'proved'])
  })

  test('goes on from where it was left: who is out is not taken out again', () => {
    const left = older({ membership: known([uuidOf('tokyo-1'), uuidOf('tokyo-2')]) })
    expect(idsOf(planOf(left)).filter((ids) => ids.startsWith('separate'))).toEqual(['separate tokyo-2'])
    const alone = older({ membership: known([uuidOf('tokyo-1')]) }, '12.2.15')
    expect(idsOf(planOf(alone))).toEqual(returning)
    expect(planOf(older({}, '12.2.15')).phases).toEqual([])
  })

  test('rolling touches one node after the other and takes none out', () => {
    expect(idsOf(planOf(older(), 'rolling'))).toEqual([
      'back up test before 12.2.15',
      'upgrade newyork-2 to 12.2.15',
      'upgrade tokyo-2 to 12.2.15',
      'upgrade newyork-1 to 12.2.15',
      'upgrade tokyo-1 to 12.2.15',
    ])
  })

  test('is a plan of its own: nothing is written while versions differ', () => {
    const wanted = twoSites.map((node) => ({ ...node, settings: { priority: 5 } }))
    const plan = planOf(older(), undefined, wanted)
    expect(plan.phases.every(({ kind }) => kind === 'manual')).toBe(true)
    expect(plan.blocked).toMatchObject([
      { object: 'everything else', reason: expect.stringContaining('4 other changes') },
    ])
  })

  test('takes nobody out for good, so that no guard against removals objects', () => {
    expect(leaving(planOf(older()))).toEqual([])
    expect(leaving(planOf(anObservation(twoSites), undefined, twoSites.slice(0, 3)))).toEqual([uuidOf('newyork-2')])
  })

  test('is not begun where membership is not known or is to stay as it is', () => {
    const unread = planOf(older({ membership: unknown('timeout') }))
    expect(unread.phases).toEqual([])
    expect(unread.blocked).toMatchObject([{ object: 'membership' }])
    expect(planOf(older(), undefined, twoSites, { keepMembers: true }).phases).toEqual([])
  })

  test('is not what a cluster needs that is newer than the repository says', () => {
    expect(planOf(older({}, '12.2.20')).phases).toEqual([])
  })

  test('says the commands of a version for which somebody has written them down, and no others', () => {
    const said = (version: string) =>
      planCluster({
        cluster: aCluster(twoSites, { entryNode, version: sourced(version) }),
        observed: older({}, '7.5.2'),
        dialect: aDialect(),
        target: { provedEmulator: true },
      })
        .phases.flatMap(({ steps }) => steps)
        .flatMap((step) => (step.kind === 'manual' && step.action.kind === 'upgrade' ? step.instructions : []))
        .join('\n')
    expect(said('12.2.20')).toContain('mwg-switch-repo --sticky 12.2.20')
    expect(said('7.8.2')).not.toContain('mwg-switch-repo')
    expect(said('7.8.2')).toContain('KB76905')
  })
})

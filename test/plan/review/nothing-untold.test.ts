import { expect, test } from 'vitest'
import { changesOf } from '../../../src/plan/review/changes.ts'
import { contentDigest } from '../../../src/plan/review/content.ts'
import { reviewOf } from '../../../src/plan/review/review.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import type { Waiver } from '../../../src/model/waiver.ts'
import { riskLine } from '../../../src/report/review/risk.ts'
import { clusterFiles, rawFile } from '../../compile/support.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { compileFiles } from './compiled.ts'

const words = shippedVocabulary()

const three = compileFiles(
  Object.entries(clusterFiles('three-site')).map(([path, text]) => rawFile(`clusters/three-site/${path}`, text)),
)

/** Paths of every value in the cluster that is not a place: what a change of YAML can change. */
function* leaves(value: unknown, path: readonly (string | number)[] = []): Iterable<readonly (string | number)[]> {
  if (typeof value !== 'object' || value === null) {
    yield path
    return
  }
  for (const [key, field] of Object.entries(value)) {
    if (key !== 'place' && key !== 'origin' && key !== 'at' && key !== 'overrode')
      yield* leaves(field, [...path, Array.isArray(value) ? Number(key) : key])
  }
}

/** A copy in which one value is another one. */
function altered<Value>(value: Value, [step, ...rest]: readonly (string | number)[]): Value {
  if (step === undefined)
    return (typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value)}x`) as Value
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>
  copy[step] = altered(copy[step], rest)
  return copy as Value
}

test('whatever value of a cluster changes, a change is told; equal digests alone mean that nothing does', () => {
  // A location holds its nodes once more.
  const paths = [...leaves(three)].filter(([first, , third]) => first !== 'locations' || third !== 'nodes')
  expect(paths.length).toBeGreaterThan(1000)
  // Neighbours are values of one kind, so that a part of them stands for all.
  for (const path of paths.filter((_, index) => index % 23 === 0)) {
    const after = altered(three, path)
    expect(contentDigest(after), path.join('.')).not.toBe(contentDigest(three))
    expect(changesOf(three, after, words).length, path.join('.')).toBeGreaterThan(0)
  }
})

test('the same rule sets in another order are told', () => {
  const [first, second, ...others] = three.policy.ruleSets
  const after: Cluster = { ...three, policy: { ...three.policy, ruleSets: [second!, first!, ...others] } }
  expect(changesOf(three, after, words)).toMatchObject([
    { kind: 'value changed', field: 'position', subject: { kind: 'rule set' } },
  ])
})

const waiver: Waiver = {
  code: 'CM-NET-009',
  scope: ['tokyo'],
  reason: 'until the new site opens',
  owner: 'team-network',
  expires: '2027-03-31',
  place: { kind: 'file', file: 'clusters/three-site/waivers.yaml' },
}
const review = (
  before: readonly Waiver[] | undefined,
  after: readonly Waiver[] | undefined,
): ReturnType<typeof reviewOf> => reviewOf({ cluster: three, waivers: before }, { cluster: three, waivers: after })

test('a waiver that a change adds asks for agreement, although no appliance changes', () => {
  const added = review([], [waiver])
  expect(added.risk).toBe('medium')
  expect(riskLine(added)).toBe(
    'medium risk, 1 change: a finding is accepted: CM-NET-009 for tokyo until 2027-03-31, by team-network: until the new site opens',
  )
  expect(added.digests.before).toBe(added.digests.after)
  expect(review([waiver], []).risk).toBe('low')
  expect(review([waiver], [{ ...waiver, expires: '2028-01-01' }])).toMatchObject({
    risk: 'medium',
    changes: [{ kind: 'waiver changed' }],
  })
  expect(review([waiver], [{ ...waiver, place: { kind: 'file', file: 'elsewhere' } }]).changes).toEqual([])
})

test('waivers that could not be read are not taken for none', () => {
  expect(review([waiver], undefined).changes).toEqual([])
  expect(review(undefined, [waiver]).changes).toEqual([])
})

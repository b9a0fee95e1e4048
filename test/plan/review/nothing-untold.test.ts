import { expect, test } from 'vitest'
import { digestOfCluster } from '../../../src/plan/canonical.ts'
import { changesOf } from '../../../src/plan/review/changes.ts'
import { reviewOf } from '../../../src/plan/review/review.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import type { Waiver } from '../../../src/model/waiver.ts'
import { riskLine } from '../../../src/report/review/risk.ts'
import { clusterFiles, rawFile } from '../../compile/support.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { compileFiles } from './compiled.ts'

const words = shippedVocabulary()

/** The cluster of the three sites, with one text of a file in the place of another. */
function threeWith(path: string, from: string, to: string): Cluster {
  const files = clusterFiles('three-site')
  expect(files[path]).toContain(from)
  const changed = { ...files, [path]: (files[path] ?? '').replace(from, to) }
  return compileFiles(Object.entries(changed).map(([name, text]) => rawFile(`clusters/three-site/${name}`, text)))
}

const three = threeWith('cluster.yaml', '', '')

/** Paths of every value in the cluster that is not a place: what a change of YAML can change. */
function* leaves(value: unknown, path: readonly (string | number)[] = []): Iterable<readonly (string | number)[]> {
  if (typeof value !== 'object' || value === null) {
    yield path
    return
  }
  for (const [key, field] of Object.entries(value)) {
    if (key !== 'place' && key !== 'within' && key !== 'origin' && key !== 'overrode')
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
    expect(digestOfCluster(after), path.join('.')).not.toBe(digestOfCluster(three))
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

test('another time of a job is told: "at" says when something happens, and not where it is written', () => {
  const after = threeWith('cluster.yaml', "at: '02:30'", "at: '04:30'")
  const { digests, changes } = reviewOf({ cluster: three, waivers: [] }, { cluster: after, waivers: [] })
  expect(digests.before).not.toBe(digests.after)
  expect(changes).toMatchObject([{ kind: 'value changed', field: 'jobs' }])
})

test('spaces in criteria are no change, although every word after them stands elsewhere', () => {
  const after = threeWith(
    'policy/20-authentication.yaml',
    'Authentication.UserName equals',
    'Authentication.UserName   equals',
  )
  const { digests, changes } = reviewOf({ cluster: three, waivers: [] }, { cluster: after, waivers: [] })
  expect(digests.before).toBe(digests.after)
  expect(changes).toEqual([])
})

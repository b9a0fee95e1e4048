import fc from 'fast-check'
import { expect, test } from 'vitest'
import { vocabularyFrom } from '../../src/compile/policy/vocabulary.ts'
import { sha256Of } from '../../src/model/digest.ts'
import { absent, known, type ObservedCluster } from '../../src/model/observed.ts'
import { ownedDescription, type DesiredList } from '../../src/model/policy/list.ts'
import { emptyPolicy } from '../../src/model/policy/policy.ts'
import { plain } from '../../src/report/appearance.ts'
import { diffText } from '../../src/report/diff/text.ts'
import { fileName } from '../../src/plan/held-object.ts'
import { holdingsToRemember, markedIn } from '../../src/plan/holdings.ts'
import { liveDifferences } from '../../src/plan/live-differences.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { shippedDialect } from '../dialect/shipped.ts'
import { aCluster, anObservation, place, uuidOf } from './a-cluster.ts'

const words = vocabularyFrom(shippedDialect('web-gateway').policy)
const sketch = [{ name: 'a', location: 'x' }]
const entries = (values: readonly string[]) => values.map((value) => ({ value, description: '' }))
const holding = (description: string, values: readonly string[]): ObservedCluster => {
  const list = { id: '1', name: 'one', type: 'string', description, entries: entries(values) }
  return anObservation(sketch, { lists: known(new Map([[list.id, list]])) })
}

/** How a cluster differs that was applied as `before`, where the YAML wants the list with these entries, or not at all. */
function differencesOf(before: ObservedCluster, observed: ObservedCluster, wish: readonly string[] | undefined) {
  const applied = holdingsToRemember(before, undefined)
  const list = { name: 'one', type: 'string', description: ownedDescription(''), place } as const
  const lists: DesiredList[] = wish === undefined ? [] : [{ ...list, entries: entries(wish) }]
  const cluster = aCluster(sketch, { policy: { ...emptyPolicy, lists } })
  const dialect = shippedDialect('web-gateway')
  const markedBefore = { lists: markedIn(applied) }
  const plan = planCluster({ cluster, observed, dialect, target: { provedEmulator: true }, markedBefore })
  const found = liveDifferences({ cluster, plan, observed, applied, words }).filter(
    ({ object }) => object.kind === 'list',
  )
  return { found, plan }
}

const some = fc.subarray(['a', 'b', 'c'])

test('a list whose mark was taken away is a difference, whatever its entries are and should be; the plan leaves it and says so', () => {
  let looked = 0
  fc.assert(
    fc.property(some, some, fc.option(some, { nil: undefined }), fc.boolean(), (left, now, wish, stays) => {
      const { found, plan } = differencesOf(
        holding(ownedDescription(''), left),
        holding(stays ? ownedDescription('new words') : 'theirs', now),
        wish,
      )
      const isTold = found.some(({ moved }) => moved === 'unmarked')
      expect(isTold).toBe(!stays && wish !== undefined)
      expect(plan.blocked.some(({ reason }) => reason.includes('the mark has since been removed'))).toBe(isTold)
      if (isTold) {
        looked += 1
        expect(plan.phases.flatMap(({ steps }) => steps)).toEqual([])
      }
    }),
  )
  expect(looked).toBeGreaterThan(10)
})

test('a list that never carried the mark lost none', () => {
  const { found } = differencesOf(holding('theirs', ['a']), holding('still theirs', ['a']), ['a'])
  expect(found).toEqual([])
})

test('the difference is told with its entries and with the cure', () => {
  const told = (now: readonly string[]): string => {
    const { found } = differencesOf(holding(ownedDescription(''), ['a']), holding('theirs', now), ['a'])
    const differences = { cluster: 'test', differences: found, unread: [], appliedAt: '2026-01-01T10:20:30Z' }
    return diffText(differences, { ...plain, columns: 500 })
  }
  expect(told(['a'])).toContain('list "one"  its entries are as they were')
  expect(told(['b'])).toMatch(/list "one"  \[a\] \S+ \[b\]/)
  expect(told(['a'])).toContain('start the description in the UI with "[managed by Pader]"')
  expect(told(['a'])).toContain('in effect since 2026-01-01 10:20:30 UTC')
})

test('a system file that was deleted is a difference, and the text says that nobody but a person brings it back', () => {
  const path = 'etc/one.conf'
  const systemFiles = [{ node: sketch[0]!.name as never, path, text: 'one', place }]
  const cluster = aCluster(sketch, { policy: { ...emptyPolicy, systemFiles } })
  const applied = new Map([[fileName(uuidOf('a'), path), { digest: sha256Of('one') }]])
  const empty = anObservation(sketch)
  const nodes = new Map(
    [...empty.nodes].map(([uuid, node]) => [uuid, { ...node, systemFiles: new Map([[path, absent]]) }]),
  )
  const observed = { ...empty, nodes }
  const plan = planCluster({
    cluster,
    observed,
    dialect: shippedDialect('web-gateway'),
    target: { provedEmulator: true },
  })
  const found = liveDifferences({ cluster, plan, observed, applied, words })
  const [file, ...others] = found.filter(({ object }) => object.kind === 'file')
  expect(file).toMatchObject({ words: `${path} of a`, moved: 'appliance', gone: true })
  expect(others).toEqual([])
  const text = diffText({ cluster: 'c', differences: found, unread: [] }, { ...plain, columns: 100 })
  expect(text).toContain('was deleted; Pader does not create it')
})

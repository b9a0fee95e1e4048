import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cluster } from '../../../src/model/fleet.ts'
import type { DesiredTable } from '../../../src/model/policy/list.ts'
import type { Policy } from '../../../src/model/policy/policy.ts'
import type { RuleSet } from '../../../src/model/policy/rule-set.ts'
import { changesOf } from '../../../src/plan/review/changes.ts'
import { movedSiblings } from '../../../src/plan/review/positions.ts'
import { clusterFiles, rawFile } from '../../compile/support.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { compileFiles } from './compiled.ts'

const three = compileFiles(
  Object.entries(clusterFiles('three-site')).map(([path, text]) => rawFile(`clusters/three-site/${path}`, text)),
)
const words = shippedVocabulary()
const withPolicy = (policy: Partial<Policy>): Cluster => ({ ...three, policy: { ...three.policy, ...policy } })

/** Changes as a reader gets them: what, from what, to what. */
const told = (before: Cluster, after: Cluster): readonly unknown[] =>
  changesOf(before, after, words).map((change) =>
    change.kind === 'value changed'
      ? [change.field, 'name' in change.subject ? change.subject.name : '', change.before, change.after]
      : change.kind,
  )

const table = (password: string, port: string): DesiredTable => ({
  name: 'Next hops',
  type: 'nexthopproxy',
  description: '',
  rows: [
    {
      description: '',
      cells: [
        { key: 'host', type: 'string', value: 'proxy.example' },
        { key: 'port', type: 'number', value: port },
        { key: 'password', type: 'string', value: password, encrypted: true },
      ],
    },
  ],
  place: { kind: 'file', file: 'clusters/three-site/lists/Next hops.yaml' },
})

test('a row of a table is told as it reads, and never what is encrypted in it', () => {
  const at = (password: string, port: string): Cluster => withPolicy({ tables: [table(password, port)] })
  expect(told(at('c2VjcmV0', '80'), at('c2VjcmV0', '8080'))).toEqual([
    [
      'rows',
      'Next hops',
      ['host: proxy.example, port: 80, password: (secret)'],
      ['host: proxy.example, port: 8080, password: (secret)'],
    ],
  ])
  expect(told(at('c2VjcmV0', '80'), at('b3RoZXI=', '80'))).toEqual([
    ['rows', 'Next hops', '(secret)', '(another secret)'],
  ])
  expect(JSON.stringify(changesOf(three, at('c2VjcmV0', '80'), words))).not.toContain('c2VjcmV0')
})

test('a value of settings is told by its key, and a password as another one', () => {
  const settings = three.policy.settings[0]!
  const at = (value: string): Cluster =>
    withPolicy({
      settings: [{ ...settings, values: [...settings.values, { key: 'bindPassword', type: 'string', value }] }],
    })
  expect(told(at('a'), at('b'))).toEqual([['bindPassword', settings.name, '(secret)', '(another secret)']])
})

test('a remark beside an entry is told when nothing else of it changes', () => {
  const list = three.policy.lists.find(({ entries }) => entries.length > 0)!
  const [first, ...rest] = list.entries
  const after = withPolicy({
    lists: three.policy.lists.map((one) =>
      one === list ? { ...list, entries: [{ ...first!, description: 'looked at in May' }, ...rest] } : one,
    ),
  })
  expect(JSON.stringify(told(three, after))).toContain(`${first!.value} (looked at in May)`)
})

test('a rule set that gets another name is renamed, with all that is in it; with another rule in it, it is another one', () => {
  const [first, ...others] = three.policy.ruleSets
  const renamed: RuleSet = { ...first!, name: 'Groundwork' }
  const set = (one: RuleSet): Cluster => withPolicy({ ruleSets: [one, ...others] })
  expect(told(three, set(renamed))).toEqual([['name', 'Groundwork', first!.name, 'Groundwork']])
  const [rule] = first!.rules
  const smaller = told(three, set({ ...renamed, rules: first!.rules.filter((one) => one !== rule) }))
  expect(smaller.map((change) => (change as unknown[]).slice(0, 2))).toEqual([
    ['', 'Groundwork'],
    ['', first!.name],
  ])
})

test('a rule that comes, goes or moves is one change', () => {
  const [first, ...others] = three.policy.ruleSets
  const set = (rules: RuleSet['rules']): Cluster => withPolicy({ ruleSets: [{ ...first!, rules }, ...others] })
  const [a, b, ...more] = first!.rules
  expect(told(set([a!, ...more]), set([a!, b!, ...more])).map((one) => (one as unknown[]).slice(0, 2))).toEqual([
    ['', b!.name],
  ])
  expect(told(set([a!, b!, ...more]), set([b!, ...more, a!]))).toEqual([
    ['position', a!.name, 'first', `behind "${(more.at(-1) ?? b!).name}"`],
  ])
})

test('rules that move together are told by those that stay, so that no position reads the same before and after', () => {
  const [first, ...others] = three.policy.ruleSets
  const set = (rules: RuleSet['rules']): Cluster => withPolicy({ ruleSets: [{ ...first!, rules }, ...others] })
  const [a, b, c, d, e, f] = first!.rules
  expect(told(set([a!, b!, c!, d!, e!, f!]), set([d!, e!, a!, b!, c!, f!]))).toEqual([
    ['position', d!.name, `behind "${c!.name}"`, 'first'],
    ['position', e!.name, `behind "${c!.name}"`, `in front of "${a!.name}"`],
  ])
})

test('the siblings that move are the fewest that explain the new order', () => {
  const names = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 7 })
  fc.assert(
    fc.property(
      names.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([old, now]) => {
        const moves = movedSiblings(old.map(String), now.map(String))
        for (const { before, after } of moves) expect(after).not.toEqual(before)
        const moved = moves.map(({ name }) => name)
        const keeps = (names_: readonly number[]): boolean => {
          const [left, right] = [old, now].map((side) => side.filter((name) => names_.includes(name)))
          return left!.join() === right!.join()
        }
        expect(keeps(now.filter((name) => !moved.includes(String(name))))).toBe(true)
        // Every other choice of those that stay, tried out.
        const largest = Array.from({ length: 2 ** old.length }, (_, bits) =>
          old.filter((_name, at) => (bits >> at) & 1),
        )
          .filter(keeps)
          .reduce((most, one) => Math.max(most, one.length), 0)
        expect(moved.length).toBe(old.length - largest)
      },
    ),
  )
})

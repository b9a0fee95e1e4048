import { expect, test } from 'vitest'
import { digest } from '../../../src/model/names.ts'
import type { Plan, Step } from '../../../src/plan/plan.ts'
import { movedSinceApproval } from '../../../src/reconcile/gates/approval.ts'
import { digestsOf } from '../../../src/reconcile/observe/snapshot.ts'
import { settingCodec } from '../../../src/appliance/value-codec.ts'
import { aCluster } from '../../plan/a-cluster.ts'
import { aDialect } from '../../plan/a-dialect.ts'

const put: Step = { kind: 'put rule sets', imports: [], removes: [], order: ['A'] }
const value: Step = {
  kind: 'set policy setting',
  settings: 'S',
  target: 'Block',
  key: 'Language',
  before: 'de',
  after: 'auto',
  ruleSets: ['A'],
}
const planOf = (...steps: readonly Step[]): Plan => ({
  formatVersion: 1,
  cluster: aCluster([]).name,
  basedOn: { desired: digest('1'), observed: digest('2'), dialect: digest('3') },
  phases: [
    { ordinal: 1, kind: 'policy', title: '', preconditions: [], steps, proof: { kind: 'not needed', because: '' } },
  ],
  blocked: [],
  estimate: { commits: 1, requests: 0, manualSteps: 0 },
})
const before = new Map([
  ['rule set 1', 'old'],
  ['order of the rule sets', '1'],
  ['list 5', '["theirs"]'],
])
const scope = {
  names: new Map(),
  dialect: aDialect(),
  codec: settingCodec,
  systemFiles: new Map(),
  lists: true,
}
const moved = (plan: Plan, now: ReadonlyMap<string, string>) =>
  movedSinceApproval({ plan, base: digestsOf(before), madeAt: '' }, plan, now, scope)

test.each<[string, Step]>([
  ['rule sets are sent', put],
  ['values of settings are sent', value],
])('when %s, numbers of rule sets and lists that come along are no reason to plan anew', (_, step) => {
  const now = new Map([
    ['rule set 9', 'new'],
    ['order of the rule sets', '9'],
    ['list 5', '["theirs"]'],
    ['list 10', '["brought"]'],
  ])
  expect(moved(planOf(step), now)).toEqual([])
  expect(moved(planOf(), now)).toEqual(['list 10', 'order of the rule sets', 'rule set 1', 'rule set 9'])
})

test('a list of somebody else that changed is a reason, whatever is sent', () => {
  const now = new Map([...before, ['list 5', '["changed"]']])
  expect(moved(planOf(put), now)).toEqual(['list 5'])
})

import { describe, expect, test } from 'vitest'
import { digest, nodeName, uuid } from '../../../src/model/names.ts'
import type { Plan, Step } from '../../../src/plan/plan.ts'
import { isRestOf, movedSinceApproval } from '../../../src/reconcile/gates/approval.ts'
import { digestsOf, filePart, propertyPart } from '../../../src/reconcile/observe/snapshot.ts'
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

const byHand: Step = {
  kind: 'manual',
  id: 'import-a',
  action: { kind: 'take over policy', imports: { name: 'A', replaces: false } },
  instructions: [],
  check: { kind: 'rule set', name: 'A' },
}

test.each<[string, Step]>([
  ['rule sets are sent', put],
  ['rule sets are imported by hand', byHand],
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

describe('what a plan writes itself is no reason to plan anew, and what others write is', () => {
  const a = uuid('A0000000-0000-0000-0000-000000000001')
  const node = nodeName('a')
  const held = new Map([
    [propertyPart(a, 'document', 'priority'), '10'],
    [propertyPart(a, 'document', 'updates.interval'), '60'],
    [filePart(a, 'etc/hosts'), 'old'],
    ['list 5', '["blocklist","regex","",[]]'],
    ['list 6', '["gone","regex","",[]]'],
    ['membership', 'a'],
  ])
  const now = new Map([
    ...[...held.keys()].map((part) => [part, 'new'] as const),
    ['list 5', '["blocklist","regex","",[["x",""]]]'],
  ])
  now.delete('list 6')
  const movedBy = (...steps: readonly Step[]): readonly string[] =>
    movedSinceApproval({ plan: planOf(...steps), base: digestsOf(held), madeAt: '' }, planOf(...steps), now, scope)
  const all = [...held.keys()].toSorted()
  const without = (part: string): readonly string[] => all.filter((one) => one !== part)

  test.each<[string, Step | undefined, readonly string[]]>([
    ['nothing', undefined, all],
    [
      'a setting',
      { kind: 'set property', node, uuid: a, setting: 'priority', before: 10, after: 20 },
      without(propertyPart(a, 'document', 'priority')),
    ],
    [
      'a system file',
      { kind: 'write system file', node, uuid: a, path: 'etc/hosts', after: digest('1') },
      without(filePart(a, 'etc/hosts')),
    ],
    ['a list by its name', { kind: 'edit list', list: 'blocklist', type: 'regex', edits: [] }, without('list 5')],
    ['a list by its id', { kind: 'edit list', list: '5', type: 'regex', edits: [] }, without('list 5')],
    ['a list that goes away', { kind: 'delete list', list: 'gone', type: 'regex' }, without('list 6')],
    ['another list', { kind: 'edit list', list: 'another', type: 'regex', edits: [] }, all],
  ])('%s', (_, step, moved) => {
    expect(movedBy(...(step === undefined ? [] : [step]))).toEqual(moved)
  })

  test('another wish of the repository or another dialect is a reason, though nothing has moved', () => {
    const plan = planOf(put)
    const approved = { plan, base: digestsOf(before), madeAt: '' }
    const by = (basedOn: Partial<Plan['basedOn']>) =>
      movedSinceApproval(approved, { ...plan, basedOn: { ...plan.basedOn, ...basedOn } }, before, scope)
    expect(by({})).toEqual([])
    expect(by({ desired: digest('9') })).toEqual(['what the repository wants'])
    expect(by({ dialect: digest('9') })).toEqual(['the dialect, with the version of Pader or with "dialect.json"'])
    expect(by({ observed: digest('9') })).toEqual([])
  })
})

describe('the rest of an approved plan', () => {
  const list = (name: string): Step => ({ kind: 'delete list', list: name, type: 'regex' })
  const file = (path: string): Step => {
    const of = { node: nodeName('a'), uuid: uuid('A0000000-0000-0000-0000-000000000001') }
    return { kind: 'write system file', ...of, path, after: digest('1') }
  }
  const inPhases = (...phases: readonly (readonly Step[])[]): Plan => {
    const [phase] = planOf().phases
    return { ...planOf(), phases: phases.map((steps, index) => ({ ...phase!, ordinal: index + 1, steps })) }
  }
  const approved = inPhases([list('a'), list('b')], [list('c')], [list('d')])
  const files = inPhases([file('a'), file('b'), file('c')], [list('d')])

  test.each<[string, Plan, Plan, boolean]>([
    ['all of it', approved, approved, true],
    ['nothing more', inPhases(), approved, true],
    ['its last phases', inPhases([list('c')], [list('d')]), approved, true],
    ['a phase that is not the last', inPhases([list('c')]), approved, false],
    ['another order', inPhases([list('d')], [list('c')]), approved, false],
    ['more than was approved', inPhases([list('x')], ...approved.phases.map(({ steps }) => steps)), approved, false],
    ['a step of a phase that is one commit', inPhases([list('b')], [list('c')], [list('d')]), approved, false],
    ['the last of files that are stored one by one', inPhases([file('c')], [list('d')]), files, true],
    ['files that were to come first', inPhases([file('a')], [list('d')]), files, false],
    [
      'files of a later phase',
      inPhases([list('d')], [file('c')]),
      inPhases([list('d')], [file('b'), file('c')]),
      false,
    ],
    ['a file of a phase with something else', inPhases([file('b')]), inPhases([list('a'), file('b')]), false],
  ])('%s', (_, plan, whole, isRest) => {
    expect(isRestOf(plan, whole)).toBe(isRest)
  })
})

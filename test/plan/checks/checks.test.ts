import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../../src/compile/rules/catalogue.ts'
import { nodeName, type Uuid } from '../../../src/model/names.ts'
import { known } from '../../../src/model/observed.ts'
import { cmBak005 } from '../../../src/plan/checks/cm-bak-005.ts'
import { cmIp010 } from '../../../src/plan/checks/cm-ip-010.ts'
import { cmReg006 } from '../../../src/plan/checks/cm-reg-006.ts'
import { cmUpd018 } from '../../../src/plan/checks/cm-upd-018.ts'
import { planChecks } from '../../../src/plan/checks/index.ts'
import { warningsAbout } from '../../../src/plan/warnings.ts'
import { twoSites, uuidOf } from '../a-cluster.ts'
import { breaches, byHand, listed, regionList } from './breaches.ts'
import { made } from './made.ts'

describe('a plan that breaks a rule', () => {
  test.each(planChecks)('$code is found out', ({ code, breaches: look }) => {
    const breach = breaches[code]!
    const { spoilt, context } = made(breach)
    expect([...look(spoilt, context)].join('\n')).toContain(breach.said)
  })

  test.each(planChecks.filter(({ code }) => breaches[code]?.spoil !== undefined))(
    '$code is one that planning does not make',
    ({ code, breaches: look }) => {
      const { plan, context } = made(breaches[code]!)
      expect([...look(plan, context)]).toEqual([])
    },
  )
})

test('a restore gives each part of a backup to one member, and each member one part', () => {
  const { plan, context } = made({ ...breaches['CM-BAK-005']!, spoil: (same) => same })
  const [one, other] = [uuidOf('tokyo-1'), uuidOf('tokyo-2')]
  const said = (...more: readonly { readonly from: Uuid; readonly to: Uuid }[]): readonly string[] => {
    const map = [...twoSites.map(({ name }) => ({ from: uuidOf(`old-${name}`), to: uuidOf(name) })), ...more]
    return [...cmBak005.breaches(byHand({ kind: 'restore', whole: true, map })(plan), context)]
  }
  expect(said()).toEqual([])
  expect(said({ from: one, to: other })).toEqual([`"restore" gives two parts of the backup to ${other}`])
  const stranger = uuidOf('paris-1')
  expect(said({ from: uuidOf('old-tokyo-1'), to: stranger })).toEqual([
    `"restore" gives a part of the backup to ${stranger}, which is no member`,
    `"restore" gives the part ${uuidOf('old-tokyo-1')} of the backup to two members`,
  ])
})

test('a list of a region that names the right nodes breaks no rule, whoever looks after it', () => {
  const right = { ...breaches['CM-REG-006']!, observed: listed(regionList.name, 'theirs now', 'tokyo-9') }
  const { spoilt, context } = made(right)
  expect(spoilt.phases).not.toEqual([])
  expect([...cmReg006.breaches(spoilt, context)]).toEqual([])
})

test('an address of an interface in another notation is the one that the node listens on', () => {
  const seen = twoSites.map((node) => ({
    ...node,
    settings: { listeners: [{ address: '2001:db8::11', port: 12346 }] },
  }))
  const { plan, context } = made({ seen, wanted: seen, said: '' })
  const nodes = context.cluster.nodes.map((node) => ({
    ...node,
    interfaces: [{ name: 'eth0', place: node.place, addresses: ['2001:0DB8:0::11/64'] }],
  }))
  expect([...cmIp010.breaches(plan, { ...context, cluster: { ...context.cluster, nodes } })]).toEqual([])
})

test('each check is in the index, has its breach here and is what the catalogue says', () => {
  const files = readdirSync('src/plan/checks').filter((file) => file.startsWith('cm-'))
  expect(planChecks.map(({ code }) => `${code.toLowerCase()}.ts`)).toEqual(files.toSorted())
  expect(Object.keys(breaches).toSorted()).toEqual(planChecks.map(({ code }) => code))
  const heads = new Map(catalogue.map(({ head }) => [head.code, head]))
  for (const { code, severity } of planChecks)
    expect([code, severity]).toEqual([code, heads.get(code)?.stage === 'plan' && heads.get(code)?.severity])
})

test('hours without updates count where the YAML leaves them to the appliance, and a node without them is not named', () => {
  const { plan, context } = made({ seen: twoSites, wanted: twoSites, said: '' })
  const [first] = context.observed.nodes.values()
  const settings = { ...first!.settings, 'updates.blackouts': known([{ start: '11:00', end: '12:00' }]) }
  const observed = {
    ...context.observed,
    nodes: new Map(context.observed.nodes).set(first!.uuid, { ...first!, settings }),
  }
  const update = byHand({ kind: 'update engines', node: nodeName('tokyo-1') })(plan)
  const at = (now: string) => [...cmUpd018.breaches(update, { ...context, observed, now })]
  expect(at('2026-03-02T11:59:59Z')).toEqual([
    `an update started at tokyo-1 reaches ${first!.name}, where none is made from 11:00 to 12:00 (now 11:59 UTC)`,
  ])
  expect(at('2026-03-02T12:00:00Z')).toEqual([])
})

test('what is no error is a warning', () => {
  const { spoilt, context } = made(breaches['CM-VER-013']!)
  expect(warningsAbout(spoilt, context).filter((said) => said.startsWith('CM-VER-013: '))).toHaveLength(4)
})

test('what somebody confirmed is not missed in the plan', () => {
  const { spoilt, context } = made(breaches['CM-VER-008']!)
  const check = planChecks.find(({ code }) => code === 'CM-VER-008')!
  const kept = { ...context, confirmed: new Set(['back up test before 12.2.15']) }
  expect([...check.breaches(spoilt, kept)]).toEqual([])
  const other = { ...context, confirmed: new Set(['back up test before 12.2.10']) }
  expect([...check.breaches(spoilt, other)]).toHaveLength(1)
})

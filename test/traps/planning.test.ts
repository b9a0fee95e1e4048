import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeName } from '../../src/model/names.ts'
import { known, type ListEntry, type ObservedList } from '../../src/model/observed.ts'
import { emptyPolicy } from '../../src/model/policy/policy.ts'
import { isInWindow } from '../../src/plan/guards/window.ts'
import { evaluateGuards } from '../../src/plan/evaluate-guards.ts'
import { afterEdits, listEdits } from '../../src/plan/list-edits.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { aCluster, anObservation, place, site, sourced, twoSites, uuidOf, type NodeSketch } from '../plan/a-cluster.ts'
import { aDialect } from '../plan/a-dialect.ts'
import { aGuardContext } from '../plan/a-guard-context.ts'

/** Traps that other tools fell into, as far as planning decides about them. */

const context = { dialect: aDialect(), target: { provedEmulator: true } }
const listOf = (name: string, description: string, ...values: string[]): ObservedList => ({
  id: `id-${name}`,
  name,
  type: 'string',
  description,
  entries: values.map((value) => ({ value, description: '' })),
})

test('trap 5: nothing is made of an empty repository unless somebody says so by name', () => {
  const cluster = aCluster([])
  const observed = anObservation(twoSites)
  const plan = planCluster({ cluster, observed, ...context })
  const here = aGuardContext({ cluster, observed, ...context })
  expect(evaluateGuards(plan, here).objections.map(({ code }) => code)).toContain('GUARD-EMPTY')
  expect(evaluateGuards(plan, here, ['--allow-empty']).overridden.map(({ code }) => code)).toEqual(['GUARD-EMPTY'])
})

test('trap 6: a node that is renamed is the same node: nothing is removed, added or written twice', () => {
  const seen = anObservation(twoSites)
  const whole = aCluster(twoSites.map((node) => (node.name === 'tokyo-2' ? site('tokyo-9', 'tokyo') : node)))
  const nodes = whole.nodes.map((node) =>
    node.name === 'tokyo-9' ? { ...node, uuid: sourced(uuidOf('tokyo-2')) } : node,
  )
  const locations = whole.locations.map((one) => ({
    ...one,
    nodes: nodes.filter(({ location }) => location === one.name),
  }))
  const renamed = { ...whole, nodes, locations, entryNode: sourced(nodeName('tokyo-1')) }
  expect(planCluster({ cluster: renamed, observed: seen, ...context })).toMatchObject({ phases: [], blocked: [] })
})

test('trap 9: not said, empty and false are three things', () => {
  const wanting = (settings: NodeSketch['settings']) =>
    planCluster({
      cluster: aCluster([{ ...site('a-1', 'all'), ...(settings && { settings }) }]),
      observed: anObservation([{ ...site('a-1', 'all'), settings: { 'ntp.enabled': true, 'ntp.servers': ['a'] } }]),
      ...context,
    })
      .phases.flatMap(({ steps }) => steps)
      .map((step) => (step.kind === 'set property' ? [step.setting, step.after] : []))
  expect(wanting(undefined)).toEqual([])
  expect(wanting({ 'ntp.enabled': false })).toEqual([['ntp.enabled', false]])
  expect(wanting({ 'ntp.servers': null })).toEqual([['ntp.servers', null]])
  expect(wanting({ 'ntp.servers': [] })).toEqual([['ntp.servers', []]])
})

test('trap 10: whatever somebody put into the order, the order is reached, and with few moves', () => {
  const entry = (value: string): ListEntry => ({ value, description: '' })
  const values = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'), { maxLength: 8 })
  fc.assert(
    fc.property(values, values, (held, wanted) => {
      const [before, after] = [held.map(entry), wanted.map(entry)]
      const edits = listEdits(before, after)
      expect(afterEdits(before, edits)).toEqual(after)
      expect(listEdits(after, after)).toEqual([])
      expect(edits.length).toBeLessThanOrEqual(before.length + after.length)
    }),
    { numRuns: 300 },
  )
})

test('trap 19: what the product or somebody else put there is neither deleted nor told as drift', () => {
  const foreign = [listOf('Default Proxies', 'built in', 'x'), listOf('somebody else’s', '', 'y')]
  const observed = anObservation(twoSites, { lists: known(new Map(foreign.map((list) => [list.id, list]))) })
  const cluster = aCluster(twoSites, { policy: { ...emptyPolicy }, place })
  expect(planCluster({ cluster, observed, ...context })).toMatchObject({ phases: [], blocked: [] })
})

/** A window from 02:30 to 03:30 by the clock on the wall, on the nights on which that clock jumps, and around them. */
test.each([
  // Europe/Berlin, 29 March 2026: 02:00 becomes 03:00, and 02:30 never comes, so that nothing is left of the window.
  ['just before it would open in spring', '2026-03-29T00:59:00Z', 'Europe/Berlin', false],
  ['after the jump in spring', '2026-03-29T01:15:00Z', 'Europe/Berlin', false],
  ['at its end in spring', '2026-03-29T01:30:00Z', 'Europe/Berlin', false],
  ['in the afternoon of that day', '2026-03-29T14:00:00Z', 'Europe/Berlin', false],
  // 25 October 2026: 03:00 becomes 02:00, and 02:30 happens twice.
  ['the first half past two in autumn', '2026-10-25T00:30:00Z', 'Europe/Berlin', true],
  ['the second half past two in autumn', '2026-10-25T01:30:00Z', 'Europe/Berlin', true],
  ['at its end in autumn', '2026-10-25T02:30:00Z', 'Europe/Berlin', false],
  ['in a zone without summer time', '2026-03-28T17:45:00Z', 'Asia/Tokyo', true],
  ['when the clock of this machine is an hour off', '2026-03-28T16:45:00Z', 'Asia/Tokyo', false],
])('trap 20: at the edge of a change window, %s', (_when, instant, zone, open) => {
  const window = { days: [6, 7], from: '02:30', to: '03:30' }
  expect(isInWindow(window, instant, zone)).toBe(open)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spreadSettings } from '../../src/plan/canary.ts'
import type { PropertyStep } from '../../src/plan/differences.ts'
import type { Standings } from '../../src/plan/preconditions.ts'
import type { Step } from '../../src/plan/plan.ts'
import { uuid, type NodeName } from '../../src/model/names.ts'
import { build, clusterFiles, rawFile } from '../compile/support.ts'

const { cluster } = build(
  Object.entries(clusterFiles('three-site')).map(([path, text]) => rawFile(`clusters/three-site/${path}`, text)),
  [],
)
const home = new Map(cluster.nodes.map(({ name, location }) => [name, location]))
const names = cluster.nodes.map(({ name }) => name)
const locations = cluster.locations.map(({ name }): string => name)

const change = (setting: PropertyStep['setting'], node: NodeName): PropertyStep => ({
  kind: 'set property',
  node,
  uuid: uuid('00000000-0000-0000-0000-000000000000'),
  setting,
  before: null,
  after: null,
})
const entry = cluster.entryNode.value
const standings: Standings = { entry, members: names, outOfService: [], stronger: [] }
const placeOf = (step: Step): string => ('node' in step ? (home.get(step.node) ?? '') : '')

test('each phase reaches one location, nothing is lost, and the asked order holds', () => {
  fc.assert(
    fc.property(
      fc.subarray(names, { minLength: 1 }),
      fc.subarray(names),
      fc.shuffledSubarray(locations),
      (plain, risky, order) => {
        const changes = [
          ...plain.map((node) => change('priority', node)),
          ...risky.map((node) => change('messages.unencrypted', node)),
        ]
        const waves = spreadSettings(changes, standings, cluster, { order, soakSeconds: 600 })
        expect(new Set(waves.flatMap(({ steps }) => steps))).toEqual(new Set(changes))
        expect(waves.flatMap(({ steps }) => steps)).toHaveLength(changes.length)
        for (const wave of waves) {
          expect(new Set(wave.steps.map(placeOf)).size).toBe(1)
          expect(wave.preconditions).toContainEqual({ kind: 'soaked', seconds: 600 })
          expect(wave.preconditions).toContainEqual({ kind: 'clock', entry })
        }
        const sequence = [...new Set(waves.map(({ steps }) => placeOf(steps[0]!)))]
        // A location is done with before the next one is begun.
        expect(waves.map(({ steps }) => sequence.indexOf(placeOf(steps[0]!)))).toEqual(
          waves.map(({ steps }) => sequence.indexOf(placeOf(steps[0]!))).toSorted((a, b) => a - b),
        )
        const asked = order.filter((name) => sequence.includes(name))
        expect(sequence.slice(0, asked.length)).toEqual(asked)
        const sizes = sequence
          .slice(asked.length)
          .map((name) => [...home.values()].filter((one) => one === name).length)
        expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
      },
    ),
  )
})

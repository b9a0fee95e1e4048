import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrange } from '../../../src/report/topology/arrange.ts'
import { cardOf } from '../../../src/report/topology/card.ts'
import type { ClusterView, NodeView } from '../../../src/report/topology/view.ts'

function node(name: string): NodeView {
  return {
    name,
    mark: 'same',
    isTransit: false,
    isEntry: false,
    isOutOfService: false,
    isAtRisk: false,
    cutsOff: 0,
    groups: [],
  }
}

const cluster: fc.Arbitrary<ClusterView> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 24 }),
    joints: fc.array(fc.array(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 24 }), { maxLength: 4 }),
  })
  .map(({ sizes, joints }) => ({
    name: 'c',
    version: '12.2.15',
    entryNode: 'l0-0',
    locations: sizes.map((size, index) => ({
      name: `l${index}`,
      mark: 'same' as const,
      groups: [{ name: `l${index}`, nodes: Array.from({ length: size }, (_, one) => node(`l${index}-${one}`)) }],
    })),
    joints: joints.map((members, index) => ({
      name: `joint ${index}`,
      members: members
        .filter((member) => member < sizes.length)
        .map((member) => ({ location: `l${member}`, node: `l${member}-0`, mark: 'same' as const })),
    })),
  }))

test('no card lies over another or over the edge, every chip in its card, and each wire ends at its location', () => {
  fc.assert(
    fc.property(cluster, (view) => {
      const { width, height, cards, joints } = arrange(view, view.locations.map(cardOf))
      expect(cards).toHaveLength(view.locations.length)
      for (const [index, { card, x, y }] of cards.entries()) {
        expect(x + card.width <= width && y + card.height <= height && x >= 0 && y >= 0).toBe(true)
        for (const chip of card.chips)
          expect(chip.x + chip.width <= card.width && chip.y + 26 <= card.height).toBe(true)
        for (const other of cards.slice(index + 1))
          expect(
            x + card.width <= other.x ||
              other.x + other.card.width <= x ||
              y + card.height <= other.y ||
              other.y + other.card.height <= y,
          ).toBe(true)
      }
      for (const { joint, wires } of joints) {
        const ends = wires.map(({ points }) => points.at(-1))
        const wanted = new Set(joint.members.map(({ location }) => location))
        expect(ends).toHaveLength(wanted.size)
        for (const { card, x, y } of cards.filter((place) => wanted.has(place.card.location.name)))
          expect(ends.some((end) => end?.y === y && end.x > x && end.x < x + card.width)).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})

test('two hundred nodes in twenty locations keep the shape of a screen', () => {
  const locations = Array.from({ length: 20 }, (_, index) => ({
    name: `location-${index}`,
    mark: 'same' as const,
    groups: [{ name: 'g', nodes: Array.from({ length: 10 }, (_unused, one) => node(`location-${index}-${one}`)) }],
  }))
  const { width, height } = arrange(
    { name: 'c', version: '', entryNode: '', locations, joints: [] },
    locations.map(cardOf),
  )
  expect(width).toBeLessThan(2200)
  expect(height).toBeLessThan(2200)
})

import type { CanaryHost } from '../../src/appliance/host-canary.ts'
import { nodeName, type NodeName } from '../../src/model/names.ts'
import type { Dice } from './dice.ts'

/** How the changes of a seed are spread over its locations, and who does not bear them. */
export interface DrawnCanary extends CanaryHost {
  /** A node whose proxy answers nobody for as long as the node holds the interval that is wanted. */
  readonly sick?: NodeName
  /** How often something happens while nobody asks for anything, as in the long minutes of watching. */
  readonly surprises: number
}

/** The commit that is rolled out in worlds whose changes are spread. */
export const COMMIT = 'c'.repeat(40)

/** Draws whether changes are spread, and how. */
export function drawCanary(
  dice: Dice,
  places: readonly { readonly name: string; readonly location: string }[],
): DrawnCanary | undefined {
  if (!dice.chance(0.3)) return undefined
  const locations = [...new Set(places.map(({ location }) => location))]
  const order = locations.filter(() => dice.chance(0.5)).toSorted(() => (dice.chance(0.5) ? 1 : -1))
  // Mostly where it is noticed before the other locations are reached.
  const first = places.filter(({ location }) => location === (order[0] ?? locations.at(-1)))
  const sick = dice.chance(0.7) ? dice.pick(dice.chance(0.7) ? first : places).name : undefined
  return {
    order,
    soakSeconds: dice.pick([0, 60, 600, 1_800]),
    takeBack: dice.chance(0.85),
    surprises: dice.whole(0, 3),
    ...(dice.chance(0.85) && { probe: { url: 'http://probe.example.com/', port: 9090 } }),
    ...(sick !== undefined && { sick: nodeName(sick) }),
  }
}

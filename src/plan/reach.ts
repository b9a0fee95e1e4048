import type { Cluster, Location } from '../model/fleet.ts'
import type { Plan } from './plan.ts'

/** Locations whose nodes a plan changes; all of them where it changes what every node shares, or leaves it to a person. */
export function locationsReached(plan: Plan, { locations }: Cluster): readonly Location[] {
  const steps = plan.phases.flatMap((phase) => phase.steps)
  const nodes = new Set(steps.map((step) => ('node' in step ? step.node : undefined)))
  if (nodes.has(undefined)) return locations
  return locations.filter((location) => location.nodes.some(({ name }) => nodes.has(name)))
}

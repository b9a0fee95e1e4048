import type { NodeName } from '../../model/names.ts'
import type { Guard } from './guard.ts'

/** Objects when one plan changes a large part of a cluster or of a location. */
export const guardMassChange: Guard = {
  code: 'GUARD-MASS-CHANGE',
  title: 'A plan changes only a few of the nodes of a cluster and of a location',
  why: 'A wrong default reaches every node at once, unless the host file spreads it over the locations (canary).',
  help: 'make sure that the change is meant for all of these nodes',
  override: '--allow-mass-change',
  *objections(plan, { cluster, limits }) {
    const changed = new Set<NodeName>()
    for (const { steps } of plan.phases)
      for (const step of steps)
        if (step.kind === 'set property' || step.kind === 'write system file') changed.add(step.node)
    const groups = [{ what: `cluster ${cluster.name}`, nodes: cluster.nodes }].concat(
      cluster.locations.map(({ name, nodes }) => ({ what: `location ${name}`, nodes: [...nodes] })),
    )
    for (const { what, nodes } of groups) {
      const count = nodes.filter(({ name }) => changed.has(name)).length
      if (count >= limits.fewNodes && count > limits.changedNodes * nodes.length)
        yield `${count} of the ${nodes.length} nodes of ${what} would be changed`
    }
  },
}

import type { NodeName } from '../../model/names.ts'
import { valueOf } from '../../model/observed.ts'
import type { Guard } from './guard.ts'

/** Objects when a location is left without a node in the transit group. */
export const guardLastTransit: Guard = {
  code: 'GUARD-LAST-TRANSIT',
  title: 'A location that has a transit node keeps one',
  why: 'The nodes of a location reach the rest of the cluster through its transit node; best practice is one in every location (BP).',
  help: 'make another node of the location a transit node first, unless the location is connected in another way',
  override: '--allow-last-transit',
  *objections(plan, { cluster, observed }) {
    const transit: string = cluster.transitGroup.value
    const after = new Map<NodeName, boolean>()
    for (const step of plan.phases.flatMap(({ steps }) => steps))
      if (step.kind === 'set property' && step.setting === 'groups.network')
        after.set(step.node, has(step.after, transit))
    for (const { name, nodes } of cluster.locations) {
      const now = nodes.filter(({ uuid }) => {
        const held = observed.nodes.get(uuid.value)?.settings['groups.network']
        return held !== undefined && has(valueOf(held), transit)
      })
      const kept = nodes.filter((node) => after.get(node.name) ?? now.includes(node))
      if (now.length > 0 && kept.length === 0)
        yield `location ${name} would have no node in "${transit}"; now it has ${now.map((node) => node.name).join(', ')}`
    }
  },
}

function has(groups: unknown, group: string): boolean {
  return Array.isArray(groups) && groups.includes(group)
}

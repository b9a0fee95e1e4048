import type { SettingName } from '../../model/settings.ts'
import { leaving } from '../leaving.ts'
import type { Guard } from './guard.ts'

const lifelines: ReadonlySet<SettingName> = new Set<SettingName>([
  'listeners',
  'priority',
  'groups.network',
  'gui.attach',
  'gui.attachFromElsewhere',
  'gui.controlAddress',
  'gui.requestAddress',
  'rest.http',
  'rest.https',
  'routes',
])

/** Objects to changes of the node through which everything is done. */
export const guardEntryNode: Guard = {
  code: 'GUARD-ENTRY-NODE',
  title: 'The entry node stays as reachable as it is',
  why: 'Pader and the administrators reach the cluster through this one node; a change that cuts it off cannot be undone through it.',
  help: 'make sure that there is another way to the node first (its console)',
  override: '--allow-entry-node',
  *objections(plan, { cluster }) {
    const entry = cluster.nodes.find(({ name }) => name === cluster.entryNode.value)
    if (entry === undefined) return
    const changed = new Set<SettingName>()
    for (const step of plan.phases.flatMap(({ steps }) => steps))
      if (step.kind === 'set property' && step.node === entry.name && lifelines.has(step.setting))
        changed.add(step.setting)
    if (changed.size > 0) yield `${[...changed].join(', ')} of ${entry.name}, the entry node, would be changed`
    if (leaving(plan).includes(entry.uuid.value)) yield `${entry.name}, the entry node, would leave the cluster`
  },
}

import { awayNodes } from '../away-nodes.ts'
import type { Guard } from './guard.ts'

/** Objects to commits while clocks differ, or nobody knows whether they do. */
export const guardSkew: Guard = {
  code: 'GUARD-SKEW',
  title: 'The clocks of all nodes are known and agree',
  why: 'With equal priorities the newest change wins, by the clocks of the nodes; too large a difference is refused with error 405 (BP).',
  help: 'set the clocks right (NTP), or see why a node does not answer',
  override: '--allow-skew',
  *objections(plan, { cluster, observed, limits }) {
    if (!plan.phases.some(({ kind }) => kind !== 'manual')) return
    const away = awayNodes(cluster)
    const unknown: string[] = []
    for (const { name, uuid, skew } of observed.nodes.values()) {
      if (skew.kind !== 'known') unknown.push(...(away.has(name) ? [] : [name ?? uuid]))
      else if (Math.abs(skew.value.seconds) > limits.skewSeconds + skew.value.uncertainty)
        yield `the clock of ${name ?? uuid} is ${Math.round(Math.abs(skew.value.seconds))} s ${skew.value.seconds > 0 ? 'ahead of' : 'behind'} the entry node's`
    }
    if (unknown.length > 0) yield `the clocks of ${unknown.join(', ')} could not be measured`
  },
}

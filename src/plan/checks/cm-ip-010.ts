import { normalAddress, withoutPrefix } from '../../model/addresses.ts'
import { endpointsOf } from '../phases/endpoints.ts'
import { stepsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** Where the interfaces of a node do not carry the address that it listens on any more, the listener moves with them. */
export const cmIp010: PlanCheck = {
  code: 'CM-IP-010',
  severity: 'error',
  *breaches(plan, { cluster, observed }) {
    const moved = new Set(
      stepsOf(plan).flatMap(({ step }) => {
        if (step.kind === 'set property' && step.setting === 'listeners') return [step.node]
        const isMove =
          step.kind === 'manual' && step.action.kind === 'change address' && step.action.setting === 'listeners'
        return isMove && step.action.kind === 'change address' ? [step.action.node] : []
      }),
    )
    for (const { name, uuid, interfaces } of cluster.nodes) {
      const held = observed.nodes.get(uuid.value)?.settings.listeners
      const carried = new Set(
        interfaces.flatMap(({ addresses }) => addresses.map((one) => normalAddress(withoutPrefix(one)))),
      )
      if (held?.kind !== 'known' || carried.size === 0 || moved.has(name)) continue
      const lost = endpointsOf(held.value).filter(({ address }) => !carried.has(normalAddress(address)))
      if (lost.length > 0)
        yield `${name} listens on ${lost.map(({ address }) => address).join(', ')}, which none of its interfaces carries any more, and the plan does not change that: say in the YAML on which address it is to listen`
    }
  },
}

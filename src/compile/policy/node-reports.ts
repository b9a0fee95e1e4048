import { normalAddress } from '../../model/addresses.ts'
import type { PolicyNode } from './region-nodes.ts'
import { proxyAddresses } from './region-selector.ts'

/**
 * What an appliance says of itself to the policy, by property. An address only where users have one to connect to:
 * which of several it reports is not documented.
 */
export function reportsOf(node: PolicyNode): ReadonlyMap<string, string> {
  const [address, other] = proxyAddresses(node)
  return new Map([
    ['System.HostName', node.hostname.value],
    ...(node.uuid.value === '' ? [] : [['System.UUID', node.uuid.value] as const]),
    ...(address === undefined || other !== undefined ? [] : [['Proxy.IP', normalAddress(address)] as const]),
  ])
}

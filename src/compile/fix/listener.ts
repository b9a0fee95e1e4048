import type { Cluster, Node } from '../../model/fleet.ts'
import type { Endpoint } from '../../model/settings.ts'
import { interfaceAddress, sameAddress } from '../../model/addresses.ts'
import { settingOf } from '../facts/settings-of-nodes.ts'
import { forgetSetting, offer, writeAtNode, type Offer } from './offer.ts'

/** Moves a listener to the address of the interface that carries cluster traffic, where the node says which that is. */
export function moveListener(cluster: Cluster, node: Node, from: Endpoint): Offer {
  const meant =
    node.interfaces.find(({ role }) => role === 'cluster') ?? node.interfaces.find(({ role }) => role === 'management')
  const address = interfaceAddress(meant?.addresses[0] ?? '')?.address
  if (meant === undefined || address === undefined || sameAddress(address, from.address)) return {}
  return replaceListener(cluster, node, from, { ...from, address }, `listen on "${address}" of ${meant.name}`)
}

/** Gives a listener another address or port; the node's own address and the cluster's port need not be written. */
export function replaceListener(cluster: Cluster, node: Node, from: Endpoint, to: Endpoint, title: string): Offer {
  const listeners = (settingOf(node, 'listeners') ?? []).map((one) => (one === from ? to : one))
  const port = cluster.port.value
  const [only, second] = listeners
  const follows = only?.port === port && second === undefined && sameAddress(node.address?.value ?? '', only.address)
  if (follows && node.settings.listeners?.origin.layer !== 'derived') {
    return offer(title, forgetSetting([node], 'listeners'))
  }
  return offer(title, [
    writeAtNode(
      node,
      ['listeners'],
      listeners.map((one) => written(one, port)),
    ),
  ])
}

function written({ address, port }: Endpoint, usual: number): string {
  if (port === usual) return address
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

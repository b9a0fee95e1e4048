import type { Cluster, Node } from '../../model/fleet.ts'
import { addressIn, isPrivateText, isPublicAddress, readAddress } from '../../model/addresses.ts'
import type { Place } from '../../source/place.ts'
import { placeOf, settingOf } from './settings-of-nodes.ts'

const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/

/** Whether a text has the form of a UUID, in the upper case that appliances use. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** An address that is given out once in the world, and where it is written. */
export interface PublicAddress {
  readonly address: string
  readonly place: Place
}

/** The public addresses of a node, each once. Private ones are used again wherever networks do not meet. */
export function publicAddressesOf(node: Node): readonly PublicAddress[] {
  const { address, interfaces } = node
  const found = new Map<string, Place>()
  const add = (text: string | undefined, place: Place): void => {
    if (text === undefined || !isPublicAddress(text)) return
    const { normal } = readAddress(text)
    if (!found.has(normal)) found.set(normal, place)
  }
  if (address !== undefined) add(address.value, address.origin.place)
  for (const one of interfaces) for (const cidr of one.addresses) add(addressIn(cidr), one.place)
  for (const one of settingOf(node, 'listeners') ?? []) add(one.address, placeOf(node, 'listeners'))
  return [...found].map(([own, place]) => ({ address: own, place }))
}

/**
 * What the nodes of a cluster have that no other node of the world has: UUIDs and public addresses, one behind the
 * other. It is kept when the model is let go, so it is short and quick to read again.
 */
export function marksOf({ nodes }: Cluster): string {
  const marks: string[] = []
  nodes.forEach((node) => {
    // One that has no form of a UUID marks nobody, which whoever finds it twice will see.
    if (node.uuid.value !== '') marks.push(node.uuid.value)
    if (hasPublicAddress(node)) publicAddressesOf(node).forEach(({ address }) => marks.push(address))
  })
  return marks.join(' ')
}

/** Whether a node has an address that does not begin like a private one. Nearly none has, which is seen at a glance. */
function hasPublicAddress({ address, interfaces, settings }: Node): boolean {
  if (address !== undefined && !isPrivateText(address.value)) return true
  for (const { addresses } of interfaces) for (const cidr of addresses) if (!isPrivateText(cidr)) return true
  for (const one of settings.listeners?.value ?? []) if (!isPrivateText(one.address)) return true
  return false
}

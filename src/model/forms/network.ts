import ipaddr from 'ipaddr.js'
import { isAddress, isIpv4, isNetwork, networkOf, normalAddress, withoutPrefix } from '../addresses.ts'
import { cidrFault } from './address.ts'
import type { Fault, Form } from './form.ts'

/** A network of either family. A single address is one only if it says so: what lacks a length may have lost it. */
export const network: Form = {
  subject: 'network',
  name: 'network in CIDR notation',
  like: '"10.81.16.0/20"; one address alone is "10.81.16.7/32"',
  fits: isNetwork,
  faultOf: networkFault,
}

/** A network where the product takes IPv4 only. */
export const ipv4Network: Form = {
  subject: 'network',
  name: 'IPv4 network in CIDR notation',
  like: '"10.81.16.0/20"; one address alone is "10.81.16.7/32", everything is "0.0.0.0/0"',
  fits: (text) => isNetwork(text) && !text.includes(':'),
  faultOf: (text) => {
    if (isNetwork(text)) return { reason: 'it is IPv6' }
    return text === 'default' ? { meant: '0.0.0.0/0' } : networkFault(text)
  },
}

function networkFault(text: string): Fault {
  const [address = '', mask = ''] = text.split('/')
  const inner = networkOf(text)
  if (inner !== undefined) {
    const reason = `it is an address in "${inner}"`
    return isHostOf(address, withoutPrefix(inner)) ? { reason, meant: inner } : { reason }
  }
  const length = isIpv4(address) && isIpv4(mask) ? ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() : null
  const masked = length === null ? undefined : networkOf(`${address}/${length}`)
  if (masked !== undefined) return { reason: 'it has a mask in the place of a length', meant: masked }
  return isAddress(text) ? { reason: 'the length of the network is missing' } : cidrFault(text)
}

/**
 * Whether an address is most likely one of a machine in a network. If more of it is lost, or if it looks like a network itself
 * (`2001:db8::` in `2001::`), the length is as likely to be wrong.
 */
function isHostOf(address: string, network: string): boolean {
  const parts = partsOf(address)
  const lost = parts.filter((part) => part !== '0').length - partsOf(network).filter((part) => part !== '0').length
  return lost === 0 || (lost === 1 && parts.at(-1) !== '0')
}

function partsOf(address: string): readonly string[] {
  return normalAddress(address)
    .split(address.includes(':') ? ':' : '.')
    .map((part) => (part === '' ? '0' : part))
}

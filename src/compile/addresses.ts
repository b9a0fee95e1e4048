import ipaddr from 'ipaddr.js'

/** What an address is good for; `host` is an address that an interface can have. */
export type AddressKind = 'host' | 'loopback' | 'unspecified' | 'multicast' | 'broadcast' | 'invalid'

/** Classifies an IP address in its usual notation: four full numbers, or IPv6. */
export function addressKind(text: string): AddressKind {
  const address = parse(text)
  if (address === undefined) return 'invalid'
  const range = address.range()
  if (range === 'loopback' || range === 'unspecified' || range === 'multicast' || range === 'broadcast') return range
  return 'host'
}

/** Whether an address is IPv4 or IPv6; undefined for what is no address. */
export function familyOf(text: string): 'ipv4' | 'ipv6' | undefined {
  return parse(text)?.kind()
}

/** Address and broadcast address of an interface in CIDR notation; undefined for what is not CIDR notation. */
export function interfaceAddress(cidr: string): { readonly address: string; readonly broadcast?: string } | undefined {
  const [text = '', prefix = ''] = cidr.split('/')
  const address = parse(text)
  if (address === undefined || !/^\d{1,3}$/.test(prefix) || !ipaddr.isValidCIDR(cidr)) return undefined
  if (address.kind() === 'ipv6' || Number(prefix) > 30) return { address: address.toString() }
  return { address: address.toString(), broadcast: ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString() }
}

/** Whether two texts are the same address, however it is written. */
export function sameAddress(left: string, right: string): boolean {
  return normalAddress(left) === normalAddress(right)
}

/** An address as everybody writes it; a text that is no address stays as it is. */
export function normalAddress(text: string): string {
  return parse(text)?.toString() ?? text
}

/** Whether two networks in CIDR notation have an address in common; false where one is not in CIDR notation. */
export function networksOverlap(left: string, right: string): boolean {
  if (!ipaddr.isValidCIDR(left) || !ipaddr.isValidCIDR(right)) return false
  const [first, firstBits] = ipaddr.parseCIDR(left)
  const [second, secondBits] = ipaddr.parseCIDR(right)
  return first.kind() === second.kind() && first.match(second, Math.min(firstBits, secondBits))
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  return text.includes(':') && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined
}

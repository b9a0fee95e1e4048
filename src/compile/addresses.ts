import ipaddr from 'ipaddr.js'

/** What an address is good for; `host` is an address that an interface can have. */
export type AddressKind = 'host' | 'loopback' | 'unspecified' | 'multicast' | 'broadcast' | 'invalid'

/** What is to be known of an IP address in its usual notation: four full numbers, or IPv6. */
export interface Address {
  readonly kind: AddressKind
  /** Absent for what is no address. */
  readonly family?: 'ipv4' | 'ipv6'
  /** The address as everybody writes it; a text that is no address stays as it is. */
  readonly normal: string
}

/** An address of an interface, and the broadcast address of its network where that has one. */
export interface InterfaceAddress {
  readonly address: string
  readonly broadcast?: string
}

const IPV4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/

/** Reads an address. Most are IPv4 in the usual notation, which is quick to read; the library reads the others. */
export function readAddress(text: string): Address {
  const number = ipv4Number(text)
  if (number !== undefined) return { kind: ipv4Kind(number), family: 'ipv4', normal: text }
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return { kind: 'invalid', normal: text }
  const address = ipaddr.IPv6.parse(text)
  const range = address.range()
  const kind = range === 'loopback' || range === 'unspecified' || range === 'multicast' ? range : 'host'
  return { kind, family: 'ipv6', normal: address.toString() }
}

/** Address and broadcast address of an interface in CIDR notation; undefined for what is not CIDR notation. */
export function interfaceAddress(cidr: string): InterfaceAddress | undefined {
  const slash = cidr.indexOf('/')
  const text = cidr.slice(0, slash)
  const prefix = cidr.slice(slash + 1)
  if (slash < 0 || !/^\d{1,3}$/.test(prefix)) return undefined
  const number = ipv4Number(text)
  if (number === undefined) {
    const { family, normal } = readAddress(text)
    return family === 'ipv6' && Number(prefix) <= 128 ? { address: normal } : undefined
  }
  const bits = Number(prefix)
  if (bits > 32) return undefined
  return bits > 30 ? { address: text } : { address: text, broadcast: ipv4Text((number | (0xffffffff >>> bits)) >>> 0) }
}

/** Whether two texts are the same address, however it is written. */
export function sameAddress(left: string, right: string): boolean {
  return normalAddress(left) === normalAddress(right)
}

/** An address as everybody writes it; a text that is no address stays as it is. */
export function normalAddress(text: string): string {
  return readAddress(text).normal
}

/** Whether two networks in CIDR notation have an address in common; false where one is not in CIDR notation. */
export function networksOverlap(left: string, right: string): boolean {
  if (!ipaddr.isValidCIDR(left) || !ipaddr.isValidCIDR(right)) return false
  const [first, firstBits] = ipaddr.parseCIDR(left)
  const [second, secondBits] = ipaddr.parseCIDR(right)
  return first.kind() === second.kind() && first.match(second, Math.min(firstBits, secondBits))
}

function ipv4Number(text: string): number | undefined {
  const parts = IPV4.exec(text)
  if (parts === null) return undefined
  const a = Number(parts[1])
  const b = Number(parts[2])
  const c = Number(parts[3])
  const d = Number(parts[4])
  return Math.max(a, b, c, d) > 255 ? undefined : a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d
}

function ipv4Kind(number: number): AddressKind {
  const first = Math.floor(number / 2 ** 24)
  if (number === 0xffffffff) return 'broadcast'
  if (first === 127) return 'loopback'
  if (first === 0) return 'unspecified'
  return first >= 224 && first < 240 ? 'multicast' : 'host'
}

function ipv4Text(number: number): string {
  return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`
}

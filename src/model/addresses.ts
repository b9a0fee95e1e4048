import ipaddr from 'ipaddr.js'

/** What an address is good for; `host` is an address that an interface can have. */
export type AddressKind =
  'host' | 'loopback' | 'link-local' | 'unspecified' | 'multicast' | 'reserved' | 'broadcast' | 'invalid'

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

const NUMBER = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`
const IPV4_TEXT = String.raw`(?:${NUMBER}\.){3}${NUMBER}`
const IPV4 = new RegExp(`^${IPV4_TEXT}$`)
const IPV4_USUAL_PORT = new RegExp(`^${IPV4_TEXT}:(?:[1-5]\\d{4}|[1-9]\\d{0,3})$`)
const IPV4_CIDR = new RegExp(String.raw`^${IPV4_TEXT}/(?:3[0-2]|[12]?\d)$`)
const IPV6_CIDR = /^(.*)\/(12[0-8]|1[01]\d|[1-9]?\d)$/

/** What CIDR notation ends in where a network has fewer than 256 addresses and a broadcast address. */
const SMALL_NETWORK = /\/(?:2[5-9]|30)$/

/** An IPv6 address that ends in an IPv4 one. */
const TAIL = /:([^:%]*\.[^:%]*)(?:%.*)?$/

/** How IPv4 addresses begin that are no address of a machine, or one that only its neighbours reach. */
const SPECIAL = /^(?:0|127\.|169\.254\.|2[2-5]\d\.)/

/**
 * Reads an address. Most are IPv4 in the usual notation, which is quick to read; the library reads the others. An IPv4
 * address in the notation of IPv6 is the IPv4 address.
 */
export function readAddress(text: string): Address {
  if (IPV4.test(text)) return { kind: ipv4Kind(text), family: 'ipv4', normal: text }
  if (!isIpv6(text)) return { kind: 'invalid', normal: text }
  const address = ipaddr.IPv6.parse(text)
  if (address.isIPv4MappedAddress()) return readAddress(address.toIPv4Address().toString())
  return { kind: ipv6Kind(address), family: 'ipv6', normal: address.toString() }
}

/** Whether a text is an IP address in its usual notation: nothing that some programs read in one way and some in another. */
export function isAddress(text: string): boolean {
  return IPV4.test(text) || isIpv6(text)
}

/** Whether a text is an IPv4 address of four full numbers. */
export function isIpv4(text: string): boolean {
  return IPV4.test(text)
}

/** Whether a text is an IPv4 address with a port below 60000: what nearly every listener is written as, seen at a glance. */
export function isUsualEndpoint(text: string): boolean {
  return IPV4_USUAL_PORT.test(text)
}

function isIpv6(text: string): boolean {
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return false
  const tail = TAIL.exec(text)?.[1]
  return tail === undefined || IPV4.test(tail)
}

/** How the IPv4 addresses begin, beside those of 10/8, that networks use which nobody else sees. */
const PRIVATE = /^(?:192\.168|172\.(?:1[6-9]|2\d|3[01]))\./

/** Whether a text begins as the addresses of private IPv4 networks do, with the length of the network or without it. */
export function isPrivateText(text: string): boolean {
  return text.startsWith('10.') || PRIVATE.test(text)
}

/** Whether an address is one that is given out once in the world. */
export function isPublicAddress(text: string): boolean {
  if (isPrivateText(text) || !isAddress(text)) return false
  return ipaddr.process(text).range() === 'unicast'
}

/** Address and broadcast address of an interface in CIDR notation; undefined for what is not CIDR notation. */
export function interfaceAddress(cidr: string): InterfaceAddress | undefined {
  const address = addressIn(cidr)
  if (address === undefined || cidr.includes(':')) return address === undefined ? undefined : { address }
  const bits = Number(cidr.slice(cidr.indexOf('/') + 1))
  if (bits > 30) return { address }
  return { address, broadcast: ipv4Text((ipv4Number(address) | (0xffffffff >>> bits)) >>> 0) }
}

/** The address of an interface in CIDR notation as everybody writes it; undefined for what is not CIDR notation. */
export function addressIn(cidr: string): string | undefined {
  if (IPV4_CIDR.test(cidr)) return cidr.slice(0, cidr.indexOf('/'))
  const text = IPV6_CIDR.exec(cidr)?.[1]
  if (text === undefined || text.includes('%')) return undefined
  return isIpv6(text) ? normalAddress(text) : undefined
}

/** The address of CIDR notation as it is written, and any other text as it is. */
export function withoutPrefix(cidr: string): string {
  const slash = cidr.indexOf('/')
  return slash < 0 ? cidr : cidr.slice(0, slash)
}

/** The network in which an address in CIDR notation lies, as everybody writes it; undefined for what is not CIDR notation. */
export function networkOf(cidr: string): string | undefined {
  const address = addressIn(cidr)
  if (address === undefined) return undefined
  const prefix = cidr.slice(cidr.indexOf('/') + 1)
  if (cidr.includes(':')) {
    const [plain, length] = plainNetwork(cidr)
    if (plain.kind() === 'ipv4') return networkOf(`${plain.toString()}/${length}`)
    return `${ipaddr.IPv6.networkAddressFromCIDR(cidr).toString()}/${prefix}`
  }
  const bits = Number(prefix)
  const mask = bits === 0 ? 0 : 0xffffffff << (32 - bits)
  return `${ipv4Text((ipv4Number(address) & mask) >>> 0)}/${prefix}`
}

/** Whether a text is a network in CIDR notation: an address whose bits behind the length of the network are zero. */
export function isNetwork(text: string): boolean {
  const network = networkOf(text)
  return network !== undefined && sameAddress(addressIn(network) ?? '', addressIn(text) ?? '')
}

/** Whether an address is the one that reaches all of an interface's network: in a large one it ends in 255. */
export function isBroadcastOf(cidr: string, address: string): boolean {
  if (!address.endsWith('.255') && !SMALL_NETWORK.test(cidr)) return false
  return interfaceAddress(cidr)?.broadcast === address
}

/** Whether an IPv4 address is the first of an interface's network, which names the network and no machine. */
export function isNetworkAddressOf(cidr: string, address: string): boolean {
  if ((!address.endsWith('.0') && !SMALL_NETWORK.test(cidr)) || !cidr.startsWith(`${address}/`)) return false
  return IPV4_CIDR.test(cidr) && Number(cidr.slice(address.length + 1)) <= 30 && isNetwork(cidr)
}

/** Whether two texts are the same address, however it is written. */
export function sameAddress(left: string, right: string): boolean {
  return normalAddress(left) === normalAddress(right)
}

/** An address as everybody writes it; a text that is no address stays as it is. */
export function normalAddress(text: string): string {
  return readAddress(text).normal
}

/** A host in one notation: an address as everybody writes it, a name in small letters and without the dot that may end it. */
export function normalHost(text: string): string {
  return normalAddress(text.trim().toLowerCase()).replace(/\.$/, '')
}

/** Whether two networks in CIDR notation have an address in common; false where one is not in CIDR notation. */
export function networksOverlap(left: string, right: string): boolean {
  if (addressIn(left) === undefined || addressIn(right) === undefined) return false
  const [first, firstBits] = plainNetwork(left)
  const [second, secondBits] = plainNetwork(right)
  return first.kind() === second.kind() && first.match(second, Math.min(firstBits, secondBits))
}

/** A network of IPv4 addresses in the notation of IPv6 is the IPv4 network. */
function plainNetwork(cidr: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const [address, bits] = ipaddr.parseCIDR(cidr)
  const isMapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96
  return isMapped ? [address.toIPv4Address(), bits - 96] : [address, bits]
}

function ipv4Number(text: string): number {
  return text.split('.').reduce((number, part) => number * 256 + Number(part), 0)
}

function ipv6Kind(address: ipaddr.IPv6): AddressKind {
  const range = address.range()
  if (range === 'linkLocal') return 'link-local'
  return range === 'loopback' || range === 'unspecified' || range === 'multicast' ? range : 'host'
}

function ipv4Kind(text: string): AddressKind {
  if (!SPECIAL.test(text)) return 'host'
  if (text === '255.255.255.255') return 'broadcast'
  if (text.startsWith('127')) return 'loopback'
  if (text.startsWith('169')) return 'link-local'
  const first = Number(text.slice(0, text.indexOf('.')))
  if (first < 224) return first === 0 ? 'unspecified' : 'host'
  return first < 240 ? 'multicast' : 'reserved'
}

function ipv4Text(number: number): string {
  return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`
}

import { addressIn, isAddress, isIpv4, isUsualEndpoint } from '../addresses.ts'
import type { Fault, Form } from './form.ts'

/** Why a text is no address, as far as that can be seen. */
export function addressFault(text: string): Fault {
  const inner = /^\[(.*)\]$/.exec(text)?.[1] ?? text.trim()
  if (inner !== text && isAddress(inner)) return { meant: inner }
  const slash = text.indexOf('/')
  const before = text.slice(0, Math.max(slash, 0))
  if (isAddress(before)) return { reason: 'the length of a network is no part of it', meant: before }
  const reason = reasonIn(text)
  return reason === undefined ? {} : { reason }
}

function reasonIn(text: string): string | undefined {
  if (text === '') return 'it is empty'
  const { address, port } = readEndpoint(text)
  if (port !== undefined && isAddress(address)) return 'a port is no part of it'
  const parts = text.split('.')
  const numbers = parts.filter((part) => /^\d+$/.test(part)).length
  if (!/^[\w.-]+$/.test(text)) return undefined
  if (numbers < parts.length && numbers < 2) return 'it is a name'
  const padded = parts.find((part) => /^0\d+$/.test(part))
  if (padded !== undefined) return `"${padded}" is octal to some programs and decimal to others`
  if (parts.length !== 4) return 'it does not have four numbers'
  const odd = parts.find((part) => !/^\d+$/.test(part) || Number(part) > 255)
  return odd === undefined ? undefined : `"${odd}" is no number from 0 to 255`
}

const LIKE = '"10.81.0.11" or "2001:db8::11"'

/** An IP address of either family. */
export const ipAddress: Form = {
  subject: 'address',
  name: 'IP address',
  like: LIKE,
  fits: isAddress,
  faultOf: addressFault,
}

/** An address where the product takes IPv4 only. */
export const ipv4Address: Form = {
  subject: 'address',
  name: 'IPv4 address',
  like: '"10.81.0.1"',
  fits: isIpv4,
  faultOf: (text) => (isAddress(text) ? { reason: 'it is IPv6' } : addressFault(text)),
}

/** An address of an interface with the length of its network. */
export const interfaceAddress: Form = {
  subject: 'address',
  name: 'address in CIDR notation',
  like: '"10.81.0.12/24": an address and the length of its network',
  fits: (text) => addressIn(text) !== undefined,
  faultOf: cidrFault,
}

/** Why a text is no address with the length of a network. */
export function cidrFault(text: string): Fault {
  if (isAddress(text)) return { reason: 'the length of the network is missing' }
  const slash = text.indexOf('/')
  if (slash < 0) return withoutMeant(addressFault(text))
  const [address, length] = [text.slice(0, slash), text.slice(slash + 1)]
  if (!isAddress(address)) return withoutMeant(addressFault(address))
  if (length === '') return { reason: 'the length of the network is missing' }
  return { reason: `"${length}" is not the length of a network, 0 to ${isIpv4(address) ? 32 : 128}` }
}

/** Of a part of a text it may be known what was meant, and not of the whole. */
function withoutMeant({ reason }: Fault): Fault {
  return reason === undefined ? {} : { reason }
}

const BRACKETED = /^\[(.+)\](?::(\d{1,5}))?$/
const PLAIN = /^([^:]*)(?::(\d{1,5}))?$/

/** The address and the port in a text such as `10.81.0.11:12346` or `[2001:db8::11]:12346`; the port may be missing. */
export function readEndpoint(text: string): { readonly address: string; readonly port?: number } {
  const parts = (text.startsWith('[') ? BRACKETED.exec(text) : null) ?? PLAIN.exec(text)
  const address = parts?.[1] ?? text
  return parts?.[2] === undefined ? { address } : { address, port: Number(parts[2]) }
}

/** An address on which a node listens, with or without a port. */
export const listener: Form = {
  subject: 'address',
  name: 'IP address',
  like: '"10.81.0.11" or "10.81.0.11:12346"; of an IPv6 address with a port "[2001:db8::11]:12346"',
  fits: (text) => isUsualEndpoint(text) || endpointFault(text) === undefined,
  faultOf: (text) => endpointFault(text) ?? {},
}

/** An address with a port. */
export const endpoint: Form = {
  subject: 'address',
  name: 'IP address with a port',
  like: '"10.1.0.11:4711"; of an IPv6 address "[2001:db8::11]:4711"',
  fits: (text) => readEndpoint(text).port !== undefined && endpointFault(text) === undefined,
  faultOf: (text) => endpointFault(text) ?? { reason: 'the port is missing' },
}

function endpointFault(text: string): Fault | undefined {
  const { address, port } = readEndpoint(text)
  if (!isAddress(address)) {
    return port === undefined ? addressFault(text) : withoutMeant(addressFault(address))
  }
  return port === undefined || isPort(port) ? undefined : { reason: `${port} is no port, 1 to 65535` }
}

/** Whether a number is a TCP port. */
export function isPort(port: number): boolean {
  return port >= 1 && port <= 65535
}

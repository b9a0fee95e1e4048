import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { expect, test } from 'vitest'
import {
  interfaceAddress,
  isBroadcastOf,
  isNetwork,
  isNetworkAddressOf,
  networkOf,
  networksOverlap,
  readAddress,
} from '../../src/model/addresses.ts'

const octet = fc.oneof(
  fc.constantFrom('0', '1', '127', '169', '223', '224', '239', '240', '254', '255', '256', '01'),
  fc.nat(300).map(String),
)
const text = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.')) },
  fc.array(octet, { maxLength: 5 }).map((parts) => parts.join('.')),
  fc.ipV6(),
  fc.constantFrom(
    '',
    '::',
    '::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    'FE80::1',
    '255.255.255.255',
    '169.254.9.9',
    '::ffff:169.254.9.9',
    'tokyo-1',
    '0x7f.1',
    '10.1',
    '10.0.0.1 ',
  ),
)

/** What the library makes of an address in its usual notation; an IPv4 address in that of IPv6 is one of IPv4. */
function byLibrary(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address)
  return address.includes(':') && ipaddr.IPv6.isValid(address) ? ipaddr.process(address) : undefined
}

function kindOf(parsed: ipaddr.IPv4 | ipaddr.IPv6 | undefined): string {
  const range = parsed?.range() ?? 'invalid'
  if (range === 'linkLocal') return 'link-local'
  // What the library calls reserved are the networks of examples in documents, too.
  if (range === 'reserved' && parsed instanceof ipaddr.IPv4 && parsed.match(ipaddr.IPv4.parse('240.0.0.0'), 4))
    return range
  return ['loopback', 'unspecified', 'multicast', 'broadcast', 'invalid'].includes(range) ? range : 'host'
}

test('an address is read as the library reads it', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(text, (address) => {
      const parsed = byLibrary(address)
      const read = readAddress(address)
      expect(read).toEqual({
        kind: kindOf(parsed),
        normal: parsed?.toString() ?? address,
        ...(parsed === undefined ? {} : { family: parsed.kind() }),
      })
      kinds.add(read.kind)
    }),
    { numRuns: 2000 },
  )
  expect(kinds.size).toBe(8)
})

test('the address of an interface and its broadcast address are those that the library works out', () => {
  const prefix = fc.oneof(fc.nat(40).map(String), fc.constantFrom('', '024', '128', '129', 'x', '24/1'))
  let broadcasts = 0
  fc.assert(
    fc.property(text, prefix, (address, bits) => {
      const cidr = `${address}/${bits}`
      const parsed = byLibrary(address)
      // A length with a zero before it is refused: what reads numbers as C does takes it for octal.
      const isValid = parsed !== undefined && /^(0|[1-9]\d{0,2})$/.test(bits) && ipaddr.isValidCIDR(cidr)
      const hasBroadcast = isValid && !address.includes(':') && Number(bits) <= 30
      const broadcast = hasBroadcast ? { broadcast: ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString() } : {}
      expect(interfaceAddress(cidr)).toEqual(isValid ? { address: parsed.toString(), ...broadcast } : undefined)
      if (hasBroadcast) broadcasts += 1
    }),
    { numRuns: 2000 },
  )
  expect(broadcasts).toBeGreaterThan(100)
})

test('a broadcast address is known as such whatever network it is of', () => {
  const number = fc.constantFrom(0, 3, 15, 127, 191, 254, 255)
  const address = fc.tuple(fc.constantFrom('10.0', '10.255'), number, number).map((parts) => parts.join('.'))
  let found = 0
  fc.assert(
    fc.property(address, address, fc.nat(34), fc.boolean(), (own, drawn, bits, isLast) => {
      const cidr = `${own}/${bits}`
      const last = bits > 32 ? undefined : ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString()
      const asked = isLast ? (last ?? drawn) : drawn
      const isOne = bits <= 30 && last === asked
      expect(isBroadcastOf(cidr, asked)).toBe(isOne)
      if (isOne) found += 1
    }),
    { numRuns: 1000 },
  )
  expect(found).toBeGreaterThan(100)
})

test.each([
  ['::ffff:10.81.0.0/112', '10.81.0.128/25', true],
  ['::ffff:10.81.0.0/112', '10.82.0.0/16', false],
  ['::ffff:0:0/96', '192.0.2.0/24', true],
  ['::/0', '2001:db8::/32', true],
  ['::/0', '10.0.0.0/8', false],
])('networks overlap as their addresses do, whatever notation they are in: %s and %s', (left, right, expected) => {
  expect([networksOverlap(left, right), networksOverlap(right, left)]).toEqual([expected, expected])
  expect([networkOf(left), isNetwork(left)]).toEqual([expect.stringContaining('/'), true])
})

test.each([
  ['10.81.0.0/24', '10.81.0.0', true],
  ['10.81.0.0/30', '10.81.0.0', true],
  ['10.81.0.0/31', '10.81.0.0', false],
  ['10.81.0.0/32', '10.81.0.0', false],
  ['10.81.0.12/24', '10.81.0.0', false],
  ['10.81.1.0/20', '10.81.1.0', false],
  ['2001:db8::/64', '2001:db8::', false],
])('of an interface with %s, %s names the network: %s', (cidr, address, isNamed) => {
  expect(isNetworkAddressOf(cidr, address)).toBe(isNamed)
})

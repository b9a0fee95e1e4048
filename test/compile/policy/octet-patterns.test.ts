import fc from 'fast-check'
import { expect, test } from 'vitest'
import { octetPatterns } from '../../../src/compile/policy/octet-patterns.ts'

const dotted = (address: number) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')
const isIn = (address: number, network: number, prefix: number) =>
  prefix === 0 || address >>> (32 - prefix) === network >>> (32 - prefix)
const matches = (pattern: string, text: string) =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(text)

test('patterns match exactly the addresses of the network', () => {
  const address = fc.nat(2 ** 32 - 1)
  fc.assert(
    fc.property(address, fc.integer({ min: 0, max: 32 }), address, fc.nat(31), (network, prefix, other, flip) => {
      const patterns = octetPatterns(`${dotted(network)}/${prefix}`)
      expect(patterns).toBeDefined()
      for (const candidate of [other, network, (network ^ (1 << flip)) >>> 0])
        expect(patterns?.some((pattern) => matches(pattern, dotted(candidate)))).toBe(isIn(candidate, network, prefix))
    }),
  )
})

test.each(['2001:db8::/32', 'swg-1', '10.0.0.0/33', '', '10.0.0/8'])('%j has no patterns', (network) => {
  expect(octetPatterns(network)).toBeUndefined()
})

test('an address is its own pattern', () => expect(octetPatterns('10.1.2.3')).toEqual(['10.1.2.3']))

test('a network of IPv4 in the notation of IPv6 has the patterns of the IPv4 network', () => {
  expect(octetPatterns('::ffff:10.20.0.0/111')).toEqual(['10.20.*', '10.21.*'])
  expect(octetPatterns('::ffff:0:0/95')).toBeUndefined()
})

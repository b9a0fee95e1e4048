import { expect, test } from 'vitest'
import { buildCluster } from './support.ts'

/** What CM-IP-004 says where the first interface of `tokyo-2` has this address. */
function said(address: string, listener = '10.81.0.12'): readonly string[] {
  const interfaces = `interfaces: { eth0: { address: '${address}', role: cluster } }`
  const { diagnostics } = buildCluster({
    'locations/tokyo.yaml': `nodes: { tokyo-2: { listeners: ['${listener}'], ${interfaces} } }`,
  })
  return diagnostics.filter(({ code }) => code === 'CM-IP-004').map(({ message }) => message)
}

test.each([
  '10.81.0.x/24',
  '10.81.0.300/24',
  '10.81.0/24',
  '010.81.0.12/24',
  '10.81.0.12',
  '10.81.0.12/',
  '10.81.0.12/33',
  '2001:db8::g/64',
  '2001:db8::7/129',
  'tokyo-2.example.com/24',
])('"%s" is no address of an interface, and no listener is blamed for it', (address) => {
  expect(said(address)).toEqual([`"${address}" of interface "eth0" of node "tokyo-2" is no address in CIDR notation`])
})

test.each([
  ['10.81.0.12/24', '10.81.0.12'],
  ['10.81.0.12/32', '10.81.0.12'],
  ['2001:db8::7/64', '2001:db8::7'],
])('"%s" is one', (address, listener) => {
  expect(said(address, listener)).toEqual([])
})

test('a listener that no interface has is told where all of them are known', () => {
  const message = 'node "tokyo-2" listens on "10.81.0.12", but its interfaces have "10.81.0.13" and "10.81.16.12"'
  expect(said('10.81.0.13/24')).toEqual([message])
})

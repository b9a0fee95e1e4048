import ipaddr from 'ipaddr.js'
import { isIpv4, networkOf, withoutPrefix } from '../../model/addresses.ts'

/**
 * Wildcard patterns that match exactly the dotted text of the addresses of an IPv4 network, for example
 * `10.20.0.0/15` → `10.20.*`, `10.21.*`; undefined for anything but an IPv4 network (how the product writes an IPv6
 * address as text is not known). A pattern's last octet always ends with a dot, since `10.2*` would match `10.20.0.1`.
 */
export function octetPatterns(network: string): readonly string[] | undefined {
  const cidr = networkOf(network.includes('/') ? network : `${network}/32`) ?? ''
  if (!isIpv4(withoutPrefix(cidr))) return undefined
  const [address, prefix] = ipaddr.IPv4.parseCIDR(cidr)
  const octets = address.toByteArray()
  if (prefix === 0) return ['*']
  if (prefix === 32) return [address.toString()]
  const whole = Math.ceil(prefix / 8)
  const fixed = octets.slice(0, whole - 1)
  const first = octets[whole - 1] ?? 0
  const count = 2 ** (whole * 8 - prefix)
  return Array.from({ length: count }, (_, step) => {
    const prefixText = [...fixed, first + step].join('.')
    return whole === 4 ? prefixText : `${prefixText}.*`
  })
}

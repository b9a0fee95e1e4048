import { networkOf } from '../../model/addresses.ts'
import { ipv4Network, ipv6Network, rangeSpan } from '../../policy/values/addresses.ts'
import { common, spansOf, without, type Spans } from '../../policy/values/spans.ts'

/** The addresses of some networks in CIDR notation. */
export function networkSpans(networks: readonly string[]): Spans {
  return spansOf(
    networks.flatMap((network) => [rangeSpan(networkOf(network) ?? network)].filter((span) => span !== undefined)),
  )
}

/** The kinds of address in a network that no client can have an address of; none where some client can. */
export function noClientIn(network: string): readonly string[] {
  const spans = networkSpans([network])
  if (without(spans, all).length > 0) return []
  return kinds.filter(([, of]) => common(spans, of).length > 0).map(([kind]) => kind)
}

/** What a machine asks of itself. */
export const loopback: Spans = [ipv4Network(0x7f000000, 8), ipv6Network(1n, 128)]

/**
 * The addresses that no client has, or none that comes from another network. They are made of numbers, since reading
 * the notation of IPv6 for the first time takes longer than all of a usual cluster's networks.
 */
const kinds: readonly (readonly [string, Spans])[] = [
  ['unspecified', [ipv4Network(0, 8), ipv6Network(0n, 128)]],
  ['loopback', loopback],
  ['link-local', [ipv4Network(0xa9fe0000, 16), ipv6Network(0xfe80n << 112n, 10)]],
  ['multicast', [ipv4Network(0xe0000000, 4), ipv6Network(0xffn << 120n, 8)]],
  ['reserved', [ipv4Network(0xf0000000, 4)]],
]

const all = spansOf(kinds.flatMap(([, of]) => of))

/** A network of clients, with whatever it is of. */
export interface ClientNetwork {
  readonly network: { readonly value: string }
}

/** The networks that are in another one, each with the nearest such of somebody else, or the same. */
export function nestedNetworks<Network extends ClientNetwork & { readonly of: unknown }>(
  networks: readonly Network[],
): readonly { readonly inner: Network; readonly outer: Network }[] {
  const open: { readonly network: Network; readonly to: bigint }[] = []
  const spans = networks.flatMap((network) => networkSpans([network.network.value]).map((span) => ({ network, span })))
  // Networks overlap only where one is in the other, which begins before it or ends behind it.
  const sorted = spans.toSorted(({ span: [a, b] }, { span: [c, d] }) =>
    a !== c ? (a < c ? -1 : 1) : b > d ? -1 : b < d ? 1 : 0,
  )
  return sorted.flatMap(({ network, span: [from, to] }) => {
    while (open.length > 0 && (open.at(-1)?.to ?? 0n) < from) open.pop()
    const outer = open.findLast((one) => one.network.of !== network.of)?.network
    open.push({ network, to })
    return outer === undefined ? [] : [{ inner: network, outer }]
  })
}

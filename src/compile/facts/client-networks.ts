import { networkOf } from '../../model/addresses.ts'
import { rangeSpan } from '../../policy/values/addresses.ts'
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
  if (without(spans, NO_CLIENT).length > 0) return []
  return KINDS.filter(([, of]) => common(spans, of).length > 0).map(([kind]) => kind)
}

/** The addresses that no client has, or none that comes from another network. */
const KINDS: readonly (readonly [kind: string, spans: Spans])[] = [
  ['unspecified', networkSpans(['0.0.0.0/8', '::/128'])],
  ['loopback', networkSpans(['127.0.0.0/8', '::1/128'])],
  ['link-local', networkSpans(['169.254.0.0/16', 'fe80::/10'])],
  ['multicast', networkSpans(['224.0.0.0/4', 'ff00::/8'])],
  ['reserved', networkSpans(['240.0.0.0/4'])],
]
const NO_CLIENT: Spans = spansOf(KINDS.flatMap(([, spans]) => spans))

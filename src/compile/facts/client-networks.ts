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
  const { kinds, all } = (known ??= noClient())
  if (without(spans, all).length > 0) return []
  return kinds.filter(({ of }) => common(spans, of).length > 0).map(({ kind }) => kind)
}

/** The addresses that no client has, or none that comes from another network. */
const NO_CLIENT = {
  unspecified: ['0.0.0.0/8', '::/128'],
  loopback: ['127.0.0.0/8', '::1/128'],
  'link-local': ['169.254.0.0/16', 'fe80::/10'],
  multicast: ['224.0.0.0/4', 'ff00::/8'],
  reserved: ['240.0.0.0/4'],
}

/** Worked out when first asked for: most commands never do. */
let known: ReturnType<typeof noClient> | undefined

function noClient(): { readonly kinds: readonly { readonly kind: string; readonly of: Spans }[]; readonly all: Spans } {
  const kinds = Object.entries(NO_CLIENT).map(([kind, networks]) => ({ kind, of: networkSpans(networks) }))
  return { kinds, all: spansOf(kinds.flatMap(({ of }) => of)) }
}

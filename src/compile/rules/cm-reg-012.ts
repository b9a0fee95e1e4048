import type { Cluster } from '../../model/fleet.ts'
import { walk } from '../../policy/check/walk.ts'
import { Selectors } from '../../policy/reach/selectors.ts'
import { common, without, type Spans } from '../../policy/values/spans.ts'
import { loopback, networkSpans, noClientIn } from '../facts/client-networks.ts'
import type { Finding, Rule } from './rule.ts'

/** Clients in the policy belong to a location. */
export const cmReg012: Rule = {
  code: 'CM-REG-012',
  title: 'Clients in the policy belong to a location',
  severity: 'warning',
  stage: 'static',
  why: 'A region or a rule for a network that none of the locations serves is never applied, most often because the network was renumbered, or a digit is wrong.',
  limits:
    'It is checked only if every location with nodes declares "clientNetworks". For a single rule set or rule it is reported as information, since servers and probes may be meant; the loopback addresses of a node are ignored. A network of a region that no client can be in is reported by CM-REG-013.',
  source: 'ours',
  help: 'correct the network, or add it to "clientNetworks" of the location that these clients come through',
  examples: {
    invalid: {
      files: {
        'regions.yaml':
          'format: 1\nselectBy: client-ip\nregions: { apac: { clientNetworks: [10.18.0.0/16] }, amer: { clientNetworks: [10.1.0.0/16] } }',
      },
    },
    valid: {
      files: {
        'regions.yaml':
          'format: 1\nselectBy: client-ip\nregions: { apac: { clientNetworks: [10.81.0.0/16] }, amer: { clientNetworks: [10.1.0.0/16] } }',
      },
    },
  },

  *check(cluster) {
    const served = clientsOf(cluster)
    if (served === undefined) return
    for (const { name, selectBy, clientNetworks } of cluster.regions) {
      if (selectBy.value !== 'client-ip') continue
      for (const { value, origin } of clientNetworks) {
        if (!isApart(networkSpans([value]), served) || noClientIn(value).length > 0) continue
        yield { message: `no location has clients in "${value}" of region "${name}"`, place: origin.place }
      }
    }
    yield* ofCriteria(cluster, served)
  },
}

/** The clients of all locations; undefined where those of one are not declared. */
function clientsOf({ locations, nodes }: Cluster): Spans | undefined {
  const used = new Set<string>(nodes.map(({ location }) => location))
  const own = locations.filter(({ name }) => used.has(name)).map(({ clientNetworks }) => clientNetworks)
  if (own.length === 0 || own.some(({ length }) => length === 0)) return undefined
  return networkSpans(own.flat().map(({ value }) => value))
}

const CLIENT = 'Client.IP'

function* ofCriteria({ policy: { ruleSets, lists } }: Cluster, served: Spans): Generator<Finding> {
  const selectors = new Selectors(new Map([[CLIENT, 'ip']]), lists)
  for (const { kind, item } of walk(ruleSets)) {
    // A region is told where it is declared.
    if (item.regions !== undefined) continue
    const asked = selectors.reachOf(item.criteria).within.get(CLIENT)
    if (asked?.kind !== 'address' || !isApart(asked.spans, served)) continue
    yield {
      severity: 'info',
      message: `${kind === 'rule' ? 'rule' : 'rule set'} "${item.name}" matches clients that no location has`,
      place: item.criteria.place ?? item.place,
    }
  }
}

/** Whether none of the addresses, of which there are some, is that of a client. */
function isApart(asked: Spans, served: Spans): boolean {
  const others = without(asked, loopback)
  return others.length > 0 && common(others, served).length === 0
}

import type { Passage } from '../../model/facts.ts'
import { urlParts } from '../../model/forms/url-parts.ts'
import { TRANSFERS } from '../facts/destinations.ts'
import type { Rule } from './rule.ts'
import { quoted } from '../wording/phrase.ts'

/** Every node can reach the log destination. */
export const cmLog002: Rule = {
  code: 'CM-LOG-002',
  title: 'Every node can reach the log destination',
  severity: 'error',
  stage: 'static',
  why: 'One log configuration applies to all nodes; a node that a firewall blocks keeps its logs until they are rotated.',
  source: 'BP',
  help: 'declare a firewall opening from every location to the host, with "any" or the port of the destination',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': `logShipping: { accessLog: ftps://logs.example.com/%h/ }
network: { firewall: [{ between: [tokyo-1, newyork-1], port: 12346 }, { from: tokyo, to: logs.example.com }] }
`,
      },
    },
    valid: {
      files: {
        'cluster.yaml': `logShipping: { accessLog: ftps://logs.example.com/%h/ }
network: { firewall: [{ between: [tokyo-1, newyork-1], port: 12346 }, { from: any, to: logs.example.com, port: 990 }] }
`,
      },
    },
  },

  *check(cluster) {
    const log = cluster.facts.logShipping?.accessLog
    const target = log && urlParts(log.value)
    if (log === undefined || target === undefined) return
    const { firewall } = cluster.facts
    // Where no passage is declared at all nobody says who may go where.
    if (firewall.length === 0) return
    const wanted = target.port ?? TRANSFERS.get(target.scheme)?.port
    const passages = firewall.flatMap(eachWay)
    const open = passages.filter((one) => (one.to === target.host || one.to === 'any') && lets(one, wanted))
    const closed = cluster.nodes.filter(({ name, location }) =>
      open.every(({ from }) => from !== 'any' && from !== name && from !== location),
    )
    if (closed.length === 0) return
    const declared = passages.find(({ to }) => to === target.host)
    const who = quoted(closed.map(({ name }) => name))
    yield declared === undefined
      ? {
          message: `no declared firewall opening names "${target.host}", where the access logs go: whether ${who} reach it is not known`,
          place: log.origin.place,
          severity: 'info',
        }
      : {
          message: `no declared firewall opening lets ${who} reach "${target.host}", where the access logs go`,
          place: log.origin.place,
          related: [{ place: declared.place, note: 'others are let through here' }],
        }
  },
}

function eachWay(passage: Passage): readonly Passage[] {
  const { from, to, bothWays } = passage
  return bothWays ? [passage, { ...passage, from: to, to: from }] : [passage]
}

function lets({ protocol, port }: Passage, wanted: number | undefined): boolean {
  return protocol !== 'udp' && (port === undefined || wanted === undefined || port === wanted)
}

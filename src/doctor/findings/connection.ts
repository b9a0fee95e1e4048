import type { FailedRequest } from '../evidence.ts'
import { extentOf, type Finding } from '../finding.ts'
import type { Site } from '../site.ts'
import { suspectsOf, type Suspect } from '../suspects.ts'
import { route } from '../../topology/path.ts'
import { setClock } from './set-clock.ts'
import { nameOf } from './speak.ts'

/** What failed requests between nodes mean, one finding for each node that explains some of them. */
export function connectionFindings(lines: readonly FailedRequest[], site: Site): readonly Finding[] {
  const causes = [...new Set(lines.map(({ why }) => why))]
  return causes.flatMap((why) =>
    suspectsOf(lines.filter((line) => line.why === why)).map((suspect) => findingOf(why, suspect, site)),
  )
}

function findingOf(why: FailedRequest['why'], suspect: Suspect, site: Site): Finding {
  const words = meaning(nameOf(suspect.node, site, suspect.lines), suspect, site)[why]
  return {
    ...words,
    cause: [words.cause, wayTo(suspect, site)].filter((text) => text !== '').join('; '),
    confidence: confidenceOf(why, suspect),
    ...extentOf(suspect.lines),
  }
}

function confidenceOf(why: FailedRequest['why'], { witnesses }: Suspect): Finding['confidence'] {
  if (why === 'no listener' || why === 'certificate') return 'certain'
  if (why === 'not known') return 'possible'
  return witnesses > 1 ? 'likely' : 'possible'
}

type Meaning = Pick<Finding, 'code' | 'severity' | 'what' | 'cause' | 'remedy'>

function meaning(
  node: string,
  { witnesses }: Suspect,
  { version }: Site,
): Readonly<Record<FailedRequest['why'], Meaning>> {
  const who =
    witnesses > 1 ? `${witnesses} other nodes say so` : 'one other node says so; it may be the one that is off'
  const connection = { code: 'CM-SYN-004', severity: 'warning' } as const
  return {
    'time difference': {
      code: 'CM-TIME-005',
      severity: 'error',
      what: `the clock of ${node} differs too much (error 405)`,
      cause: `requests between nodes whose clocks differ too much are refused; ${who}`,
      remedy: [
        'compare the clocks of both ends with "pader status" and check NTP; beyond 1000 seconds it does not correct by itself',
        `on ${node}, set the clock by force:`,
        ...setClock(version),
      ],
    },
    'no route': {
      ...connection,
      what: `no route to ${node} (errno 113)`,
      cause: `routing or a firewall on the way; ${witnesses > 1 ? who : 'one other node says so'}`,
      remedy: [
        'check the routes on both ends and that the firewalls let the Central Management port through both ways',
      ],
    },
    refused: {
      ...connection,
      what: `${node} refuses connections (errno 111)`,
      cause: 'its address is wrong, or nothing listens there',
      remedy: [`check that ${node} has a listener at the address and port that the other nodes use, and that it is up`],
    },
    handshake: {
      ...connection,
      what: `connections to ${node} break at the handshake (errno 107)`,
      cause: 'packets are lost or the node is overloaded; now and then it is harmless',
      remedy: ['do nothing if it stops; else check the link for loss and the node for load'],
    },
    certificate: {
      code: 'CM-SYN-008',
      severity: 'error',
      what: `the certificate of ${node} was not accepted`,
      cause: 'the two nodes have different cluster authorities (CM-CA-002)',
      remedy: ['import the authority in use, with its key, on the node that is to join, then add it again'],
    },
    'no listener': {
      code: 'CM-IP-001',
      severity: 'error',
      what: 'a node could not be added: the node that adds has no listener',
      cause: 'the new node would not be able to talk back',
      remedy: ['set a listener (address and port) on the node that you add from, save, and add the node again'],
    },
    'not known': {
      ...connection,
      what: `requests to ${node} fail for a reason that is not known here`,
      cause: 'the error is none of those that the product documents',
      remedy: ['read the line, and ask the vendor with it'],
    },
  }
}

/** Where the topology has the suspect hang on a single node, that one is worth a look too. */
function wayTo({ node, lines }: Suspect, { graph, byUuid }: Site): string {
  const to = node === undefined ? undefined : byUuid.get(node)
  const writer = lines.find((line) => line.writer !== undefined && line.writer !== node)?.writer
  const from = writer === undefined ? undefined : byUuid.get(writer)
  if (to === undefined || from === undefined) return ''
  const way = route(graph, from.name, to.name)
  if (way === undefined) return `the network groups have no way from "${from.name}" to "${to.name}" (CM-NET-002)`
  const [hop] = way.hops
  if (way.hops.length === 1) return `"${from.name}" and "${to.name}" share ${hop?.sharedGroups.join(', ') ?? ''}`
  const single = way.breakers.map((name) => `"${name}"`).join(', ')
  const hangs = single === '' ? '' : `; all of it depends on ${single}`
  return `messages from "${from.name}" go over ${way.relays.map((name) => `"${name}"`).join(', ')}${hangs}`
}

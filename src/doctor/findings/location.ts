import type { FailedRequest } from '../evidence.ts'
import { extentOf, type Finding } from '../finding.ts'
import type { Site } from '../site.ts'

/**
 * Two locations that lost each other: failures to connect that all cross the same pair of locations, over several pairs
 * of nodes. Returns the finding and the lines it explains, which need no finding of their own.
 */
export function locationFindings(
  lines: readonly FailedRequest[],
  { byUuid }: Site,
): { readonly findings: readonly Finding[]; readonly explained: ReadonlySet<FailedRequest> } {
  const crossings = new Map<string, FailedRequest[]>()
  const within = new Set<string>()
  for (const line of lines) {
    if (line.why !== 'no route' && line.why !== 'handshake') continue
    const [from, to] = [byUuid.get(line.writer ?? ''), byUuid.get(line.peer?.uuid ?? '')]
    if (from === undefined || to === undefined) continue
    if (from.location === to.location) within.add(from.location)
    else {
      const key = [from.location, to.location].toSorted().join('\n')
      crossings.set(key, [...(crossings.get(key) ?? []), line])
    }
  }
  const explained = new Set<FailedRequest>()
  const findings = [...crossings].flatMap(([key, crossing]): readonly Finding[] => {
    const [a = '', b = ''] = key.split('\n')
    const ends = new Set(crossing.flatMap(({ writer, peer }) => [writer ?? '', peer?.uuid ?? '']))
    // One node of each side is a matter of those two nodes.
    if (ends.size < 4 || within.has(a) || within.has(b)) return []
    for (const line of crossing) explained.add(line)
    return [
      {
        code: 'CM-SYN-004',
        severity: 'error',
        what: `"${a}" and "${b}" do not reach each other`,
        cause: `${ends.size} nodes of both sides fail, and only towards the other side: the line between the locations`,
        confidence: 'likely',
        remedy: [
          'check the line and the firewalls between the two locations',
          'change nothing in the UI meanwhile: when they meet again one side\u2019s changes are lost (CM-SYN-013)',
        ],
        ...extentOf(crossing),
      },
    ]
  })
  return { findings, explained }
}

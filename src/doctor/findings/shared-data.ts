import type { FailedRequest, ReadLogs } from '../evidence.ts'
import { extentOf, type Finding } from '../finding.ts'
import type { Site } from '../site.ts'
import { suspectsOf } from '../suspects.ts'
import { nameOf } from './speak.ts'

const minute = 60_000
/** Failures this close to the end of a log count as going on. */
const recent = 10 * minute
/** Failures that go on for longer than this are no noise. */
const lasting = 30 * minute
/** Failures an hour that are frequent (BP speaks of frequent ones without a number; this one is ours). */
const frequent = 40

/** Whether a failure is about data that nodes share at run time, which is the one kind that may be noise. */
export function isSharedData(line: FailedRequest): boolean {
  return line.message.includes('shared_data') && line.why !== 'time difference' && line.why !== 'certificate'
}

/**
 * Tells noise from trouble in failures to share runtime data. Logs have no line for a success, so that a peer counts
 * as reached again when its failures stopped and the log went on.
 */
export function sharedDataFindings(
  lines: readonly FailedRequest[],
  { ends }: Pick<ReadLogs, 'ends'>,
  site: Site,
): readonly Finding[] {
  return suspectsOf(lines).map((suspect) => {
    const node = nameOf(suspect.node, site, suspect.lines)
    const extent = extentOf(suspect.lines)
    const goesOn = suspect.lines.some(({ place, at }) => at !== undefined && (ends.get(place.log) ?? at) - at <= recent)
    const span = (extent.last ?? 0) - (extent.first ?? 0)
    if (goesOn && span >= lasting) {
      return {
        code: 'CM-SYN-005',
        severity: 'warning',
        what: `runtime data has not reached ${node} for ${Math.round(span / minute)} minutes`,
        cause: 'the failures continue to the end of the log: the nodes do not reach each other',
        confidence: suspect.witnesses > 1 ? 'likely' : 'possible',
        remedy: [
          `check that ${node} is up and that the others reach it: see its other findings, or its listener and routes`,
        ],
        ...extent,
      }
    }
    if (suspect.lines.length >= frequent && suspect.lines.length / Math.max(1, span / (60 * minute)) >= frequent) {
      return often(node, suspect.node, site, extent)
    }
    return {
      code: 'CM-SYN-005',
      severity: 'info',
      what: `runtime data did not always reach ${node}`,
      cause: goesOn ? 'it began shortly before the end of the log' : 'the failures stopped and the log went on: noise',
      confidence: goesOn ? 'possible' : 'likely',
      remedy: ['nothing, unless it recurs for longer'],
      ...extent,
    }
  })
}

function often(
  node: string,
  uuid: string | undefined,
  { byUuid }: Site,
  extent: Pick<Finding, 'count' | 'first' | 'last' | 'example'>,
): Finding {
  const group = byUuid.get(uuid ?? '')?.runtimeGroup
  const size = [...byUuid.values()].filter(({ runtimeGroup }) => runtimeGroup === group).length
  const about = group === undefined ? '' : `; its runtime group "${group}" has ${size} nodes`
  return {
    code: 'CM-SYN-006',
    severity: 'info',
    what: `runtime data often does not reach ${node}`,
    cause: `${frequent} failures an hour or more${about}`,
    confidence: 'possible',
    remedy: ['split the runtime group so that only nodes with the same users share data'],
    ...extent,
  }
}

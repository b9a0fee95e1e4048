import { worstFirst } from '../diagnose.ts'
import { clockFindings } from '../findings/clocks.ts'
import type { Finding } from '../finding.ts'
import { attachment } from './attachment.ts'
import { isAway, type LiveCheck } from './live-check.ts'
import type { LiveObservation } from './live-observation.ts'
import { storage } from './storage.ts'
import { versions } from './versions.ts'

/** Clocks against each other and against what NTP can still repair. */
const clocks: LiveCheck = {
  codes: ['CM-TIME-005', 'CM-TIME-006', 'CM-TIME-008', 'CM-TIME-010'],
  looksAt: 'the time in one answer of each node',
  find: (seen) =>
    clockFindings(
      seen.nodes
        .filter((node) => node.skew.kind === 'known' || !isAway(node, seen))
        .map(({ name, skew }) => {
          const node = seen.cluster.nodes.find((one) => one.name === name)
          const tolerance = node?.settings['clock.allowedDifference']?.value ?? undefined
          return { node: name, skew, ...(tolerance === undefined ? {} : { tolerance }) }
        }),
      seen.cluster.version.value,
    ),
}

/** Every check of a running cluster that needs no log. Adding one is its file and a line here. */
export const liveChecks: readonly LiveCheck[] = [attachment, clocks, storage, versions]

/** What the rules of stage `live` find in one look, the worst first. */
export function judge(observation: LiveObservation): readonly Finding[] {
  return worstFirst(liveChecks.flatMap(({ find }) => find(observation)))
}

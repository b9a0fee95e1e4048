import type { ClockSkew, Observation } from '../../model/observed.ts'
import { extentOf, type Finding } from '../finding.ts'
import { setClock } from './set-clock.ts'

/** Seconds from which on NTP does not correct a clock by itself (BP). */
const beyondNtp = 1000

/** Seconds that count as much where nobody says what the nodes tolerate: the default is not known. */
const muchAnyway = 60

/** What one request to a node said about its clock, and the difference that the node tolerates where YAML says it. */
export interface MeasuredClock {
  readonly node: string
  readonly skew: Observation<ClockSkew>
  readonly tolerance?: number
}

/** Nodes that do not answer from here, and clocks that are off; a difference counts only past its uncertainty. */
export function clockFindings(clocks: readonly MeasuredClock[], version: string | undefined): readonly Finding[] {
  const middle = median(clocks.flatMap(({ skew }) => (skew.kind === 'known' ? [skew.value.seconds] : [])))
  const silent = clocks.filter(({ skew }) => skew.kind !== 'known')
  return [...clocks.flatMap((clock) => findingOf(clock, middle, version)), ...silentFinding(silent)]
}

/** Nodes that gave no time are one finding, however many: a screen has room for the others too. */
function silentFinding(silent: readonly MeasuredClock[]): readonly Finding[] {
  const [first] = silent
  if (first === undefined) return []
  const { node, skew } = first
  const names = silent.slice(0, 5).map((clock) => `"${clock.node}"`)
  const more = silent.length > names.length ? ` and ${silent.length - names.length} more` : ''
  const { reason, failed } = skew.kind === 'unknown' ? skew : { reason: 'it names no time' }
  return [
    {
      code: 'CM-TIME-008',
      severity: 'warning',
      what:
        silent.length === 1
          ? `the clock of "${node}" is not known`
          : `the clocks of ${names.join(', ')}${more} are not known`,
      cause: silent.length === 1 ? reason : `${node}: ${reason}`,
      confidence: 'certain',
      remedy: [failed?.remedy ?? 'check address, port and certificate in the host file, and that the node is up'],
      ...extentOf([]),
      count: silent.length,
      example: { log: `request to ${node}`, line: 1 },
    },
  ]
}

function findingOf({ node, skew, tolerance }: MeasuredClock, middle: number, version?: string): readonly Finding[] {
  if (skew.kind !== 'known') return []
  const extent = { ...extentOf([]), count: 1, example: { log: `request to ${node}`, line: 1 } }
  const { seconds, uncertainty } = skew.value
  const off = Math.max(0, Math.abs(seconds - middle) - uncertainty)
  const isBeyondNtp = Math.max(0, Math.abs(seconds) - uncertainty) > beyondNtp
  if (!isBeyondNtp && off <= (tolerance ?? muchAnyway)) return []
  const remedy = ['check NTP on the node', `on "${node}", set the clock by force:`, ...setClock(version)]
  return [
    isBeyondNtp
      ? {
          code: 'CM-TIME-006',
          severity: 'error',
          what: `the clock of "${node}" is ${Math.round(seconds)} seconds off`,
          cause: `beyond about ${beyondNtp} seconds, NTP does not correct a clock`,
          confidence: 'certain',
          remedy,
          ...extent,
        }
      : {
          code: 'CM-TIME-005',
          severity: tolerance === undefined ? 'warning' : 'error',
          what: `the clock of "${node}" differs by ${Math.round(off)} seconds from most nodes`,
          cause:
            tolerance === undefined
              ? 'what the nodes tolerate is not in the YAML; beyond it, requests are refused with error 405'
              : `more than the ${tolerance} seconds that are allowed: its requests are refused with error 405`,
          confidence: tolerance === undefined ? 'likely' : 'certain',
          remedy,
          ...extent,
        },
  ]
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

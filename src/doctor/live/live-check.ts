import type { Finding } from '../finding.ts'
import type { LiveObservation, SeenNode } from './live-observation.ts'

/** A rule of stage `live` that looks at a running cluster. */
export interface LiveCheck {
  /** Codes of the rules that its findings can break. */
  readonly codes: readonly string[]
  /** What it looks at, in words. */
  readonly looksAt: string
  readonly find: (observation: LiveObservation) => readonly Finding[]
}

/** Whether a node is declared out of service: that it is silent or behind is what the declaration says. */
export function isAway({ name }: SeenNode, { cluster }: LiveObservation): boolean {
  return cluster.nodes.some((node) => node.name === name && node.outOfService !== undefined)
}

/** A finding that rests on one look and not on lines of a log. */
export function seenOnce(example: string): Pick<Finding, 'count' | 'example'> {
  return { count: 1, example: { log: example, line: 1 } }
}

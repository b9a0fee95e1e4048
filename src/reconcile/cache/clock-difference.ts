import { known, unknown, type ClockSkew, type Observation } from '../../model/observed.ts'

/**
 * How far a node's clock is from the entry node's, when both were measured against a third. That third, the clock of the
 * machine that measures, may itself be wrong: it falls out of the difference.
 */
export function differenceTo(entry: Observation<ClockSkew>, node: Observation<ClockSkew>): Observation<ClockSkew> {
  if (node === entry) return node.kind === 'known' ? known({ seconds: 0, uncertainty: 0 }) : node
  if (node.kind !== 'known') return node
  if (entry.kind !== 'known') return unknown('the clock of the entry node is not known')
  return known({
    seconds: node.value.seconds - entry.value.seconds,
    uncertainty: node.value.uncertainty + entry.value.uncertainty,
  })
}

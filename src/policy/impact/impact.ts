import type { Cycle } from '../../model/policy/rule-set.ts'
import { sharedInputsOf } from '../reason/shared-inputs.ts'
import type { Side } from '../reason/side.ts'
import { Comparison } from './comparison.ts'
import { Confirmation } from './confirmation.ts'
import type { Direction } from './direction.ts'
import type { Impact, RequestScope } from './impact-class.ts'

const cycles: readonly Cycle[] = ['request', 'response', 'embedded']

/** The requests that two policies, or one policy at two places, decide differently. */
export function impactOf(before: Side, after: Side, whose: RequestScope): Impact {
  const known = [...whose.audiences, ...(whose.within === undefined ? [] : [whose.within])].map(({ has }) => has)
  const shared = sharedInputsOf(before, after, known)
  const confirmation = new Confirmation({ before, after })
  const found = cycles.map((cycle) => new Comparison(before, after, shared, cycle, whose, confirmation).impact())
  const order: readonly Direction[] = ['weaker', 'stricter', 'other']
  return {
    classes: found
      .flatMap(({ classes }) => classes)
      .toSorted((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction)),
    open: found.flatMap(({ open }) => open),
    more: found.flatMap(({ more }) => more),
    assumptions: [...new Set(found.flatMap(({ assumptions }) => assumptions))],
  }
}

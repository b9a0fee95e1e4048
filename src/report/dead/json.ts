import type { Dead, DeadPolicy } from '../../policy/dead/dead.ts'
import type { Place, Span } from '../../source/place.ts'
import { jsonDocument } from '../json/envelope.ts'

/** What of a policy does nothing, as a JSON document. */
export function deadJson(
  name: string,
  { dead, alwaysTrue, unused, emptyRegions, off, open, assumptions }: DeadPolicy,
  locate: (place: Place) => Span,
): string {
  const item = ({ path, place }: Pick<Dead, 'path' | 'place'>): Readonly<Record<string, unknown>> => ({
    path,
    span: locate(place),
  })
  return jsonDocument('unused', {
    policy: name,
    proved: open.length === 0,
    dead: dead.map((one) => ({
      ...item(one),
      reason: one.reason,
      decidedBy: one.decidedBy.map(locate),
      decidedByMore: one.isDecidedByMore,
    })),
    alwaysTrue: alwaysTrue.map(item),
    unused: unused.map(({ kind, name: own, place, reason }) => ({ kind, name: own, span: locate(place), reason })),
    emptyRegions: emptyRegions.map(({ name: own, place }) => ({ name: own, span: locate(place) })),
    off: off.map(item),
    open,
    assumptions,
  })
}

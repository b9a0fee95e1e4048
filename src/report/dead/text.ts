import type { DeadPolicy, DeadReason } from '../../policy/dead/dead.ts'
import type { Place, Span } from '../../source/place.ts'
import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { locationOf } from '../text/diagnostics.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'

const reasons: Readonly<Record<DeadReason, string>> = {
  contradictory: 'its criteria contradict each other, or ask for what nothing is in',
  unreachable:
    'no request comes as far: what stands before it decides all of them, or the sets around it hold for none',
  shadowed: 'the requests that its criteria hold for are decided before it',
}

/** What of a policy does nothing, for a person. */
export function deadText(
  name: string,
  { dead, alwaysTrue, off, open, assumptions }: DeadPolicy,
  locate: (place: Place) => Span,
  look: Appearance,
): string {
  const paint = paintOf(look)
  const line = (place: Place, path: string, text: string): readonly string[] =>
    wrap(harmless(`${locationOf(locate(place))} ${path}: ${text}`, look.unicode), look.columns, '    ', '  ')
  const by = (places: readonly Place[]): string =>
    places.length === 0 ? '' : `, by ${places.map((place) => locationOf(locate(place))).join(', ')}`
  const head =
    dead.length + alwaysTrue.length + open.length === 0
      ? `${name}: every rule applies to some request (proved)`
      : `${name}: ${dead.length} never apply, ${alwaysTrue.length} leave nobody out, ${open.length} not decided`
  return `${[
    ...wrap(harmless(head, look.unicode), look.columns, '  ').map(paint.strong),
    ...dead
      .flatMap(({ place, path, reason, decidedBy }) => line(place, path, reasons[reason] + by(decidedBy)))
      .map(paint.warning),
    ...alwaysTrue.flatMap(({ place, path }) => line(place, path, 'its criteria hold for every request')),
    ...off.flatMap(({ place, path }) => line(place, path, 'switched off, so that nothing is said of it')),
    ...assumptions.flatMap((text) => wrap(`assumed: ${text}`, look.columns, '    ', '  ')).map(paint.faint),
    ...open.flatMap((path) => wrap(harmless(`${path}: not decided`, look.unicode), look.columns, '    ', '  ')),
  ].join('\n')}\n`
}

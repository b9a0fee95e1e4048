import { isAllUsed, type Dead, type DeadPolicy, type DeadReason } from '../../policy/dead/dead.ts'
import type { Unused } from '../../policy/dead/unused.ts'
import type { Place, Span } from '../../source/place.ts'
import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { locationOf } from '../text/diagnostics.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'

const reasons: Readonly<Record<DeadReason, string>> = {
  contradictory: 'its criteria contradict each other, or test for something that contains nothing',
  unreachable: 'no request gets this far: what comes before it decides all of them, or the enclosing sets match none',
  shadowed: 'the requests that its criteria match are decided before it, or leave an enclosing rule set',
  regionless: 'nothing belongs to its region',
}

const kinds: Readonly<Record<Unused['kind'], string>> = {
  list: 'the list',
  settings: 'the settings object',
  property: 'the property',
}

const uses: Readonly<Record<Unused['reason'], string>> = {
  unnamed: 'nothing uses it',
  idle: 'it is used only by rules and rule sets that never apply or are switched off',
}

/** What of a policy does nothing, for a person. */
export function deadText(name: string, found: DeadPolicy, locate: (place: Place) => Span, look: Appearance): string {
  const { dead, alwaysTrue, unused, emptyRegions, off, open, assumptions } = found
  const paint = paintOf(look)
  const line = (place: Place, path: string, text: string): readonly string[] =>
    wrap(harmless(`${locationOf(locate(place))} ${path}: ${text}`, look.unicode), look.columns, '    ', '  ')
  const by = ({ decidedBy, isDecidedByMore }: Dead): string => {
    const rules = [...decidedBy.map((place) => locationOf(locate(place))), ...(isDecidedByMore ? ['others'] : [])]
    return rules.length === 0 ? '' : `, by ${inWords(rules)}`
  }
  const head = isAllUsed(found)
    ? `${name}: every rule applies to some request (proved), and every list, settings object and property is used`
    : `${name}: ${dead.length} never apply, ${alwaysTrue.length} match every request, ${unused.length + emptyRegions.length} unused, ${open.length} not decided`
  return `${[
    ...wrap(harmless(head, look.unicode), look.columns, '  ').map(paint.strong),
    ...dead.flatMap((one) => line(one.place, one.path, reasons[one.reason] + by(one))).map(paint.warning),
    ...alwaysTrue.flatMap(({ place, path }) => line(place, path, 'its criteria hold for every request')),
    ...emptyRegions
      .flatMap((region) =>
        line(
          region.place,
          `the region "${region.name}"`,
          'it has no nodes, or no client networks if it is selected by them, so no request belongs to it',
        ),
      )
      .map(paint.warning),
    ...unused
      .flatMap((one) => line(one.place, `${kinds[one.kind]} "${one.name}"`, uses[one.reason]))
      .map(paint.warning),
    ...off.flatMap(({ place, path }) => line(place, path, 'switched off, so nothing is said about it')),
    ...assumptions.flatMap((text) => wrap(`assumed: ${text}`, look.columns, '    ', '  ')).map(paint.faint),
    ...open.flatMap((path) => wrap(harmless(`${path}: not decided`, look.unicode), look.columns, '    ', '  ')),
  ].join('\n')}\n`
}

function inWords(rules: readonly string[]): string {
  const [last = '', ...before] = rules.toReversed()
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`
}

import type { Route } from '../../topology/path.ts'
import type { Appearance } from '../appearance.ts'
import { jsonDocument } from '../json/envelope.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'

/** The two ends of a route and the way between them; no way when they do not reach each other. */
export interface RouteBetween {
  readonly cluster: string
  readonly from: string
  readonly to: string
  readonly route: Route | undefined
}

/** The way of a message for a person: hop by hop with the shared group, what else could carry it, what breaks it. */
export function routeText({ cluster, from, to, route }: RouteBetween, look: Appearance): string {
  const paint = paintOf(look)
  const { arrow } = glyphsOf(look)
  const clean = (text: string): string => harmless(text, look.unicode)
  if (route === undefined)
    return `${paint.error(clean(`${cluster}: "${to}" cannot be reached from "${from}"`))}\n  no chain of shared network groups leads there\n`
  const hops = `${route.hops.length} hop${route.hops.length === 1 ? '' : 's'}`
  const lines = [
    paint.strong(`${clean(from)} ${arrow} ${clean(to)}: ${hops}`),
    ...route.hops.map(
      (hop) => `  ${clean(hop.from)} ${arrow} ${clean(hop.to)}  shares ${clean(hop.sharedGroups.join(', '))}`,
    ),
    ...route.relays.flatMap((relay, index) => alternativesOf(relay, route.alternatives[index] ?? []).map(clean)),
    route.breakers.length === 0
      ? paint.good('  no single node breaks it permanently')
      : paint.warning(clean(`  breaks when lost: ${route.breakers.join(', ')}`)),
  ]
  return `${lines.flatMap((line) => wrap(line, look.columns, '      ')).join('\n')}\n`
}

function alternativesOf(relay: string, others: readonly string[]): readonly string[] {
  return others.length === 0 ? [] : [`  instead of ${relay}, as short: ${others.join(', ')}`]
}

/** The same as a JSON document. */
export function routeJson({ cluster, from, to, route }: RouteBetween): string {
  return jsonDocument('path', { cluster, from, to, reachable: route !== undefined, ...route })
}

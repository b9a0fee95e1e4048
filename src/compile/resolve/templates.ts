import { keyAt, valueAt, type Place } from '../../source/place.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { ClusterDocument, ValidDocument, Values } from '../documents/documents.ts'
import { respelling } from '../fix/respell.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import type { Sheet } from '../documents/sheet.ts'

/** The sheets that `template: NAME` brings in, the most general first, and what is wrong with the name. */
export function templateSheets(
  cluster: ValidDocument<'cluster'>,
  use: { readonly name: unknown; readonly place: Place; readonly layer: Sheet['layer'] },
  report: (diagnostic: Diagnostic) => void,
): readonly Sheet[] {
  const sheets: Sheet[] = []
  const templates: NonNullable<ClusterDocument['templates']> = cluster.content.templates ?? {}
  let { name, place } = use
  const seen = new Set<string>()
  while (typeof name === 'string') {
    const values: Values | undefined = Object.hasOwn(templates, name) ? templates[name] : undefined
    if (values === undefined) {
      const message = `there is no template "${name}"`
      report(frontEndFinding('REF-TEMPLATE', place, message, respelling(place, name, Object.keys(templates))))
      return sheets
    }
    if (seen.has(name)) return sheets
    seen.add(name)
    const path = ['templates', name]
    sheets.unshift({ layer: use.layer, file: cluster.file, path, values })
    place = valueAt(cluster.file, [...path, 'template'])
    name = values['template']
  }
  return sheets
}

/** Templates that use each other in a circle, each circle once. */
export function* templateCycles(cluster: ValidDocument<'cluster'>): Iterable<Diagnostic> {
  const templates = cluster.content.templates ?? {}
  const done = new Set<string>()
  for (const start of Object.keys(templates)) {
    const way: string[] = []
    let name: unknown = start
    while (typeof name === 'string' && Object.hasOwn(templates, name) && !done.has(name)) {
      const from = way.indexOf(name)
      if (from >= 0) {
        const circle = [...way.slice(from), name].map((step) => `"${step}"`).join(' → ')
        const place = keyAt(cluster.file, ['templates', name, 'template'])
        yield frontEndFinding('REF-CYCLE', place, `templates use each other in a circle: ${circle}`)
        break
      }
      way.push(name)
      name = templates[name]?.['template']
    }
    for (const step of way) done.add(step)
  }
}

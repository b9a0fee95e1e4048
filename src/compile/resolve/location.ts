import type { Location } from '../../model/fleet.ts'
import { locationName } from '../../model/names.ts'
import type { Sourced } from '../../model/sourced.ts'
import { valueAt } from '../../source/place.ts'
import type { ValidDocument } from '../documents/documents.ts'
import { declaredNodes } from './declared-nodes.ts'
import { resolveNode, type NodeContext } from './node.ts'
import { layOver, type Layers } from './settings.ts'
import { sourced, type Sheet } from '../documents/sheet.ts'
import { templateSheets } from './templates.ts'

/** What a location takes over from its cluster. */
export interface LocationContext extends Omit<NodeContext, 'location' | 'file' | 'templates'> {
  readonly cluster: ValidDocument<'cluster'>
}

/** Resolves a location and its nodes. */
export function resolveLocation(name: string, document: ValidDocument<'location'>, context: LocationContext): Location {
  const { file, content } = document
  const { cluster, report } = context
  const own = locationName(name)
  const use = { name: content.template, place: valueAt(file, ['template']), layer: 'location' } as const
  const sheets: Sheet[] = [...templateSheets(cluster, use, report)]
  if (content.defaults !== undefined) {
    sheets.push({ layer: 'location', file, path: ['defaults'], values: content.defaults })
  }
  const layers = sheets.reduce<Layers>((below, sheet) => layOver(below, sheet, context), context)
  const nodeContext: NodeContext = {
    ...context,
    report: onceEach(report),
    location: own,
    file,
    settings: layers.settings,
    facts: layers.facts,
    templates: ({ path, content: { template } }) => {
      if (template === undefined) return []
      return templateSheets(
        cluster,
        { name: template, place: valueAt(file, [...path, 'template']), layer: 'node' },
        report,
      )
    },
  }
  const nodes = declaredNodes(document, report)
    .map((declared) => resolveNode(declared, nodeContext))
    .filter((node) => node !== undefined)
  return {
    name: own,
    place: { kind: 'file', file },
    ...text('region', content.region, file),
    ...text('timeZone', content.timeZone, file),
    clientNetworks: texts('clientNetworks', content.clientNetworks, file),
    roamingWith: texts('roamingWith', content.roamingWith, file),
    nodes,
  }
}

/** Reports what differs from all before it: what a range lacks is found at each of its nodes. */
function onceEach(report: NodeContext['report']): NodeContext['report'] {
  const told = new Set<string>()
  return (found) => {
    const key = JSON.stringify([found.code, found.place, found.message])
    if (!told.has(key)) report(found)
    told.add(key)
  }
}

function text<Name extends string>(
  name: Name,
  value: string | undefined,
  file: string,
): { readonly [Key in Name]?: Sourced<string> } {
  const result: { [Key in Name]?: Sourced<string> } = {}
  if (value !== undefined) result[name] = sourced(value, 'location', valueAt(file, [name]))
  return result
}

function texts(name: string, values: readonly string[] | undefined, file: string): readonly Sourced<string>[] {
  return (values ?? []).map((value, index) => sourced(value, 'location', valueAt(file, [name, index])))
}

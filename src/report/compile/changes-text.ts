import type { ClusterChange, NodeChange, ValueChange } from '../../model/change.ts'
import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf, type Paint } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { changedValueText } from './value-text.ts'

/** What a change does to each cluster, for a person; nodes that change in the same way are told of once. */
export function changesText(changes: readonly ClusterChange[], look: Appearance): string {
  if (changes.length === 0) return 'no effect: the digests are equal\n'
  const paint = paintOf(look)
  return changes.map((change) => `${clusterLines(change, look, paint).join('\n')}\n`).join('\n')
}

function clusterLines(change: ClusterChange, look: Appearance, paint: Paint): readonly string[] {
  const word = change.kind === undefined ? '' : ` (${change.kind})`
  return [
    paint.strong(`cluster ${change.cluster}${word}`),
    ...change.values.flatMap((value) => valueLine(value, '  ', look)),
    ...alike(change.nodes).flatMap((nodes) => nodeLines(nodes, look, paint)),
    ...change.policy.map(
      ({ kind, object, name }) => `  ${sign(kind, paint)} ${object} ${harmless(name, look.unicode)}`,
    ),
  ]
}

/** Nodes in groups that change in the same way, in the order of their first members. */
function alike(nodes: readonly NodeChange[]): readonly (readonly NodeChange[])[] {
  const groups = new Map<string, NodeChange[]>()
  for (const node of nodes) {
    const values = node.values.map(({ name, before, after }) => [name, before, after])
    const alone = node.kind === 'changed' && node.renamedFrom === undefined ? '' : node.node
    const key = JSON.stringify([node.kind, alone, node.movedFrom, values])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [node])
    else group.push(node)
  }
  return [...groups.values()]
}

function nodeLines(nodes: readonly NodeChange[], look: Appearance, paint: Paint): readonly string[] {
  const [first] = nodes
  if (first === undefined) return []
  const was = [
    first.renamedFrom === undefined ? '' : `was ${first.renamedFrom}`,
    first.movedFrom === undefined ? '' : `moved from ${first.movedFrom}`,
  ].filter((part) => part !== '')
  const names = nodes.map(({ node }) => node).join(', ')
  const count = nodes.length === 1 ? `in ${first.location}` : `${nodes.length} nodes`
  const heading = wrap(`${names} (${[count, ...was].join(', ')})`, look.columns - 4, '    ')
  const shown = first.kind === 'changed' ? first.values : first.values.filter(({ name }) => name === 'address')
  return [
    ...heading.map((line, index) => (index === 0 ? `  ${sign(first.kind, paint)} ${line}` : line)),
    ...shown.flatMap((value) => valueLine(value, '      ', look)),
  ]
}

function valueLine({ name, before, after, cause }: ValueChange, indent: string, look: Appearance): readonly string[] {
  const { arrow } = glyphsOf(look)
  const where = cause === undefined ? '' : ` (${cause.file}: ${cause.path.join('.')})`
  const text = `${name}: ${changedValueText(before)} ${arrow} ${changedValueText(after)}${where}`
  return wrap(harmless(text, look.unicode), look.columns, `${indent}  `, indent)
}

function sign(kind: 'added' | 'removed' | 'changed', paint: Paint): string {
  if (kind === 'added') return paint.added('+')
  return kind === 'removed' ? paint.removed('-') : paint.changed('~')
}

import type { Appearance } from '../appearance.ts'
import { harmless, widthOf } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf, type Paint } from '../text/paint.ts'
import type { ClusterView, LocationView, Mark, NodeView } from './view.ts'

const GAP = 2
const MARGIN = 2

/** A box on the canvas: lines of equal width, and the column of the stem that joins it to the bus, if it is joined. */
interface Box {
  readonly lines: readonly string[]
  readonly width: number
  readonly stem: number | undefined
}

/** The cluster as boxes on a bus: one box a location, with its groups, transit nodes and their loads. */
export function topologyText(view: ClusterView, look: Appearance): string {
  const paint = paintOf(look)
  const bus = view.joints[0]
  const joined = new Set(bus?.members.filter(({ mark }) => mark !== 'removed').map(({ location }) => location))
  const boxes = view.locations.map((location) => box(location, joined.has(location.name), look, paint))
  const rows = pack(boxes, look.columns - MARGIN)
  const drawn = rows.flatMap((row) => drawRow(row, bus?.name ?? '', look, paint))
  return `${[heading(view, look, paint), '', ...drawn, ...otherJoints(view, look), legend(view, look, paint)].join('\n')}\n`
}

function heading(view: ClusterView, look: Appearance, paint: Paint): string {
  const nodes = view.locations.flatMap(nodesOf).filter(({ mark }) => mark !== 'removed').length
  const facts = `${count(view.locations.length, 'location')}, ${count(nodes, 'node')}, version ${view.version}`
  return `${paint.strong(harmless(view.name, look.unicode))}  ${harmless(facts, look.unicode)}`
}

function box(location: LocationView, isJoined: boolean, look: Appearance, paint: Paint): Box {
  const rows = location.groups.flatMap((group) => [
    ...(location.groups.length === 1 && group.name === location.name ? [] : [groupRow(group.name, look, paint)]),
    ...group.nodes.map((node) => nodeRow(node, look, paint)),
  ])
  const title = ` ${harmless(location.name, look.unicode)} `
  const inner = Math.max(widthOf(title) + 4, ...rows.map(({ width }) => width + 2))
  const { bar, horizontal, corners } = glyphsOf(look)
  const stem = isJoined ? widthOf(title) + 3 : undefined
  const rule = (width: number): string => horizontal.repeat(width)
  const rest = inner - widthOf(title) - 1
  const top = stem === undefined ? rule(rest) : `${rule(1)}${look.unicode ? '┴' : '+'}${rule(rest - 2)}`
  return {
    lines: [
      `${corners.topLeft}${rule(1)}${paintMark(paint, location.mark)(paint.strong(title))}${top}${corners.topRight}`,
      ...rows.map(({ text, width }) => `${bar} ${text}${' '.repeat(inner - width - 1)}${bar}`),
      `${corners.bottomLeft}${rule(inner)}${corners.bottomRight}`,
    ],
    width: inner + 2,
    stem,
  }
}

interface Row {
  readonly text: string
  readonly width: number
}

function groupRow(name: string, look: Appearance, paint: Paint): Row {
  const text = name === '' ? 'in no network of its own' : harmless(name, look.unicode)
  return { text: paint.faint(text), width: widthOf(text) }
}

function nodeRow(node: NodeView, look: Appearance, paint: Paint): Row {
  const name = `${signOf(node, look)} ${harmless(node.name, look.unicode)}`
  const load = node.load === undefined ? '' : ` (${node.load})`
  const note = `${load}${node.isEntry ? ' entry' : ''}${node.isOutOfService ? ' out of service' : ''}`
  const painted = node.isTransit ? paint.strong(name) : name
  return { text: `${paintMark(paint, node.mark)(painted)}${paint.faint(note)}`, width: widthOf(name + note) }
}

function signOf({ mark, isTransit, isAtRisk }: NodeView, { unicode }: Appearance): string {
  if (isAtRisk) return '!'
  if (mark === 'added') return '+'
  if (mark === 'removed') return '-'
  if (mark === 'changed') return '~'
  if (isTransit) return unicode ? '◆' : '#'
  return unicode ? '·' : '.'
}

/** The colour of a difference. */
export function paintMark(paint: Paint, mark: Mark): (text: string) => string {
  return { same: (text: string) => text, added: paint.added, removed: paint.removed, changed: paint.changed }[mark]
}

/** Fills rows from the left; a box that is wider than a row has one of its own. */
function pack(boxes: readonly Box[], columns: number): readonly (readonly Box[])[] {
  const rows: Box[][] = []
  let used = Number.POSITIVE_INFINITY
  for (const one of boxes) {
    if (used + GAP + one.width > columns) {
      rows.push([one])
      used = one.width
    } else {
      rows.at(-1)?.push(one)
      used += GAP + one.width
    }
  }
  return rows
}

function drawRow(row: readonly Box[], bus: string, look: Appearance, paint: Paint): readonly string[] {
  const height = Math.max(...row.map(({ lines }) => lines.length))
  const margin = ' '.repeat(MARGIN)
  const body = Array.from({ length: height }, (_, line) =>
    `${margin}${row.map(({ lines, width }) => lines[line] ?? ' '.repeat(width)).join(' '.repeat(GAP))}`.trimEnd(),
  )
  return [...busLine(row, bus, look, paint), ...body]
}

/** The line above a row of boxes to which their stems lead, with the name of the group that it stands for. */
function busLine(row: readonly Box[], name: string, look: Appearance, paint: Paint): readonly string[] {
  const stems: number[] = []
  let left = MARGIN
  for (const { stem, width } of row) {
    if (stem !== undefined) stems.push(left + stem)
    left += width + GAP
  }
  const last = stems.at(-1)
  if (last === undefined) return []
  const [line, tee, end] = look.unicode ? ['═', '╤', '╗'] : ['=', '+', '+']
  const label = `${' '.repeat(MARGIN)}${harmless(name, look.unicode)} `
  const characters = Array.from({ length: last + 1 }, (_, column) => (stems.includes(column) ? tee : line))
  characters[last] = stems.length > 1 || last > widthOf(label) ? end : tee
  const drawn = characters.slice(widthOf(label)).join('')
  return [paint.info(`${label}${drawn}`)]
}

function otherJoints(view: ClusterView, look: Appearance): readonly string[] {
  return view.joints
    .slice(1)
    .map(({ name, members }) =>
      harmless(`  also joined by "${name}": ${members.map(({ node }) => node).join(', ')}`, look.unicode),
    )
}

function legend(view: ClusterView, look: Appearance, paint: Paint): string {
  const nodes = view.locations.flatMap(nodesOf)
  const shown = (mark: Mark): boolean => nodes.some((node) => node.mark === mark)
  const parts = [
    nodes.some(({ isTransit }) => isTransit) ? `${look.unicode ? '◆' : '#'} transit node (nodes behind it)` : '',
    shown('added') ? '+ added' : '',
    shown('removed') ? '- removed' : '',
    shown('changed') ? '~ changed' : '',
    nodes.some(({ isAtRisk }) => isAtRisk) ? '! at risk' : '',
  ].filter((part) => part !== '')
  return paint.faint(`  ${parts.join('   ')}`.trimEnd())
}

function nodesOf(location: LocationView): readonly NodeView[] {
  return location.groups.flatMap(({ nodes }) => nodes)
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

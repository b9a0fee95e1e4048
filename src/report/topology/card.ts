import type { GroupView, LocationView, NodeView } from './view.ts'

/** Sizes of a drawing in CSS pixels. */
export const SIZE = {
  chip: { height: 26, gap: 6, padding: 8, least: 96, most: 300 },
  padding: 12,
  title: 30,
  group: 22,
  perColumn: 12,
  letter: 7.4,
} as const

/** A node with its position inside its location's card. */
export interface Chip {
  readonly node: NodeView
  readonly x: number
  readonly y: number
  readonly width: number
  /** Name with its signs, cut where a chip would become too wide. */
  readonly label: string
  /** What stands at the right: how many nodes are behind a transit node. */
  readonly load: string
}

/** The box of a location: its nodes in columns under the names of their groups. */
export interface Card {
  readonly location: LocationView
  readonly width: number
  readonly height: number
  readonly chips: readonly Chip[]
  readonly titles: readonly { readonly text: string; readonly x: number; readonly y: number }[]
}

/** Lays out one location: a block a group, side by side, with at most twelve nodes in a column. */
export function cardOf(location: LocationView): Card {
  const chips: Chip[] = []
  const titles: { text: string; x: number; y: number }[] = []
  let x: number = SIZE.padding
  let bottom: number = SIZE.title
  for (const group of location.groups) {
    const isTitled = location.groups.length > 1 || group.name !== location.name
    const top = SIZE.title + (isTitled ? SIZE.group : 0)
    if (isTitled) titles.push({ text: group.name === '' ? 'no network' : group.name, x, y: SIZE.title + 12 })
    const block = chipsOf(group, x, top)
    chips.push(...block)
    x = Math.max(x, ...block.map((chip) => chip.x + chip.width)) + SIZE.padding
    bottom = Math.max(bottom, ...block.map((chip) => chip.y + SIZE.chip.height))
  }
  const named = 2 * SIZE.padding + Math.ceil(location.name.length * SIZE.letter * 1.25)
  return { location, width: Math.max(x, named), height: bottom + SIZE.padding, chips, titles }
}

function chipsOf({ nodes }: GroupView, left: number, top: number): readonly Chip[] {
  const { height, gap, padding, least, most } = SIZE.chip
  const labels = nodes.map((node) => ({ node, label: `${signOf(node)}${node.name}`, load: loadOf(node) }))
  const wanted = labels.map(({ label, load }) => (label.length + load.length + (load === '' ? 0 : 2)) * SIZE.letter)
  const width = Math.ceil(Math.min(most, Math.max(least, ...wanted)) + 2 * padding)
  // Columns of one length: seven and seven nodes read better than twelve and two.
  const perColumn = Math.ceil(nodes.length / Math.ceil(nodes.length / SIZE.perColumn))
  return labels.map(({ node, label, load }, index) => ({
    node,
    x: left + Math.floor(index / perColumn) * (width + gap),
    y: top + (index % perColumn) * (height + gap),
    width,
    label: shortened(label, Math.floor((width - 2 * padding) / SIZE.letter) - load.length),
    load,
  }))
}

function signOf({ mark, isTransit, isEntry, isAtRisk }: NodeView): string {
  const signs = { same: '', added: '+ ', removed: '\u2212 ', changed: '~ ' }
  return `${isAtRisk ? '! ' : ''}${signs[mark]}${isEntry ? '★ ' : ''}${isTransit ? '◆ ' : ''}`
}

function loadOf({ load }: NodeView): string {
  return load === undefined ? '' : `${load} behind`
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

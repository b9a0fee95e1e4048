import type { GroupView, LocationView, NodeView } from './view.ts'

/** Sizes of a drawing in CSS pixels. */
export const SIZE = {
  chip: { width: 168, height: 26, gap: 6 },
  padding: 12,
  title: 30,
  group: 22,
  perColumn: 12,
} as const

/** A node with its position inside its location's card. */
export interface Chip {
  readonly node: NodeView
  readonly x: number
  readonly y: number
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
    x = Math.max(x, ...block.map((chip) => chip.x)) + SIZE.chip.width + SIZE.padding
    bottom = Math.max(bottom, ...block.map((chip) => chip.y + SIZE.chip.height))
  }
  const width = Math.max(x, 2 * SIZE.padding + SIZE.chip.width)
  return { location, width, height: bottom + SIZE.padding, chips, titles }
}

function chipsOf({ nodes }: GroupView, left: number, top: number): readonly Chip[] {
  const { width, height, gap } = SIZE.chip
  return nodes.map((node, index) => ({
    node,
    x: left + Math.floor(index / SIZE.perColumn) * (width + gap),
    y: top + (index % SIZE.perColumn) * (height + gap),
  }))
}

import { Graph, layout } from '@dagrejs/dagre'
import type { Card } from './card.ts'
import type { ClusterView, JointView } from './view.ts'

/** Where everything of a drawing stands, in CSS pixels from its upper left corner. */
export interface Arrangement {
  readonly width: number
  readonly height: number
  readonly cards: readonly PlacedCard[]
  readonly joints: readonly PlacedJoint[]
}

/** A location's card with its upper left corner. */
export interface PlacedCard {
  readonly card: Card
  readonly x: number
  readonly y: number
}

/** A group that joins locations: its name, and the wires from it to every location that it joins. */
export interface PlacedJoint {
  readonly joint: JointView
  readonly x: number
  readonly y: number
  readonly width: number
  /** Corners of each wire; dashed where every member that it leads to is removed. */
  readonly wires: readonly { readonly points: readonly Point[]; readonly isRemoved: boolean }[]
}

/** A point of a drawing. */
export interface Point {
  readonly x: number
  readonly y: number
}

const MARGIN = 20
const GAP = 18
const LANE = 12
const PILL = 30

/**
 * Puts the cards into rows of about a screen's shape, and one rail for each joining group above every row, so that two
 * hundred nodes are still read from left to right. Which cards stand side by side is found by a graph layout, because
 * locations that share a group of their own belong together.
 */
export function arrange(view: ClusterView, cards: readonly Card[]): Arrangement {
  const lanes = view.joints.length
  const left = MARGIN + lanes * LANE + GAP
  const rows = rowsOf(inOrder(view, cards))
  const placed: PlacedCard[] = []
  const rails: { readonly y: number; readonly cards: readonly PlacedCard[] }[] = []
  let y = MARGIN + 34 + PILL
  for (const row of rows) {
    const rail = y + GAP
    y = rail + lanes * LANE + GAP
    let x = left
    const here = row.map((card) => {
      const place = { card, x, y }
      x += card.width + GAP
      return place
    })
    placed.push(...here)
    rails.push({ y: rail, cards: here })
    y += Math.max(...row.map(({ height }) => height))
  }
  let pill = MARGIN
  const joints = view.joints.map((joint, lane): PlacedJoint => {
    const x = pill
    const width = pillWidth(joint.name)
    pill += width + GAP
    return { joint, x, y: MARGIN + 34, width, wires: wiresOf(joint, lane, { x: x + 16, y: MARGIN + 34 + PILL }, rails) }
  })
  const right = Math.max(pill, ...placed.map((place) => place.x + place.card.width))
  return { width: Math.ceil(right + MARGIN), height: Math.ceil(y + MARGIN), cards: placed, joints }
}

/** Height of the box around a joining group's name. */
export const pillHeight = PILL

function pillWidth(name: string): number {
  return 32 + Math.ceil(name.length * 8.2)
}

/** By name where one group joins all; else so that locations that share a group are neighbours. */
function inOrder(view: ClusterView, cards: readonly Card[]): readonly Card[] {
  if (view.joints.length < 2) return cards
  const graph = new Graph()
  graph.setGraph({ rankdir: 'TB' })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { name } of view.joints) graph.setNode(`group ${name}`, { width: 1, height: 1 })
  for (const { location } of cards) graph.setNode(`location ${location.name}`, { width: 1, height: 1 })
  for (const { name, members } of view.joints)
    for (const { location } of members) graph.setEdge(`group ${name}`, `location ${location}`)
  layout(graph)
  const at = ({ location }: Card): number => graph.node(`location ${location.name}`).x ?? 0
  return cards.toSorted((a, b) => at(a) - at(b))
}

function rowsOf(cards: readonly Card[]): readonly (readonly Card[])[] {
  const area = cards.reduce((sum, { width, height }) => sum + (width + GAP) * (height + 3 * GAP), 0)
  const most = Math.max(900, Math.sqrt(area * 1.6), ...cards.map(({ width }) => width))
  const rows: Card[][] = []
  let used = Infinity
  for (const card of cards) {
    if (used + card.width > most) {
      rows.push([])
      used = 0
    }
    rows.at(-1)?.push(card)
    used += card.width + GAP
  }
  return rows
}

/** From the group's name down its lane, along the rail of each row, and down into each location that it joins. */
function wiresOf(
  { members }: JointView,
  lane: number,
  from: Point,
  rails: readonly { readonly y: number; readonly cards: readonly PlacedCard[] }[],
): PlacedJoint['wires'] {
  const trunk = MARGIN + lane * LANE
  return rails.flatMap(({ y, cards }) =>
    cards.flatMap(({ card, x, y: top }) => {
      const here = members.filter(({ location }) => location === card.location.name)
      if (here.length === 0) return []
      const rail = y + lane * LANE
      const into = x + 16 + lane * LANE
      const start = [from, { x: from.x, y: from.y + 8 + lane * 3 }, { x: trunk, y: from.y + 8 + lane * 3 }]
      const points = [...start, { x: trunk, y: rail }, { x: into, y: rail }, { x: into, y: top }]
      return [{ points, isRemoved: here.every(({ mark }) => mark === 'removed') }]
    }),
  )
}

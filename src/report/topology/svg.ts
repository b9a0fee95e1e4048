import { Graph, layout } from '@dagrejs/dagre'
import { escapeXml } from '../ci/xml.ts'
import { SIZE, cardOf, type Card, type Chip } from './card.ts'
import type { ClusterView, JointView, NodeView } from './view.ts'

/** Cards side by side before the next row starts. */
const PER_ROW = 5
const MARGIN = 16

/** The cluster as a drawing that stands alone: follows the reader's light or dark mode, and has a text equivalent. */
export function svg(view: ClusterView): string {
  const cards = view.locations.map(cardOf)
  const { width, height, boxes, lines } = arrange(view, cards)
  const body = [
    ...lines.map((points) => `<path class="wire" d="${pathOf(points)}"/>`),
    ...view.joints.map((joint) => pill(joint, boxes)),
    ...cards.map((card) => cardSvg(card, boxes)),
  ]
  const title = `Cluster ${view.name}: ${view.locations.length} locations, version ${view.version}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escapeXml(title)}</title>`,
    `<desc id="d">${escapeXml(description(view))}</desc>`,
    `<style>${STYLE}</style>`,
    '<rect class="paper" width="100%" height="100%"/>',
    ...body,
    '</svg>\n',
  ].join('\n')
}

interface Box {
  readonly x: number
  readonly y: number
}

interface Arrangement {
  readonly width: number
  readonly height: number
  /** Centre of each box by its id. */
  readonly boxes: ReadonlyMap<string, Box>
  readonly lines: readonly (readonly Box[])[]
}

function arrange(view: ClusterView, cards: readonly Card[]): Arrangement {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 46, marginx: MARGIN, marginy: MARGIN })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { name } of view.joints) graph.setNode(`group ${name}`, { width: pillWidth(name), height: 34 })
  for (const card of cards) graph.setNode(`location ${card.location.name}`, { width: card.width, height: card.height })
  const rowOf = new Map(cards.map(({ location }, index) => [location.name, Math.floor(index / PER_ROW)]))
  for (const { name, members } of view.joints) {
    for (const location of new Set(members.map((member) => member.location)))
      // A longer edge puts a card into a lower row, so that twenty locations do not become one line.
      graph.setEdge(`group ${name}`, `location ${location}`, { minlen: 1 + (rowOf.get(location) ?? 0) })
  }
  layout(graph)
  const size = graph.graph()
  return {
    width: Math.ceil(size.width ?? 0),
    height: Math.ceil(size.height ?? 0),
    boxes: new Map(graph.nodes().map((id: string) => [id, centre(graph.node(id))])),
    lines: graph.edges().map((edge: { v: string; w: string }) => (graph.edge(edge).points ?? []).map(centre)),
  }
}

function centre({ x, y }: { readonly x?: number; readonly y?: number }): Box {
  return { x: x ?? 0, y: y ?? 0 }
}

function pathOf(points: readonly Box[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function pillWidth(name: string): number {
  return 40 + name.length * 9
}

function pill({ name }: JointView, boxes: Arrangement['boxes']): string {
  const { x, y } = boxes.get(`group ${name}`) ?? { x: 0, y: 0 }
  const width = pillWidth(name)
  return `<g transform="translate(${round(x - width / 2)} ${round(y - 17)})"><rect class="joint" width="${width}" height="34" rx="17"/><text class="jointName" x="${width / 2}" y="22">${escapeXml(name)}</text></g>`
}

function cardSvg(card: Card, boxes: Arrangement['boxes']): string {
  const { x, y } = boxes.get(`location ${card.location.name}`) ?? { x: 0, y: 0 }
  return [
    `<g transform="translate(${round(x - card.width / 2)} ${round(y - card.height / 2)})">`,
    `<rect class="card ${card.location.mark}" width="${card.width}" height="${card.height}" rx="8"/>`,
    `<text class="place" x="${SIZE.padding}" y="21">${escapeXml(card.location.name)}</text>`,
    ...card.titles.map((title) => `<text class="group" x="${title.x}" y="${title.y}">${escapeXml(title.text)}</text>`),
    ...card.chips.map(chipSvg),
    '</g>',
  ].join('\n')
}

function chipSvg({ node, x, y }: Chip): string {
  const { width, height } = SIZE.chip
  const kind = `${node.mark}${node.isTransit ? ' transit' : ''}`
  const load = node.load === undefined ? '' : `<text class="load" x="${width - 8}" y="17">${node.load} behind</text>`
  return `<g transform="translate(${x} ${y})"><title>${escapeXml(nodeTitle(node))}</title><rect class="chip ${kind}" width="${width}" height="${height}" rx="5"/><text class="name" x="8" y="17">${escapeXml(shortened(`${signOf(node)}${node.name}`, load === '' ? 22 : 14))}</text>${load}</g>`
}

function signOf({ mark, isTransit, isEntry }: NodeView): string {
  const signs = { same: '', added: '+ ', removed: '\u2212 ', changed: '~ ' }
  return `${signs[mark]}${isEntry ? '★ ' : ''}${isTransit ? '◆ ' : ''}`
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

function nodeTitle(node: NodeView): string {
  const facts = [
    node.name,
    node.mark === 'same' ? '' : node.mark,
    node.isEntry ? 'entry node' : '',
    node.isTransit ? `transit node, ${node.load ?? 0} behind` : '',
    node.cutsOff === 0 ? '' : `its loss cuts off ${node.cutsOff}`,
    node.isOutOfService ? 'out of service' : '',
    `groups: ${node.groups.join(', ') || 'none'}`,
  ]
  return facts.filter((fact) => fact !== '').join('; ')
}

function description(view: ClusterView): string {
  return view.locations
    .map(({ name, groups }) => `${name}: ${groups.flatMap(({ nodes }) => nodes.map(nodeTitle)).join('. ')}`)
    .join('. ')
}

const STYLE = `
text{font:13px system-ui,sans-serif;fill:#1f2328}
.paper{fill:#fff}.wire{fill:none;stroke:#8c959f;stroke-width:2}
.joint{fill:#0969da}.jointName{fill:#fff;text-anchor:middle;font-weight:600}
.card{fill:#f6f8fa;stroke:#d1d9e0}.place{font-weight:700;font-size:15px}.group{fill:#59636e;font-size:12px}
.chip{fill:#fff;stroke:#d1d9e0}.chip.transit{fill:#ddf4ff;stroke:#0969da}.load{text-anchor:end;fill:#59636e;font-size:11px}
.added{stroke:#1a7f37!important;stroke-width:2}.removed{stroke:#cf222e!important;stroke-width:2;stroke-dasharray:5 3}.changed{stroke:#9a6700!important;stroke-width:2}
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.paper{fill:#0d1117}.wire{stroke:#656c76}.joint{fill:#4493f8}.jointName{fill:#0d1117}
.card{fill:#151b23;stroke:#3d444d}.chip{fill:#0d1117;stroke:#3d444d}.chip.transit{fill:#121d2f;stroke:#4493f8}.group,.load{fill:#9198a1}
.added{stroke:#3fb950!important}.removed{stroke:#f85149!important}.changed{stroke:#d29922!important}}
`

import { escapeXml } from '../ci/xml.ts'
import { arrange, pillHeight, type PlacedCard, type PlacedJoint, type Point } from './arrange.ts'
import { SIZE, cardOf, type Chip } from './card.ts'
import { describeNode, describeView } from './describe.ts'
import { SVG_STYLE } from './svg-style.ts'
import type { ClusterView, NodeView } from './view.ts'

/** Colours for groups that join locations; further groups use them again. */
const LANES = 4

/** The cluster as a drawing that stands alone: follows the reader's light or dark mode, and has a text equivalent. */
export function svg(view: ClusterView): string {
  const nodes = view.locations.flatMap(({ groups }) => groups.flatMap((group) => group.nodes))
  const { width, height, cards, joints } = arrange(view, view.locations.map(cardOf))
  const [full, legend] = [height + 24, legendOf(nodes)]
  const id = `pader-${view.name.replaceAll(/[^A-Za-z0-9]/g, '-')}`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="pader" viewBox="0 0 ${width} ${full}" width="${width}" height="${full}" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escapeXml(titleOf(view, nodes))}</title>`,
    `<desc id="${id}-d">${escapeXml(describeView(view))}</desc>`,
    `<style>${SVG_STYLE}</style>`,
    '<rect class="paper" width="100%" height="100%"/>',
    `<text class="title" x="20" y="36">${escapeXml(titleOf(view, nodes))}</text>`,
    ...joints.flatMap(wires),
    ...joints.map(pill),
    ...cards.map(cardSvg),
    `<text class="legend" xml:space="preserve" x="20" y="${height + 4}">${escapeXml(legend)}</text>`,
    '</svg>\n',
  ].join('\n')
}

function titleOf({ name, version, locations }: ClusterView, nodes: readonly NodeView[]): string {
  const count = nodes.filter(({ mark }) => mark !== 'removed').length
  const places = locations.filter(({ mark }) => mark !== 'removed').length
  return `${name}: ${count} nodes in ${places} locations, version ${version}`
}

function legendOf(nodes: readonly NodeView[]): string {
  const has = (test: (node: NodeView) => boolean, words: string): readonly string[] => (nodes.some(test) ? [words] : [])
  return [
    ...has(({ isTransit }) => isTransit, '◆ transit node, with the nodes behind it'),
    ...has(({ isEntry }) => isEntry, '★ entry node'),
    ...has(({ mark }) => mark === 'added', '+ added'),
    ...has(({ mark }) => mark === 'removed', '\u2212 removed'),
    ...has(({ mark }) => mark === 'changed', '~ changed'),
    ...has(({ isAtRisk }) => isAtRisk, '! at risk'),
  ].join('  ·  ')
}

function wires({ wires: all }: PlacedJoint, index: number): readonly string[] {
  return all.map(
    ({ points, isRemoved }) =>
      `<path class="wire lane${index % LANES}${isRemoved ? ' gone' : ''}" d="${pathOf(points)}"/>`,
  )
}

function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

function pill({ joint, x, y, width }: PlacedJoint, index: number): string {
  const box = `<rect class="joint lane${index % LANES}" width="${width}" height="${pillHeight}" rx="15"/>`
  return `<g transform="translate(${x} ${y})">${box}<text class="jointName" x="${width / 2}" y="20">${escapeXml(joint.name)}</text></g>`
}

function cardSvg({ card, x, y }: PlacedCard): string {
  return [
    `<g transform="translate(${round(x)} ${round(y)})">`,
    `<rect class="card ${card.location.mark}" width="${card.width}" height="${card.height}" rx="8"/>`,
    `<text class="place" x="${SIZE.padding}" y="21">${escapeXml(card.location.name)}</text>`,
    ...card.titles.map((title) => `<text class="group" x="${title.x}" y="${title.y}">${escapeXml(title.text)}</text>`),
    ...card.chips.map(chipSvg),
    '</g>',
  ].join('\n')
}

function chipSvg({ node, x, y, width, label, load }: Chip): string {
  const { height, padding } = SIZE.chip
  const kind = `${node.isAtRisk ? 'risk' : node.mark}${node.isTransit ? ' transit' : ''}`
  const right = load === '' ? '' : `<text class="load" x="${width - padding}" y="17">${escapeXml(load)}</text>`
  return [
    `<g transform="translate(${x} ${y})"><title>${escapeXml(describeNode(node))}</title>`,
    `<rect class="chip ${kind}" width="${width}" height="${height}" rx="5"/>`,
    `<text class="name" x="${padding}" y="17">${escapeXml(label)}</text>${right}</g>`,
  ].join('')
}

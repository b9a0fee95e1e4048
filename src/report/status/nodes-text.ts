import type { Appearance } from '../appearance.ts'
import { compare, natural } from '../order.ts'
import { harmless, widthOf } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { needOf, type ClusterHealth, type NodeHealth } from './health.ts'
import { plural } from '../plural.ts'

/** Nodes that are listed one by one: beyond that, healthy ones are told by location and odd ones are cut. */
const FEW_NODES = 12
const MOST_ODD = 14
const MOST_LOCATIONS = 10

/** The nodes, those that need somebody first; healthy ones of a large cluster in a line for each location. */
export function nodeLines({ nodes }: ClusterHealth, look: Appearance, all: boolean): readonly string[] {
  const sorted = nodes.toSorted(
    (a, b) => needOf(b) - needOf(a) || compare(a.location, b.location) || natural(a.name, b.name),
  )
  if (all || nodes.length <= FEW_NODES) return table(sorted, look)
  const odd = sorted.filter((node) => needOf(node) > 0)
  const more = odd.length - MOST_ODD
  return [
    ...table(odd.slice(0, MOST_ODD), look),
    ...(more > 0 ? [`  and ${more} more that need attention: --all-nodes lists every node`] : []),
    ...locationLines(
      sorted.filter((node) => needOf(node) === 0),
      look,
    ),
  ]
}

function table(nodes: readonly NodeHealth[], look: Appearance): readonly string[] {
  const paint = paintOf(look)
  const clean = (text: string): string => harmless(text, look.unicode)
  const name = Math.max(...nodes.map((node) => widthOf(clean(node.name))), 0)
  return nodes.flatMap((node) => {
    const [tone, words] = isLeftAlone(node) ? awayState(node) : stateOf(node, look)
    const lead = `  ${clean(node.name)}${' '.repeat(name - widthOf(clean(node.name)))}  `
    const facts = [clockText(node), node.version].filter((text) => text !== undefined).join(', ')
    const tail = facts === '' ? '' : `  ${facts}`
    const room = Math.max(20, look.columns - widthOf(lead) - widthOf(tail))
    // A reason that is cut off is the one that was needed: it goes on below.
    const [first = '', ...below] = wrap(clean(words), room, '  ')
    const line = `${lead}${paint[tone](first)}${' '.repeat(Math.max(0, Math.min(room, 46) - widthOf(first)))}${tail}`
    const rest = below.map((more) => `${' '.repeat(widthOf(lead))}${paint[tone](more)}`)
    return [line.trimEnd(), ...rest, ...otherwiseLines(node, look)]
  })
}

/** What is told of what a node holds otherwise before the rest is counted. */
const MOST_OTHERWISE = 3

function otherwiseLines({ holdsOtherwise = [] }: NodeHealth, look: Appearance): readonly string[] {
  if (holdsOtherwise.length === 0) return []
  const more = holdsOtherwise.length - MOST_OTHERWISE
  const words = `${holdsOtherwise.slice(0, MOST_OTHERWISE).join('; ')}${more > 0 ? `; and ${more} more` : ''}`
  return wrap(harmless(words, look.unicode), look.columns, ' '.repeat(13), '    holds    ')
}

type State = readonly ['good' | 'warning' | 'error' | 'faint', string]

type LeftAlone = NodeHealth & { readonly outOfService: NonNullable<NodeHealth['outOfService']> }

function isLeftAlone(node: NodeHealth): node is LeftAlone {
  return node.outOfService !== undefined && !node.attached
}

function awayState({ outOfService: { ticket, expires } }: LeftAlone): State {
  return ['faint', `out of service (${ticket}, until ${expires})`]
}

function stateOf(node: NodeHealth, look: Appearance): State {
  const { answers, sync, attached, differences, left = 0 } = node
  const { done, failed } = glyphsOf(look)
  const parts = [
    ...(differences === 0 ? [] : [`${plural(differences, 'difference')} from the YAML`]),
    ...(left === 0 ? [] : [`${left} left as found`]),
  ]
  const differs = parts.map((part) => `, ${part}`).join('')
  if (sync === 'behind') return ['error', `${failed} behind: shows a different storage${differs}`]
  if (answers === false)
    return ['error', `${failed} does not answer${node.amiss === true ? ' correctly' : ''}${because(node)}`]
  if (attached) return ['warning', '! somebody is logged on here']
  if (parts.length > 0) return ['warning', `~ ${parts.join(', ')}`]
  if (sync === 'in sync') return ['good', `${done} in sync`]
  return ['faint', answers === true ? `answers, not confirmed${because(node)}` : 'not asked']
}

function because({ why }: NodeHealth): string {
  return why === undefined ? '' : `: ${why}`
}

function clockText({ skew }: NodeHealth): string | undefined {
  if (skew === undefined) return undefined
  // What lies within the uncertainty of the measurement is no difference.
  const { seconds, uncertainty } = skew
  return Math.abs(seconds) <= uncertainty
    ? 'clock ok'
    : `clock ${seconds > 0 ? '+' : '-'}${Math.abs(seconds).toFixed(0)} s`
}

function locationLines(nodes: readonly NodeHealth[], look: Appearance): readonly string[] {
  const locations = new Map<string, NodeHealth[]>()
  for (const node of nodes) locations.set(node.location, [...(locations.get(node.location) ?? []), node])
  const lines = [...locations].map(([location, members]) => {
    const shown = members.filter(({ sync }) => sync === 'in sync').length
    const away = members.filter((node) => node.sync !== 'in sync' && node.outOfService !== undefined).length
    const rest = members.length - shown - away
    const parts = [
      shown === 0 ? '' : `${shown} in sync`,
      rest === 0 ? '' : `${rest} not confirmed`,
      away === 0 ? '' : `${away} out of service`,
    ].filter(Boolean)
    return harmless(`  ${location}: ${parts.join(', ')}`, look.unicode)
  })
  const more = lines.length - MOST_LOCATIONS
  return more > 0
    ? [...lines.slice(0, MOST_LOCATIONS), `  and ${plural(more, 'more location')} where no node needs attention`]
    : lines
}

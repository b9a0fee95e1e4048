import type { ClusterView, NodeView } from './view.ts'

/** What the two signs that ask for attention mean in a drawing. */
export interface MarkWords {
  readonly changed: string
  readonly atRisk: string
}

/** What they mean where a change is drawn. */
export const USUAL_WORDS: MarkWords = { changed: 'changed', atRisk: 'at risk' }

/** What a drawing shows of a node, in words: for a tip, and for those who do not see the drawing. */
export function describeNode(node: NodeView, words: MarkWords = USUAL_WORDS): string {
  const facts = [
    node.name,
    { same: '', added: 'added', removed: 'removed', changed: words.changed }[node.mark],
    node.isAtRisk ? words.atRisk : '',
    node.isEntry ? 'entry node' : '',
    node.isTransit ? `transit node, ${node.load ?? 0} behind` : '',
    node.cutsOff === 0 ? '' : `its loss cuts off ${node.cutsOff}`,
    node.isOutOfService ? 'out of service' : '',
    `groups: ${node.groups.join(', ') || 'none'}`,
  ]
  return facts.filter((fact) => fact !== '').join('; ')
}

/** A drawing as text. */
export function describeView(view: ClusterView, words: MarkWords = USUAL_WORDS): string {
  return view.locations
    .map(
      ({ name, groups }) =>
        `${name}: ${groups.flatMap(({ nodes }) => nodes.map((node) => describeNode(node, words))).join('. ')}`,
    )
    .join('. ')
}

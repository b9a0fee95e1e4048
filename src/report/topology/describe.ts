import type { ClusterView, NodeView } from './view.ts'

/** What a drawing shows of a node, in words: for a tip, and for those who do not see the drawing. */
export function describeNode(node: NodeView): string {
  const facts = [
    node.name,
    node.mark === 'same' ? '' : node.mark,
    node.isAtRisk ? 'at risk' : '',
    node.isEntry ? 'entry node' : '',
    node.isTransit ? `transit node, ${node.load ?? 0} behind` : '',
    node.cutsOff === 0 ? '' : `its loss cuts off ${node.cutsOff}`,
    node.isOutOfService ? 'out of service' : '',
    `groups: ${node.groups.join(', ') || 'none'}`,
  ]
  return facts.filter((fact) => fact !== '').join('; ')
}

/** A drawing as text. */
export function describeView(view: ClusterView): string {
  return view.locations
    .map(({ name, groups }) => `${name}: ${groups.flatMap(({ nodes }) => nodes.map(describeNode)).join('. ')}`)
    .join('. ')
}

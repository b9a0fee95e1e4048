import type { ClusterView, Mark, NodeView } from './view.ts'

const colors: Readonly<Record<Mark, string>> = {
  same: '#57606a',
  added: '#1a7f37',
  removed: '#cf222e',
  changed: '#9a6700',
}

/** The cluster as a Graphviz graph: a box a location, groups as ellipses. */
export function dot(view: ClusterView): string {
  const lines = [
    `graph ${quoted(view.name)} {`,
    '  graph [rankdir=LR, fontname="Helvetica"]',
    '  node [shape=box, style=rounded, fontname="Helvetica"]',
    ...view.joints.map(({ name }) => `  ${quoted(`group ${name}`)} [label=${quoted(name)}, shape=ellipse]`),
    ...view.locations.flatMap(({ name, groups }, index) => [
      `  subgraph cluster_${index} {`,
      `    label=${quoted(name)}`,
      ...groups.flatMap(({ nodes }) => nodes.map((node) => `    ${quoted(node.name)} [${attributes(node)}]`)),
      '  }',
    ]),
    ...edges(view).map(([group, node]) => `  ${quoted(`group ${group}`)} -- ${quoted(node)}`),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

/** Every membership that a drawing shows: in the groups that join locations, and in those with several members. */
function edges(view: ClusterView): readonly (readonly [group: string, node: string])[] {
  return view.joints.flatMap(({ name, members }) => members.map(({ node }) => [name, node] as const))
}

function attributes(node: NodeView): string {
  const load = node.load === undefined ? '' : `\\n${node.load} behind`
  const shape = node.isTransit ? ', shape=hexagon' : ''
  const style = node.mark === 'removed' ? ', style="rounded,dashed"' : ''
  return `label=${quoted(node.name, load)}, color="${node.isAtRisk ? colors.removed : colors[node.mark]}"${node.isAtRisk ? ', penwidth=3' : ''}${shape}${style}`
}

/** A Graphviz string; `after` is appended as it is, with its escapes. */
function quoted(text: string, after = ''): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll(/\s+/g, ' ')}${after}"`
}

import type { ClusterView, GroupView, LocationView, NodeView } from './view.ts'

/** Nodes up to which each has a box of its own; above that a location is one box with its count. */
const MOST_NODES = 24

/** The cluster as a Mermaid flowchart: a box a location, transit nodes joined to the group that joins locations. */
export function mermaid(view: ClusterView): string {
  const ids = new Identifiers()
  const count = view.locations.reduce((sum, location) => sum + nodesOf(location).length, 0)
  const isShown = (node: NodeView): boolean =>
    count <= MOST_NODES || node.isTransit || node.mark !== 'same' || node.isAtRisk
  const lines = [
    'flowchart LR',
    ...view.joints.map(({ name }) => `  ${ids.of('joint', name)}(["${label(name)}"])`),
    ...view.locations.flatMap((location) => subgraph(location, isShown, ids)),
    ...view.locations.flatMap(({ groups }) => groups.flatMap((group) => spokes(group, isShown, ids))),
    ...view.joints.flatMap(({ name, members }) =>
      members
        .filter(({ node }) => ids.has('node', node))
        .map(
          ({ node, mark }) =>
            `  ${ids.of('joint', name)} ${mark === 'removed' ? '-.-' : '==='} ${ids.of('node', node)}`,
        ),
    ),
    '  classDef same fill:#eef2f6,stroke:#57606a,color:#1f2328',
    '  classDef added fill:#dafbe1,stroke:#1a7f37,color:#1f2328',
    '  classDef removed fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:4 3',
    '  classDef risk fill:#ffebe9,stroke:#cf222e,color:#82071e,stroke-width:4px',
    '  classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328',
  ]
  return `${lines.join('\n')}\n`
}

/** Short identifiers for names, which may hold what an identifier may not. */
class Identifiers {
  readonly #known = new Map<string, string>()

  of(kind: string, name: string): string {
    const key = `${kind} ${name}`
    const id = this.#known.get(key) ?? `${kind}${this.#known.size}`
    this.#known.set(key, id)
    return id
  }

  has(kind: string, name: string): boolean {
    return this.#known.has(`${kind} ${name}`)
  }
}

type IsShown = (node: NodeView) => boolean

function subgraph(location: LocationView, isShown: IsShown, ids: Identifiers): readonly string[] {
  const nodes = nodesOf(location)
  const shown = nodes.filter(isShown)
  const hidden = nodes.length - shown.length
  return [
    `  subgraph ${ids.of('location', location.name)}["${label(location.name)}"]`,
    ...shown.map((node) => `    ${ids.of('node', node.name)}${box(node)}:::${classOf(node)}`),
    ...(hidden === 0 ? [] : [`    ${ids.of('more', location.name)}["and ${hidden} more"]:::same`]),
    '  end',
  ]
}

/** Lines between the transit nodes of a group and its other nodes: enough to see who is behind whom. */
function spokes({ nodes }: GroupView, isShown: IsShown, ids: Identifiers): readonly string[] {
  const shown = nodes.filter(isShown)
  const others = shown.filter(({ isTransit }) => !isTransit)
  return shown
    .filter(({ isTransit }) => isTransit)
    .flatMap((hub) => others.map((node) => `  ${ids.of('node', hub.name)} --- ${ids.of('node', node.name)}`))
}

function nodesOf({ groups }: LocationView): readonly NodeView[] {
  return groups.flatMap(({ nodes }) => nodes)
}

/** What endangers others is seen first, whatever else became of the node. */
function classOf({ isAtRisk, mark }: NodeView): string {
  return isAtRisk ? 'risk' : mark
}

function box(node: NodeView): string {
  const signs = { added: '+ ', removed: '- ', changed: '~ ', same: '' }
  const load = node.load === undefined ? '' : ` (${node.load})`
  const risk = node.isAtRisk ? '! ' : ''
  const text = label(`${risk}${signs[node.mark]}${node.name}${load}${node.isEntry ? ' entry' : ''}`)
  return node.isTransit ? `{{"${text}"}}` : `["${text}"]`
}

/** Text inside the quotes of a Mermaid label. */
function label(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} ._+~!:/()-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`)
}

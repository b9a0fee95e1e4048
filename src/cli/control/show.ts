import type { ClusterPicture, NodePicture } from '../../emulator/picture.ts'

/** The cluster as someone sees it who can look into every node at once: a line for each. */
export function showPicture({ now, nodes, cuts }: ClusterPicture): string {
  const titles = new Map(nodes.map(({ uuid, title }) => [uuid, title]))
  const width = Math.max(4, ...nodes.map(({ title }) => title.length))
  const newest = Math.max(...nodes.map(({ storage }) => storage))
  const lines = nodes.map((node) => `${node.title.padEnd(width)}  ${stateOf(node, newest, now)}\n`)
  const broken = cuts.map(
    (pair) =>
      `cut: ${pair
        .split(' ')
        .map((uuid) => titles.get(uuid) ?? uuid)
        .join(' and ')}\n`,
  )
  return [...lines, ...broken].join('')
}

function stateOf(node: NodePicture, newest: number, now: string): string {
  const ahead = Math.round((Date.parse(node.clock) - Date.parse(now)) / 1000)
  const parts = [
    node.up ? 'up' : 'down',
    `${node.version}-${node.build}`,
    node.storage === newest ? `storage of ${node.storageTimestamp}` : `behind: storage of ${node.storageTimestamp}`,
    ...(ahead === 0 ? [] : [`clock ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead' : 'behind'}`]),
    ...node.sessions.map(
      ({ user, kind, unsaved }) => `${user} is logged on (${kind}${unsaved > 0 ? `, ${unsaved} unsaved` : ''})`,
    ),
    ...node.alerts,
  ]
  return parts.join(', ')
}

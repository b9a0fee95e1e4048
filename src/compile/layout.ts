/** What a file of a repository of clusters is, told from its path alone. */
export type FileRole =
  | { readonly kind: 'pader' }
  | { readonly kind: 'cluster' | 'regions' | 'waivers'; readonly cluster: string }
  | { readonly kind: 'location'; readonly cluster: string; readonly location: string }
  /** Belongs to the policy of a cluster. */
  | { readonly kind: PolicyFolder; readonly cluster: string }
  /** YAML where no YAML is read: most likely a mistake, because it would be ignored in silence. */
  | { readonly kind: 'stray'; readonly help: string }
  | { readonly kind: 'other' }

/** A folder of a cluster that holds files of its policy: YAML, and exports as the UI makes them. */
export type PolicyFolder = (typeof POLICY_FOLDERS)[number]

const POLICY_FOLDERS = ['policy', 'lists', 'exports', 'tests'] as const
const OTHER: FileRole = { kind: 'other' }

/** Says what the file at `path` is in the repository whose folder of clusters is `root` (`''` for the top). */
export function roleOf(path: string, root: string): FileRole {
  const below = root === '' ? path : path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined
  if (below === undefined || below.split('/').some((part) => part.startsWith('.'))) return OTHER
  if (below === 'pader.yaml') return { kind: 'pader' }
  const [cluster, ...rest] = below.split('/')
  if (cluster === undefined || rest.length === 0) return stray(below)
  return roleInCluster(cluster, rest)
}

function roleInCluster(cluster: string, rest: readonly string[]): FileRole {
  const [first = '', second, ...deeper] = rest
  if (second === undefined) {
    if (first === 'cluster.yaml') return { kind: 'cluster', cluster }
    if (first === 'regions.yaml') return { kind: 'regions', cluster }
    if (first === 'waivers.yaml') return { kind: 'waivers', cluster }
    return stray(first)
  }
  const folder = POLICY_FOLDERS.find((name) => name === first)
  if (folder !== undefined) return isReadIn(folder, rest) ? { kind: folder, cluster } : stray(rest.join('/'))
  const location = first === 'locations' && deeper.length === 0 ? /^(.+)\.yaml$/.exec(second)?.[1] : undefined
  return location === undefined ? stray(rest.join('/')) : { kind: 'location', cluster, location }
}

function isReadIn(folder: PolicyFolder, path: readonly string[]): boolean {
  return (path.at(-1) ?? '').endsWith(folder === 'exports' ? '.xml' : '.yaml')
}

function stray(path: string): FileRole {
  if (!/\.ya?ml$/i.test(path)) return OTHER
  return {
    kind: 'stray',
    help:
      'a cluster has "cluster.yaml", "regions.yaml", "waivers.yaml" and one "locations/NAME.yaml" a location; ' +
      'the ending is ".yaml"',
  }
}

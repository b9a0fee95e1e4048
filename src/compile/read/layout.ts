/** What a file of a repository of clusters is, told from its path alone. */
export type FileRole =
  | { readonly kind: 'pader' }
  | { readonly kind: 'cluster' | 'regions' | 'waivers' | 'leases' | 'dialect'; readonly cluster: string }
  | { readonly kind: 'location'; readonly cluster: string; readonly location: string }
  /** Belongs to the policy of a cluster. */
  | { readonly kind: PolicyFolder; readonly cluster: string }
  /** YAML where no YAML is read: most likely a mistake, because it would be ignored in silence. */
  | { readonly kind: 'stray'; readonly help: string }
  | { readonly kind: 'other' }

/** A folder of a cluster that holds files of its policy: YAML, exports as the UI makes them, and templates. */
export type PolicyFolder = (typeof POLICY_FOLDERS)[number]

const POLICY_FOLDERS = ['policy', 'lists', 'exports', 'templates', 'tests'] as const
/** Files of a cluster that lie at the top of its folder. */
const FILES: ReadonlyMap<string, 'cluster' | 'regions' | 'waivers' | 'leases' | 'dialect'> = new Map([
  ['cluster.yaml', 'cluster'],
  ['regions.yaml', 'regions'],
  ['waivers.yaml', 'waivers'],
  ['leases.yaml', 'leases'],
  ['dialect.json', 'dialect'],
] as const)
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
    const kind = FILES.get(first)
    return kind === undefined ? stray(first) : { kind, cluster }
  }
  const folder = POLICY_FOLDERS.find((name) => name === first)
  if (folder !== undefined) return isReadIn(folder, rest) ? { kind: folder, cluster } : stray(rest.join('/'))
  const location = first === 'locations' && deeper.length === 0 ? /^(.+)\.yaml$/.exec(second)?.[1] : undefined
  return location === undefined ? stray(rest.join('/')) : { kind: 'location', cluster, location }
}

/** Whether what a file is names a folder of the policy. */
export function isFolder(kind: FileRole['kind']): kind is PolicyFolder {
  return POLICY_FOLDERS.some((folder) => folder === kind)
}

function isReadIn(folder: PolicyFolder, path: readonly string[]): boolean {
  return (path.at(-1) ?? '').endsWith(endings[folder])
}

const endings: Readonly<Record<PolicyFolder, string>> = {
  policy: '.yaml',
  lists: '.yaml',
  exports: '.xml',
  templates: '.hbs',
  tests: '.yaml',
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

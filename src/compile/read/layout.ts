/** What a file of a repository of clusters is, told from its path alone. */
export type FileRole =
  | { readonly kind: 'pader' }
  | { readonly kind: 'cluster' | 'regions' | 'waivers' | 'leases' | 'dialect'; readonly cluster: string }
  | { readonly kind: 'location'; readonly cluster: string; readonly location: string }
  /** Belongs to the policy of a cluster. */
  | { readonly kind: PolicyFolder; readonly cluster: string }
  /** What is read elsewhere in a cluster, or under another name: most likely a mistake, because it would be ignored in silence. */
  | Stray
  | { readonly kind: 'other' }

/** A file that would be ignored. */
interface Stray {
  readonly kind: 'stray'
  readonly help: string
  /** In whose folder it lies; absent for one beside the clusters. */
  readonly cluster?: string
  /** Whether its name is one that is read, or almost. */
  readonly isKnown: boolean
}

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
  const [first, ...rest] = stepsBelow(path, root) ?? []
  if (first === undefined) return OTHER
  if (rest.length > 0) {
    const role = roleInCluster(first, rest)
    return role.kind === 'stray' ? { ...role, cluster: first } : role
  }
  if (first === 'pader.yaml') return { kind: 'pader' }
  return isSpelledLike(first, 'pader.yaml') ? misnamed('pader.yaml') : strayBeside(first)
}

/** A path as seen from the folder of clusters, step by step; undefined for what does not lie there, or is hidden. */
export function stepsBelow(path: string, root: string): readonly string[] | undefined {
  if (root !== '' && !path.startsWith(`${root}/`)) return undefined
  const steps = (root === '' ? path : path.slice(root.length + 1)).split('/')
  return steps.some((step) => step.startsWith('.')) ? undefined : steps
}

/** Whether files would be read in a folder within a cluster, by its path below that. */
export function isReadBelow([first = '', ...deeper]: readonly string[]): boolean {
  return isFolder(first) || (first === 'locations' && deeper.length === 0)
}

function roleInCluster(cluster: string, rest: readonly string[]): FileRole {
  const [first = '', second, ...deeper] = rest
  if (second === undefined) {
    const kind = FILES.get(first)
    return kind === undefined ? strayAtTop(first) : { kind, cluster }
  }
  const name = rest.at(-1) ?? ''
  if (isFolder(first)) return name.endsWith(ENDINGS[first]) ? { kind: first, cluster } : strayIn(first, name)
  if (first !== 'locations' || deeper.length > 0) return stray(name)
  const location = /^(.+)\.yaml$/.exec(second)?.[1]
  return location === undefined ? renamed(second, YAML, '.yaml') : { kind: 'location', cluster, location }
}

/** Whether what a file is names a folder of the policy. */
export function isFolder(kind: string): kind is PolicyFolder {
  return POLICY_FOLDERS.some((folder) => folder === kind)
}

const ENDINGS: Readonly<Record<PolicyFolder, string>> = {
  policy: '.yaml',
  lists: '.yaml',
  exports: '.xml',
  templates: '.hbs',
  tests: '.yaml',
}
const YAML = /\.ya?ml$/i

/** A file at the top of a cluster. */
function strayAtTop(name: string): FileRole {
  const meant = [...FILES.keys()].find((known) => isSpelledLike(name, known))
  return meant === undefined ? stray(name) : misnamed(meant)
}

/** A file beside the clusters. */
function strayBeside(name: string): FileRole {
  const isKnown = [...FILES.keys()].some((known) => isSpelledLike(name, known))
  if (!isKnown && !YAML.test(name)) return OTHER
  return { kind: 'stray', help: 'move it into the folder of its cluster, or away from the clusters', isKnown }
}

function isSpelledLike(name: string, known: string): boolean {
  return name.toLowerCase().replace(YAML, '.yaml') === known
}

/** A file in a folder of the policy: what has the ending of another one was put into the wrong folder. */
function strayIn(folder: PolicyFolder, name: string): FileRole {
  const ending = ENDINGS[folder]
  if (ending === '.yaml' ? YAML.test(name) : name.toLowerCase().endsWith(ending))
    return renamed(name, /\.[^.]*$/, ending)
  const home = /\.xml$/i.test(name) ? 'exports' : /\.hbs$/i.test(name) ? 'templates' : undefined
  if (home === undefined) return stray(name)
  return { kind: 'stray', help: `move it to the folder "${home}" of the cluster`, isKnown: true }
}

function renamed(name: string, ending: RegExp, to: string): FileRole {
  return ending.test(name) ? misnamed(name.replace(ending, to)) : OTHER
}

function misnamed(meant: string): FileRole {
  return { kind: 'stray', help: `rename it to "${meant}"`, isKnown: true }
}

function stray(name: string): FileRole {
  if (!YAML.test(name)) return OTHER
  return {
    kind: 'stray',
    help:
      'a cluster has "cluster.yaml", "regions.yaml", "waivers.yaml" and one "locations/NAME.yaml" a location; ' +
      'the ending is ".yaml"',
    isKnown: false,
  }
}

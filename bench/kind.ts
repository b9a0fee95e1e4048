/** What a file of a generated fleet is, by its path. */
export type Kind = 'pader' | 'cluster' | 'location' | 'policy' | 'list'

/** The kind of a file, as the schemas name it. */
export function kindOf(path: string): Kind {
  if (path.includes('/locations/')) return 'location'
  if (path.includes('/policy/')) return 'policy'
  if (path.includes('/lists/')) return 'list'
  return path.endsWith('/cluster.yaml') ? 'cluster' : 'pader'
}

import type { DocumentKind } from '../documents/kinds.ts'

/** Which files of a repository a schema describes, as editors and schema catalogues name them. */
export interface SchemaMatch {
  readonly kind: DocumentKind
  readonly fileMatch: readonly string[]
}

/** The files that have a schema, below the folder that `clusters` lies in. */
export const SCHEMA_MATCHES: readonly SchemaMatch[] = [
  { kind: 'pader', fileMatch: ['clusters/pader.yaml'] },
  { kind: 'cluster', fileMatch: ['clusters/*/cluster.yaml'] },
  { kind: 'location', fileMatch: ['clusters/*/locations/*.yaml'] },
  { kind: 'regions', fileMatch: ['clusters/*/regions.yaml'] },
  { kind: 'waivers', fileMatch: ['clusters/*/waivers.yaml'] },
  { kind: 'policy', fileMatch: ['clusters/*/policy/**/*.yaml'] },
  { kind: 'list', fileMatch: ['clusters/*/lists/**/*.yaml'] },
  { kind: 'tests', fileMatch: ['clusters/*/tests/**/*.yaml'] },
]

/** Everything that editors need to know about a repository's files: those above, and what they refer to. */
export const EDITOR_SCHEMAS: readonly string[] = [...SCHEMA_MATCHES.map(({ kind }) => kind), 'settings']

/** The entries of a schema catalogue, for schemas that are served below an address. */
export function catalogueEntries(base: string, titles: Readonly<Record<string, string>>): readonly object[] {
  const below = base.endsWith('/') ? base : `${base}/`
  return SCHEMA_MATCHES.map(({ kind, fileMatch }) => ({
    name: `Pader ${kind}`,
    description: titles[kind] ?? '',
    fileMatch,
    url: `${below}${kind}.schema.json`,
  }))
}

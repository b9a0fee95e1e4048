/** Kinds of files that a schema describes. */
export const DOCUMENT_KINDS = [
  'pader',
  'cluster',
  'location',
  'regions',
  'waivers',
  'leases',
  'policy',
  'list',
  'tests',
] as const

/** Kind of file that a schema describes. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** Where a comment is posted: what it may hold and how long it may be. */
export interface CommentHost {
  /** Most characters of one comment. */
  readonly limit: number
  /** Whether parts can be folded with `<details>`. */
  readonly folds: boolean
  /** How a Mermaid diagram is fenced so that the host draws it; undefined where it would be shown as source. */
  readonly diagram: { readonly open: string; readonly close: string } | undefined
}

const fenced = { open: '```mermaid', close: '```' }

/** The hosts that comments are written for. */
export const commentHostNames = ['github', 'gitlab', 'bitbucket', 'azure'] as const

/** What each of them takes. */
export const commentHosts = {
  github: { limit: 65_536, folds: true, diagram: fenced },
  gitlab: { limit: 1_000_000, folds: true, diagram: fenced },
  bitbucket: { limit: 32_768, folds: false, diagram: undefined },
  azure: { limit: 150_000, folds: true, diagram: { open: '::: mermaid', close: ':::' } },
} as const satisfies Readonly<Record<(typeof commentHostNames)[number], CommentHost>>

/** A step summary of a GitHub job: these characters stay below its 1 MiB of UTF-8, whatever they are. */
export const stepSummary: CommentHost = { limit: 262_144, folds: true, diagram: fenced }

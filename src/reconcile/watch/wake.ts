import type { PassResult } from './pass.ts'

/** Everything that can wake the watch of a cluster. The list is closed: what is not in it cannot start a change. */
export type Wake =
  | { readonly kind: 'started' }
  /** A file of the watched folder changed, and then nothing did for a moment. */
  | { readonly kind: 'file changed' }
  /** The branch stands on a commit that passed every check of its origin. */
  | { readonly kind: 'commit arrived'; readonly commit: string }
  | { readonly kind: 'nothing new' }
  /** The branch could not be read, or what it holds now is not believed. */
  | { readonly kind: 'fetch failed'; readonly why: string; readonly refused: boolean }
  /** An instant that the state names has come: a poll, a look for drift, or another try. */
  | { readonly kind: 'timer' }
  /** Somebody says that there is something to fetch; nothing else of what they say counts. */
  | { readonly kind: 'webhook' }
  | { readonly kind: 'signal'; readonly signal: 'stop' | 'look now' }
  | { readonly kind: 'pass ended'; readonly result: PassResult }

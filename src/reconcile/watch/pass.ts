/** What a pass works towards: a commit, or the files of a folder as they are. */
export type Source =
  | { readonly kind: 'commit'; readonly commit: string }
  /** `edition` counts the changes that were noticed, so that a newer one is known to be newer. */
  | { readonly kind: 'files'; readonly edition: number }

/** What a watch may do about a difference: say it, propose it as a branch for the repository, or put it right. */
export type WatchMode = 'observe' | 'propose' | 'enforce'

/** How one look at a cluster, and what followed from it, ended. */
export type PassResult =
  /** `unshown`: nodes that were not shown to hold it, in words; without them every node was, or nobody is to be asked. */
  | { readonly kind: 'in sync'; readonly unshown?: string }
  /** The cluster differs and the mode is to leave it so; `proposal` says what became of one, in a mode that makes them. */
  | { readonly kind: 'differs'; readonly summary: string; readonly proposal?: string }
  | { readonly kind: 'applied'; readonly commits: number; readonly unshown?: string }
  /** Trying again soon would change nothing: a guard, a hold, a manual step, an error in the YAML, a node behind. */
  | { readonly kind: 'needs a person'; readonly why: string }
  /** The change is ready and may only be made later: outside of a window, or in a freeze. */
  | { readonly kind: 'too early'; readonly why: string }
  /** Something did not answer or is busy: worth another try. `isLoginRefused`: one that must not be made soon. */
  | { readonly kind: 'failed'; readonly why: string; readonly isLoginRefused?: true }
  /** It was asked to make room and stopped between two phases. */
  | { readonly kind: 'stopped' }

/** Why a pass is made. */
export type PassReason = 'started' | 'file changed' | 'commit arrived' | 'drift probe' | 'asked' | 'another try'

import type { StateStore } from '../../reconcile/ports.ts'
import type { CommitStatus } from '../../report/watch/commit-status.ts'
import { textOf } from './answer.ts'

/**
 * What was brought to a forge last, so that a restart does not say it again. It is forgotten before something else is
 * brought there: whether that arrived is not known when its answer is lost.
 */
export interface LastSent<Kept> {
  recall(): Promise<Kept | undefined>
  remember(kept: Kept | undefined): Promise<void>
}

/** What was done about the pull request of a proposal. */
export interface SentPull {
  /** Commit of the proposal that has or had one. */
  readonly commit?: string
  /** Stands for what was said there last. */
  readonly said?: string
}

type Store = Pick<StateStore, 'read' | 'replace'>

/** The status that was set last, in a file below the state directory of a cluster. */
export function lastStatusIn(store: Store, name: string): LastSent<CommitStatus> {
  return lastSentIn(store, name, (kept) => {
    const state = (['pending', 'success', 'failure'] as const).find((one) => one === textOf(kept, 'state'))
    const commit = textOf(kept, 'commit')
    return state === undefined || commit === '' ? undefined : { commit, state, words: textOf(kept, 'words') }
  })
}

/** What was done about a pull request, in a file below the state directory of a cluster. */
export function lastPullIn(store: Store, name: string): LastSent<SentPull> {
  return lastSentIn(store, name, (kept) => {
    const commit = textOf(kept, 'commit')
    const said = textOf(kept, 'said')
    return { ...(commit === '' ? {} : { commit }), ...(said === '' ? {} : { said }) }
  })
}

/** A file that cannot be read is as one that is not there: at worst something is said again. */
function lastSentIn<Kept>(store: Store, name: string, read: (kept: unknown) => Kept | undefined): LastSent<Kept> {
  let known: { readonly kept: Kept | undefined } | undefined
  const load = async (): Promise<Kept | undefined> => {
    const bytes = await store.read(name).catch(() => undefined)
    return bytes === undefined ? undefined : read(parsed(new TextDecoder().decode(bytes)))
  }
  return {
    recall: async () => {
      known ??= { kept: await load() }
      return known.kept
    },
    remember: async (kept) => {
      known = { kept }
      await store.replace(name, new TextEncoder().encode(`${JSON.stringify(kept ?? {}, undefined, 2)}\n`))
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

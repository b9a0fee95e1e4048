import type { StateStore } from '../../reconcile/ports.ts'
import type { CommitStatus } from '../../report/watch/commit-status.ts'
import { numberOf, partOf, textOf } from './answer.ts'

/** What was brought to a forge last, so that a restart does not say it again. */
export interface ForgeMemory {
  readonly status?: CommitStatus
  readonly pull?: PullMemory
}

/** What was done about the pull request of a proposal. */
export interface PullMemory {
  /** Commit of the proposal that has or had one. */
  readonly commit?: string
  /** Number of the pull request that Pader opened for it, if it was Pader. */
  readonly opened?: number
  /** Stands for what was said there last. */
  readonly said?: string
}

/** The small file in which it is kept. */
export interface ForgeLedger {
  recall(): Promise<ForgeMemory>
  remember(part: ForgeMemory): Promise<void>
}

/** A ledger below the state directory of a cluster. One that cannot be read is as one that is empty. */
export function forgeLedger(store: Pick<StateStore, 'read' | 'replace'>, name: string): ForgeLedger {
  let known: Promise<ForgeMemory> | undefined
  const recall = async (): Promise<ForgeMemory> => {
    known ??= store.read(name).then(memoryIn, () => ({}))
    return known
  }
  return {
    recall,
    remember: async (part) => {
      const next = { ...(await recall()), ...part }
      known = Promise.resolve(next)
      await store.replace(name, new TextEncoder().encode(`${JSON.stringify(next, undefined, 2)}\n`))
    },
  }
}

function memoryIn(bytes: Uint8Array | undefined): ForgeMemory {
  const kept = bytes === undefined ? undefined : parsed(new TextDecoder().decode(bytes))
  const status = statusIn(partOf(kept, 'status'))
  const pull = pullIn(partOf(kept, 'pull'))
  return { ...(status === undefined ? {} : { status }), ...(pull === undefined ? {} : { pull }) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function statusIn(value: unknown): CommitStatus | undefined {
  const state = (['pending', 'success', 'failure'] as const).find((one) => one === textOf(value, 'state'))
  const commit = textOf(value, 'commit')
  return state === undefined || commit === '' ? undefined : { commit, state, words: textOf(value, 'words') }
}

function pullIn(value: unknown): PullMemory | undefined {
  const commit = textOf(value, 'commit')
  const opened = numberOf(value, 'opened')
  const said = textOf(value, 'said')
  if (commit + said === '') return undefined
  return {
    ...(commit === '' ? {} : { commit }),
    ...(opened === undefined ? {} : { opened }),
    ...(said === '' ? {} : { said }),
  }
}

import { join } from 'node:path'
import type { ClusterHost, HostFile } from '../../../appliance/host-file.ts'
import type { Source } from '../../../reconcile/watch/pass.ts'
import type { Wake } from '../../../reconcile/watch/wake.ts'
import { readJournalOf } from '../../../reconcile/journal/journal.ts'
import { clusterName } from '../../../model/names.ts'
import { followBranch, type BranchFollower } from '../../../repository/follow-branch.ts'
import { proposeBranch, withdrawBranch } from '../../../repository/propose-branch.ts'
import { watchFiles } from '../../../repository/watch-files.ts'
import { findRepository } from '../../repository/folder.ts'
import { stateOf, type State } from '../../shared/state.ts'
import type { World } from '../../world.ts'
import type { ProposalBranch } from '../pass/propose.ts'
import { errorText } from '../../../source/error-text.ts'

/** Where the watch of a cluster learns what is wanted. */
export interface WatchedSource {
  readonly follows: 'branch' | 'files'
  /** Directory that a pass runs in. */
  readonly cwd: string
  /** Commit that was accepted before, if any. */
  readonly accepted: string | undefined
  /** Where proposals are pushed; absent where no branch is followed. */
  readonly proposalBranch?: ProposalBranch
  fetch(): Promise<Wake>
  /** Makes the directory hold what a pass is about to work towards; passes of a cluster never overlap. */
  prepare(wanted: Source): Promise<void>
  /** Says whom to tell of changes; those from before are found by the first pass. */
  heard(changed: () => void): void
  close(): Promise<void>
}

/** The files of a folder as they are, committed or not, as far as they concern a cluster. */
export async function openFilesSource(cluster: string, path: string, world: World): Promise<WatchedSource> {
  const { folder } = findRepository([path], world)
  let tell = (): void => {}
  const failed = (error: unknown): void => world.stderr.write(`pader: cannot watch "${path}": ${errorText(error)}\n`)
  const watched = await watchFiles(folder, () => tell(), failed, cluster)
  return {
    follows: 'files',
    cwd: world.cwd,
    accepted: undefined,
    fetch: async () => ({ kind: 'nothing new' }),
    prepare: async () => {},
    heard: (changed) => {
      tell = changed
    },
    close: async () => watched.close(),
  }
}

/** A branch, in a clone of its own below the state directory. */
export async function openBranchSource(
  cluster: string,
  remote: string,
  host: ClusterHost,
  hostFile: HostFile,
  world: World,
): Promise<WatchedSource> {
  const { env, stop } = world
  const folder = join(hostFile.stateDirectory, 'watch', cluster, 'repository')
  const known = await lastRevision(cluster, stateOf(hostFile, world))
  const { signers, allowedSigners, branch, knownHosts, sshKey } = host
  const isSigned = signers.length > 0 || allowedSigners !== undefined
  const follower = await followBranch({
    remote,
    branch,
    folder,
    env,
    stop,
    access: { ...(knownHosts === undefined ? {} : { knownHosts }), ...(sshKey === undefined ? {} : { sshKey }) },
    ...(known === undefined ? {} : { known }),
    ...(isSigned
      ? { signers: { fingerprints: signers, ...(allowedSigners === undefined ? {} : { allowedSigners }) } }
      : {}),
  })
  return {
    follows: 'branch',
    cwd: folder,
    accepted: await follower.accepted(),
    proposalBranch: proposalBranchFor(cluster, remote, host, follower),
    fetch: async () => wakeOf(follower),
    prepare: async (wanted) => {
      if (wanted.kind === 'commit') await follower.checkOut(wanted.commit)
    },
    heard: () => {},
    close: async () => {},
  }
}

/** One branch for each cluster, so that there is never more than one proposal to decide on. */
function proposalBranchFor(
  cluster: string,
  followedRemote: string,
  { branch: followed, proposals }: ClusterHost,
  { git }: BranchFollower,
): ProposalBranch {
  const { remote = followedRemote, email, signingKey } = proposals
  const branch = `pader/drift/${cluster}`
  const signature = { email, ...(signingKey === undefined ? {} : { key: signingKey }) }
  const target = { remote, branch, followed, signature }
  return {
    name: branch,
    propose: async (proposal) => proposeBranch(git, target, proposal),
    withdraw: async () => withdrawBranch(git, target),
  }
}

async function wakeOf(follower: BranchFollower): Promise<Wake> {
  const found = await follower.look()
  switch (found.kind) {
    case 'new commit':
      return { kind: 'commit arrived', commit: found.commit }
    case 'nothing new':
      return { kind: 'nothing new' }
    case 'refused':
    case 'failed':
      return { kind: 'fetch failed', why: found.why, refused: found.kind === 'refused' }
  }
}

/** The commit that the journal says was applied last: a clone that was lost does not make a rewritten history welcome. */
async function lastRevision(cluster: string, { store }: State): Promise<string | undefined> {
  const { records } = await readJournalOf(clusterName(cluster), store)
  const revisions = records.flatMap(({ event }) => (event.kind === 'run started' ? (event.revision ?? []) : []))
  return revisions.at(-1)
}

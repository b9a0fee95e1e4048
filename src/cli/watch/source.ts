import { join, resolve } from 'node:path'
import type { ClusterHost, HostFile } from '../../appliance/host-file.ts'
import type { Wake } from '../../reconcile/watch/wake.ts'
import { journalName } from '../../reconcile/journal.ts'
import { readJournal } from '../../reconcile/journal-reading.ts'
import { clusterName } from '../../model/names.ts'
import { followBranch, type BranchFollower } from '../../repository/follow-branch.ts'
import { watchFiles } from '../../repository/watch-files.ts'
import { diskStore } from '../process/disk-store.ts'
import type { World } from '../world.ts'

/** Where the watch of a cluster learns what is wanted. */
export interface WatchedSource {
  readonly follows: 'branch' | 'files'
  /** Directory that a pass runs in. */
  readonly cwd: string
  /** Commit that was accepted before, if any. */
  readonly accepted: string | undefined
  fetch(): Promise<Wake>
  /** Says whom to tell of changes; those from before are found by the first pass. */
  heard(changed: () => void): void
  close(): Promise<void>
}

/** The files of a folder as they are, committed or not. */
export async function filesSource(path: string, world: World): Promise<WatchedSource> {
  let tell = (): void => {}
  const failed = (error: unknown): void => world.stderr.write(`pader: cannot watch "${path}": ${String(error)}\n`)
  const watched = await watchFiles(resolve(world.cwd, path), () => tell(), failed)
  return {
    follows: 'files',
    cwd: world.cwd,
    accepted: undefined,
    fetch: async () => ({ kind: 'nothing new' }),
    heard: (changed) => {
      tell = changed
    },
    close: async () => watched.close(),
  }
}

/** A branch, in a clone of its own below the state directory. */
export async function branchSource(
  cluster: string,
  remote: string,
  host: ClusterHost,
  { stateDirectory }: HostFile,
): Promise<WatchedSource> {
  const folder = join(stateDirectory, 'watch', cluster, 'repository')
  const known = await lastRevision(cluster, stateDirectory)
  const { signers, allowedSigners } = host
  const isSigned = signers.length > 0 || allowedSigners !== undefined
  const follower = await followBranch({
    remote,
    branch: host.branch,
    folder,
    ...(known === undefined ? {} : { known }),
    ...(isSigned
      ? { signers: { fingerprints: signers, ...(allowedSigners === undefined ? {} : { allowedSigners }) } }
      : {}),
  })
  return {
    follows: 'branch',
    cwd: folder,
    accepted: await follower.accepted(),
    fetch: async () => wakeOf(follower),
    heard: () => {},
    close: async () => {},
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
async function lastRevision(cluster: string, stateDirectory: string): Promise<string | undefined> {
  const { records } = readJournal(await diskStore(stateDirectory).read(journalName(clusterName(cluster))))
  const revisions = records.flatMap(({ event }) => (event.kind === 'run started' ? (event.revision ?? []) : []))
  return revisions.at(-1)
}

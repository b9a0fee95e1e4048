import { openCluster, openToChange, type OpenCluster } from '../../gateway/open-cluster.ts'
import { readDesired } from '../../gateway/desired.ts'
import type { PassResult } from '../../../reconcile/watch/pass.ts'
import type { World } from '../../world.ts'
import { enforce } from './enforce.ts'
import { failedBy } from './failed-pass.ts'
import { lookOnly } from './look-only.ts'
import type { PassTask } from './pass-task.ts'

/** One pass of the watch: compile, look, plan, and in a mode that enforces carry out, as `plan` and `apply` do it. */
export async function makePass(task: PassTask, stop: AbortSignal, world: World): Promise<PassResult> {
  try {
    const desired = await readDesired([task.path], { cluster: task.cluster, color: task.color }, world, task.kept)
    const [cluster] = desired.clusters
    if (cluster === undefined) return { kind: 'needs a person', why: `there is no cluster "${task.cluster}"` }
    task.saw({ kind: 'read', cluster })
    task.trace.opening()
    const { mode, hostFile, listener, cache } = task
    if (mode !== 'enforce') {
      const open = await openCluster(cluster, hostFile, desired.folder, world, listener, cache)
      return await closing(open, task, lookOnly(open, task, desired, world))
    }
    const open = await openToChange(cluster, hostFile, desired.folder, world, listener, cache)
    return await closing(open, task, enforce(open, task, desired, stop, world))
  } catch (error) {
    return failedBy(error, task.cluster)
  }
}

async function closing<Result>(open: OpenCluster, { trace }: PassTask, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } finally {
    await open.close()
    trace.closed()
  }
}

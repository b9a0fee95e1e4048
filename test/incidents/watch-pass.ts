import { readHostFile } from '../../src/cli/gateway/host.ts'
import { RepositoryCache } from '../../src/cli/repository/repository-cache.ts'
import type { WatchLog } from '../../src/cli/watch/log/log.ts'
import { makePass } from '../../src/cli/watch/pass/make-pass.ts'
import { PassTrace } from '../../src/cli/watch/traces/pass-trace.ts'
import { emptyCache } from '../../src/reconcile/cache/observation-cache.ts'
import type { PassResult, WatchMode } from '../../src/reconcile/watch/pass.ts'
import { noTraces } from '../../src/serve/span.ts'
import type { Stage } from './stage.ts'

/** One pass of a watch at the machine of the stage. */
export async function watchPass(stage: Stage, mode: WatchMode, cluster = 'two-site'): Promise<PassResult> {
  const world = stage.world([])
  const log: WatchLog = { say: () => undefined, within: () => log, around: (inner) => inner }
  const hostFile = await readHostFile('host.yaml', world)
  const told = { log, saw: () => undefined, worked: () => undefined, color: 'never', listener: {} } as const
  const known = { cache: emptyCache(Number.POSITIVE_INFINITY), kept: new RepositoryCache() }
  const trace = new PassTrace(noTraces, { id: 'pass', cluster, facts: {} })
  const { revision } = stage
  const task = { ...told, ...known, trace, ...(revision !== undefined && { revision }), cluster, path: 'clusters' }
  return makePass({ ...task, hostFile, mode }, world.stop, world)
}

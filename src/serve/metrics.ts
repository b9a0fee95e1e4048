import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { isStanding } from '../model/lease.ts'
import type { ClusterStatus } from '../report/watch/status.ts'

/** What the watch counts for Prometheus. Labels are bounded: clusters, nodes and fixed words, never users or addresses. */
export interface Metrics {
  passEnded(cluster: string, result: string, seconds: number): void
  fetched(cluster: string, result: 'new commit' | 'nothing new' | 'refused' | 'failed'): void
  /** A request to an appliance; `op` is method and resource, `code` the status or what came instead. */
  requested(op: string, code: string, seconds: number): void
  retried(): void
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

/** From a quick look to a rollout that waits for nodes (seconds). */
const DURATIONS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 1800]

/** Counts what happens, and reads what is from the statuses at the moment when somebody asks. */
export function createMetrics(version: string, statuses: () => readonly ClusterStatus[], now: () => number): Metrics {
  const registers = [new Registry()] as const
  const [registry] = registers
  collectDefaultMetrics({ register: registry })
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers: [...registers] })
  const histogram = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Histogram({ name, help, labelNames, buckets: DURATIONS, registers: [...registers] })

  const durations = histogram('pader_reconcile_duration_seconds', 'Duration of a pass over a cluster.', 'cluster')
  const passes = counter('pader_reconcile_total', 'Passes over a cluster, by result.', 'cluster', 'result')
  const applies = counter(
    'pader_apply_total',
    'Passes that changed something or tried to, by result.',
    'cluster',
    'result',
  )
  const fetches = counter('pader_git_fetch_total', 'Checks of the followed branch, by result.', 'cluster', 'result')
  const requests = histogram(
    'pader_api_request_duration_seconds',
    'Duration of requests to appliances, by operation and status.',
    'op',
    'code',
  )
  const retries = counter('pader_api_retries_total', 'Requests to appliances that were sent again.')
  declareGauges(registry, version, statuses, now)
  return {
    passEnded: (cluster, result, seconds) => {
      durations.observe({ cluster }, seconds)
      passes.inc({ cluster, result })
      if (result !== 'in sync' && result !== 'differs' && result !== 'too early') applies.inc({ cluster, result })
    },
    fetched: (cluster, result) => fetches.inc({ cluster, result }),
    requested: (op, code, seconds) => requests.observe({ op, code }, seconds),
    retried: () => retries.inc(),
    text: async () => registry.metrics(),
    contentType: registry.contentType,
  }
}

type Row = { readonly labels: Record<string, string>; readonly value: number }

function declareGauges(
  registry: Registry,
  version: string,
  statuses: () => readonly ClusterStatus[],
  now: () => number,
): void {
  const gauge = (name: string, help: string, labelNames: string[], rows: () => readonly Row[]): void => {
    const made = new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      collect: () => {
        made.reset()
        for (const { labels, value } of rows()) made.set(labels, value)
      },
    })
  }
  /** What this process once saw of a cluster that another watches by now is nobody's state any more. */
  const watched = (): readonly ClusterStatus[] => statuses().filter(({ standby }) => standby === undefined)
  const perCluster = (value: (status: ClusterStatus) => number | undefined) => (): readonly Row[] =>
    watched().flatMap((status) => {
      const found = value(status)
      return found === undefined ? [] : [{ labels: { cluster: status.cluster }, value: found }]
    })
  const perNode = (value: (node: ClusterStatus['nodes'][number]) => number | undefined) => (): readonly Row[] =>
    watched().flatMap(({ cluster, nodes }) =>
      nodes.flatMap((node) => {
        const found = value(node)
        return found === undefined ? [] : [{ labels: { cluster, node: node.name }, value: found }]
      }),
    )

  gauge('pader_build_info', 'Always 1; the label is the version of Pader.', ['version'], () => [
    { labels: { version }, value: 1 },
  ])
  gauge(
    'pader_node_synced',
    '1 if the node has shown the last commit and has no drift, 0 if not; absent while it has not been asked, and for a node out of service.',
    ['cluster', 'node'],
    perNode(({ holds, drift, outOfService }) => {
      if (outOfService !== undefined || (holds === 'not asked' && drift === 0)) return undefined
      return Number((holds === 'yes' || holds === 'not asked') && drift === 0)
    }),
  )
  gauge(
    'pader_node_convergence_age_seconds',
    'Time since the node last showed what was committed; absent until it first does, and while a clock that was set back puts that in the future.',
    ['cluster', 'node'],
    perNode(({ confirmedAt }) => ageOf(confirmedAt, now())),
  )
  gauge(
    'pader_drift_fields',
    'Settings and files of the node that differ from the repository.',
    ['cluster', 'node'],
    perNode(({ drift }) => drift),
  )
  gauge('pader_plan_operations', 'Operations of the newest plan, by action.', ['cluster', 'action'], () =>
    watched().flatMap(({ cluster, plan }) =>
      Object.entries(plan?.operations ?? {}).map(([action, value]) => ({ labels: { cluster, action }, value })),
    ),
  )
  gauge(
    'pader_source_verified',
    '1 while the followed branch can be read and passes the checks of its signatures.',
    ['cluster'],
    perCluster(({ source }) => Number(source === undefined)),
  )
  gauge('pader_standby', '1 while this process is on standby and another one watches the cluster.', ['cluster'], () =>
    statuses().map(({ cluster, standby }) => ({ labels: { cluster }, value: Number(standby !== undefined) })),
  )
  gauge(
    'pader_lock_held',
    '1 while somebody changes the cluster.',
    ['cluster'],
    perCluster(({ lock }) => Number(lock !== undefined)),
  )
  gauge(
    'pader_suspended',
    '1 while the cluster is on hold.',
    ['cluster'],
    perCluster(({ hold }) => Number(hold !== undefined)),
  )
  gauge(
    'pader_leases_ended',
    'Leases on changes made outside the repository that have expired.',
    ['cluster'],
    perCluster(({ leases = [] }) => {
      const today = new Date(now()).toISOString().slice(0, 10)
      return leases.filter((lease) => !isStanding(lease, today)).length
    }),
  )
  gauge(
    'pader_last_look_timestamp_seconds',
    'When the last look at the cluster ended, as Unix time.',
    ['cluster'],
    perCluster(({ last }) => (last === undefined ? undefined : Date.parse(last.at) / 1000)),
  )
  gauge(
    'pader_healthy',
    '1 if the last pass found the cluster in sync or applied what was missing, 0 otherwise.',
    ['cluster'],
    perCluster(({ last }) =>
      last === undefined ? undefined : Number(last.kind === 'in sync' || last.kind === 'applied'),
    ),
  )
}

function ageOf(at: string | undefined, now: number): number | undefined {
  const age = at === undefined ? undefined : now - Date.parse(at)
  return age === undefined || age < 0 ? undefined : age / 1000
}

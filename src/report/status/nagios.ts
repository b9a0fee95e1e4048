import type { Report } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'
import type { ClusterHealth } from './health.ts'
import { verdictOn } from './verdict.ts'

const STATES = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const

/** Which state a cluster is in by the convention of monitoring plug-ins: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. */
function stateOf(health: ClusterHealth): 0 | 1 | 2 | 3 {
  const { exitCode, tone } = verdictOn(health)
  if (health.trouble?.kind === 'attached elsewhere') return 1
  if (health.trouble !== undefined) return 3
  if (exitCode === EXIT.unreachable && tone === 'warning') return 1
  return tone === 'error' ? 2 : tone === 'warning' ? 1 : 0
}

/**
 * All clusters in one line with performance data, as Nagios, Icinga and their kin read it. Of `missing` ones nothing is known:
 * the host file has them, and the repository does not.
 */
export function nagiosReport(clusters: readonly ClusterHealth[], missing: readonly string[] = []): Report {
  const states = [...clusters.map(stateOf), ...missing.map(() => 3 as const)]
  // Critical beats unknown: what is known to be broken matters more than what is not known.
  const state = ([2, 3, 1, 0] as const).find((one) => states.includes(one)) ?? 3
  const said = [
    ...clusters.map((health) => `${health.cluster}: ${plain(verdictOn(health).words)}`),
    ...missing.map((name) => `${plain(name)}: in the host file but not in the repository`),
  ]
  const output = `PADER ${STATES[state]} - ${said.join('; ') || 'no cluster'} | ${clusters.flatMap(figures).join(' ')}\n`
  return { output, exitCode: ([EXIT.ok, EXIT.internal, EXIT.changes, EXIT.invalid] as const)[state] }
}

/** The line for a check that could not be made at all. */
export function nagiosUnknown(why: string): Report {
  return { output: `PADER UNKNOWN - ${plain(why)}\n`, exitCode: EXIT.invalid }
}

/** A bar would begin the performance data, and a line end the next line. */
function plain(text: string): string {
  return text.replaceAll('|', '/').replaceAll(/\s+/g, ' ').trim()
}

function figures({ cluster, nodes, differences, provedAt, at }: ClusterHealth): readonly string[] {
  const count = (holds: (node: ClusterHealth['nodes'][number]) => boolean): number => nodes.filter(holds).length
  const name = cluster.replaceAll(/[='\s]/g, '_')
  const seconds = provedAt === undefined ? undefined : Math.round((Date.parse(at) - Date.parse(provedAt)) / 1000)
  // By a clock that is ahead it would be no age, and 0 would be the best one.
  const age = seconds === undefined || seconds < 0 ? [] : [`${name}_proved_age=${seconds}s`]
  return [
    `${name}_nodes=${nodes.length}`,
    `${name}_in_sync=${count(({ sync }) => sync === 'in sync')}`,
    `${name}_behind=${count(({ sync, outOfService }) => sync === 'behind' && outOfService === undefined)}`,
    `${name}_silent=${count(({ answers, outOfService }) => answers === false && outOfService === undefined)}`,
    ...(differences === undefined ? [] : [`${name}_differences=${differences.changes}`]),
    ...age,
  ]
}

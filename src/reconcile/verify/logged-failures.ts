import type { GatewayReader } from '../../appliance/port.ts'
import type { FailedRequest } from '../../doctor/evidence.ts'
import { isSharedData } from '../../doctor/findings/shared-data.ts'
import { readLogs } from '../../doctor/log/read-logs.ts'
import { reliableFact } from '../../dialect/permission.ts'
import { nodeName, uuid, type NodeName, type Uuid } from '../../model/names.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import type { LoggedFailure } from '../../plan/progress.ts'
import type { WriteContext } from '../write/write-context.ts'
import { awayNames } from './away-names.ts'

/** Milliseconds by which log lines may be older than a commit that they are about, because times are rounded. */
const MARGIN = 1_000

/** What the coordinator logs say that a commit can be blamed for; undefined where not all of them could be read. */
export async function loggedFailures(
  reader: GatewayReader,
  task: LogTask,
): Promise<readonly LoggedFailure[] | undefined> {
  const { cluster, entryNode, writeContext } = task
  const path = reliableFact(writeContext.scope.dialect, 'log.coordinator', writeContext.target)
  if (path === undefined) return undefined
  const failures: LoggedFailure[] = []
  for (const writer of new Set([entryNode, ...relaysOf(cluster)])) {
    const text = await reader.logFile(writer, path)
    if (text.kind === 'unknown') return undefined
    // A log that is not there yet has nothing to say.
    if (text.kind === 'known') failures.push(...failuresIn(text.value, writer, task))
  }
  return failures
}

function failuresIn(text: string, writer: Uuid, { cluster, since, writeContext }: LogTask): readonly LoggedFailure[] {
  const node = writeContext.scope.names.get(writer) ?? nodeName(writer)
  const away = awayNames(writeContext.scope)
  const earliest = since + aheadOf(writer, cluster) - MARGIN
  const { evidence } = readLogs([{ name: node, writer, text }])
  return evidence.flatMap((line): LoggedFailure[] => {
    const isBlamed = line.kind === 'rejection' || (line.kind === 'failed request' && !isSharedData(line))
    if (!isBlamed || line.at === undefined || line.at < earliest) return []
    const peer = line.kind === 'failed request' ? peerOf(line, writeContext) : undefined
    // That nobody reaches a node that is out of service is no matter of a commit.
    if (away.has(node) || away.has(peer)) return []
    return [{ node, ...(peer === undefined ? {} : { peer }), said: line.text }]
  })
}

function peerOf({ peer }: FailedRequest, { scope }: LogTask['writeContext']): NodeName | undefined {
  return peer === undefined ? undefined : scope.names.get(uuid(peer.uuid))
}

/** What logs are asked about. */
export interface LogTask {
  readonly cluster: ObservedCluster
  readonly entryNode: Uuid
  /** When the last commit was sent, by the entry node's clock; milliseconds since 1970. */
  readonly since: number
  readonly writeContext: Pick<WriteContext, 'scope' | 'target'>
}

/** Nodes that pass messages on: they are in two groups or more. */
function relaysOf({ nodes }: ObservedCluster): readonly Uuid[] {
  return [...nodes.values()].flatMap(({ uuid, settings }) => {
    const groups = settings['groups.network']
    return groups?.kind === 'known' && Array.isArray(groups.value) && groups.value.length > 1 ? [uuid] : []
  })
}

/** Milliseconds by which the clock that wrote a log may be behind the entry node's, as a negative number, or ahead. */
function aheadOf(node: Uuid, { nodes }: ObservedCluster): number {
  const skew = nodes.get(node)?.skew
  return skew?.kind === 'known' ? (skew.value.seconds - skew.value.uncertainty) * 1_000 : 0
}

import { sha256Of } from '../model/digest.ts'
import type { Cluster } from '../model/fleet.ts'
import { unknown, type Observation, type ObservedCluster } from '../model/observed.ts'
import type { DesiredSystemFile } from '../model/policy/system-file.ts'
import type { Blocked, Step } from './plan.ts'

/** What has to be done to a system file, or what stands in the way; neither where it is as wanted. */
export interface FileOutcome {
  readonly step?: Step
  readonly obstacle?: Blocked
}

/** Compares a system file with what its node holds. An empty text is written only where it can be read back. */
export function planFile(
  { node, path, text }: DesiredSystemFile,
  cluster: Cluster,
  observed: ObservedCluster,
  isEmptyRead: boolean,
): FileOutcome {
  const uuid = cluster.nodes.find(({ name }) => name === node)?.uuid.value
  const seen = uuid === undefined ? undefined : observed.nodes.get(uuid)
  // A node that is not in the cluster yet gets its files once it is; one that cannot be read is reported as such.
  if (uuid === undefined || seen === undefined) return {}
  const file = seen.systemFiles.get(path) ?? unknown('it was not read')
  const object = { node, object: `file ${path}` }
  if (file.kind !== 'known') return { obstacle: { ...object, ...unread(file, node) } }
  if (file.value === text) return {}
  if (text === '' && !isEmptyRead) return { obstacle: { ...object, ...emptied } }
  const before = sha256Of(file.value)
  return { step: { kind: 'write system file', node, uuid, path, before, after: sha256Of(text) } }
}

type Obstacle = Pick<Blocked, 'reason' | 'remedy'>

const emptied: Obstacle = {
  reason: 'it would be empty, and an answer without text does not show that it is',
  remedy: 'give it a line, for example a comment, or remove it from the YAML and empty it in the file editor',
}

function unread(file: Exclude<Observation<string>, { kind: 'known' }>, node: string): Obstacle {
  if (file.kind === 'unknown')
    return {
      reason: `it could not be read: ${file.reason}`,
      remedy: 'make sure that the appliance answers, then plan again',
    }
  return {
    reason: 'the appliance has no such file, and Pader creates none',
    remedy: `see whether somebody deleted it ("pader diff") or the path is wrong: it has to be one that the file editor of ${node} shows`,
  }
}

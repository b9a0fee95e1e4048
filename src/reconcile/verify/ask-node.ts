import { ApplianceError, type GatewayReader } from '../../appliance/port.ts'
import type { Uuid } from '../../model/names.ts'
import { unknown, type Observation, type ProductVersion } from '../../model/observed.ts'
import { isSameVersion } from '../../plan/product-version.ts'
import { archiveOf, movedFiles, takeBackup, type ArchivedPart } from '../backup/archive.ts'
import { faultWords } from '../ending/fault-ending.ts'
import { NO_ADDRESS } from '../gateways.ts'
import { look, type Look, type Scope } from '../observe/observe.ts'
import { filePart, listPart, movedParts, type Snapshot } from '../observe/snapshot.ts'
import type { Clock } from '../ports.ts'
import { elapsed } from '../run/elapsed.ts'
import type { VerificationTask } from './verification-task.ts'

/**
 * Above so many members a node is asked about itself, the entry node, a witness and the lists, and not about everybody: a
 * storage is taken over as a whole, so that what shows one write of a commit holds all of them.
 */
const WHOLE_CLUSTER_LIMIT = 12

/** What a node answered that was asked what it holds. */
export interface Answer {
  readonly node: Uuid
  /** Undefined when it could not be found out. */
  readonly holds: boolean | undefined
  readonly detail: string
  /** The parts in which it showed something else. */
  readonly moved: readonly string[]
  /** Whether it showed everything that is expected, and not a part of it. */
  readonly isWhole: boolean
  readonly version: Observation<ProductVersion>
  /** The node did not believe who asked: to ask again soon would only lock the account. */
  readonly isLoginRefused?: true
}

/** An answer that says nothing, for this reason. */
export function noAnswer(node: Uuid, detail: string): Answer {
  return { node, holds: undefined, detail, moved: [], isWhole: false, version: unknown(detail) }
}

/**
 * Asks one node, once and in a session of its own, whether it holds what the entry node shows; about these other nodes as
 * well, where it is not asked about everybody.
 */
export async function askNode(
  task: VerificationTask,
  node: Uuid,
  clock: Clock,
  others: readonly Uuid[] = [],
): Promise<Answer> {
  const gateway = node === task.entryNode ? task.gateways.entry : task.gateways.at(node)
  if (gateway === undefined) return noAnswer(node, NO_ADDRESS)
  const scope = scopeOf(task, [node, ...others])
  try {
    const seen = await gateway.read(
      async (reader) => (await archiveSays(reader, task)) ?? look(reader, scope, new Date(clock.now()).toISOString()),
      withinReason(task, clock),
    )
    if ('moved' in seen) return answerOf(task, { node, ...seen, isWhole: true })
    task.heard?.(node, seen)
    return answerFrom(seen, node, scope, task)
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    task.heard?.(node, error)
    const answer = noAnswer(node, faultWords(error, task.scope.names))
    return error.fault === 'credentials' ? { ...answer, isLoginRefused: true } : answer
  }
}

function answerFrom(seen: Look, node: Uuid, scope: Scope, task: VerificationTask): Answer {
  const { version } = seen.cluster
  if (seen.unknown.length > 0) return { ...noAnswer(node, seen.unknown.join('; ')), version }
  const isWhole = scope === task.scope
  const expected = isWhole ? task.expected : onlyParts(task.expected, seen.snapshot)
  const answer = answerOf(task, { node, moved: movedParts(expected, seen.snapshot), version, isWhole })
  return answer.holds === false && isStranger(node, seen) ? { ...answer, detail: STRANGER } : answer
}

const STRANGER = 'is not among the members that the appliance at its address knows: it may be another appliance'

/** Whether what answers at the address of a node does not know the node. */
function isStranger(node: Uuid, { cluster: { membership } }: Look): boolean {
  return membership.kind === 'known' && !membership.value.includes(node)
}

/** What a node of a cluster of that size is asked about. */
function scopeOf({ members, scope, entryNode, witnesses }: VerificationTask, about: readonly Uuid[]): Scope {
  if (members.length <= WHOLE_CLUSTER_LIMIT) return scope
  return { ...scope, only: new Set([...about, entryNode, ...witnesses.slice(0, 1)]) }
}

/** Milliseconds that a node gets to show what it holds, however many requests that takes: others are waiting. */
const LONGEST_ANSWER = 120_000

/** What is done before each request of a question: the same as before the question, and to give up on a node that is too slow. */
function withinReason({ between }: VerificationTask, clock: Clock): () => Promise<void> {
  const since = elapsed(clock)
  return async () => {
    await between?.()
    if (elapsed(clock) - since <= LONGEST_ANSWER) return
    const detail = `not everything was answered within ${LONGEST_ANSWER / 1000} seconds`
    throw new ApplianceError('unreachable', 'GET /', detail, { obstacle: 'silence' })
  }
}

/** What a node showed. */
type Shown = Pick<Answer, 'node' | 'moved' | 'isWhole' | 'version'>

/** A node of another version may hold the same configuration and read it differently; one of no known version may be one. */
function answerOf({ version: expected }: VerificationTask, shown: Shown): Answer {
  const runs = expected?.kind === 'known' ? otherVersion(expected.value, shown.version) : undefined
  if (runs !== undefined) return { ...shown, holds: false, detail: runs }
  const { length: places } = shown.moved
  if (places > 0) return { ...shown, holds: false, detail: `shows something else in ${places} places` }
  if (expected?.kind === 'known' && shown.version.kind !== 'known')
    return {
      ...shown,
      holds: undefined,
      detail: 'shows the same as the entry node, and which version it runs is not known',
    }
  return { ...shown, holds: true, detail: 'shows the same as the entry node' }
}

/** What a node's backup shows, and which version the node runs, which no backup of its configuration is asked about. */
async function archiveSays(
  reader: GatewayReader,
  task: VerificationTask,
): Promise<Pick<Shown, 'moved' | 'version'> | undefined> {
  const moved = await differsFrom(reader, task)
  return moved === undefined ? undefined : { moved, version: await reader.version() }
}

/**
 * Where a node's backup says something else than is expected; undefined where that takes more than a backup, because what
 * differs in it may be what is looked at by other means, or a matter of the node itself.
 */
async function differsFrom(
  reader: GatewayReader,
  { archived, scope }: VerificationTask,
): Promise<readonly string[] | undefined> {
  if (archived === undefined) return undefined
  const backup = await takeBackup(reader)
  const own = backup === undefined ? undefined : archiveOf(backup)
  if (own === undefined) return undefined
  const moved = movedFiles(archived.archive, own).map((path) => archived.parts.get(path))
  const read = moved.flatMap((part) => (part === undefined || part.kind === 'unread' ? [] : [partWords(part)]))
  return read.length > 0 || scope.ruleSets === undefined || !moved.includes(undefined) ? read : undefined
}

/** A part of a backup, called as a look calls what it read of it. */
function partWords(part: Exclude<ArchivedPart, { kind: 'unread' }>): string {
  if (part.kind === 'list') return listPart(part.id)
  return part.kind === 'file' ? filePart(part.node, part.path) : `node ${part.node} document ${part.document}`
}

function otherVersion(wanted: ProductVersion, found: Observation<ProductVersion>): string | undefined {
  if (found.kind !== 'known' || isSameVersion(wanted, found.value)) return undefined
  const { version, build } = found.value
  return `runs ${version}-${build}, the entry node ${wanted.version}-${wanted.build}`
}

function onlyParts(whole: Snapshot, asked: Snapshot): Snapshot {
  return new Map([...whole].filter(([part]) => asked.has(part)))
}

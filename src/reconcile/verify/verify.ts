import { ApplianceError, type GatewayReader } from '../../appliance/port.ts'
import { nodeName, type NodeName, type Uuid } from '../../model/names.ts'
import type { Observation, ProductVersion } from '../../model/observed.ts'
import type { Progress, Verification } from '../../plan/progress.ts'
import { archiveOf, movedFiles, takeBackup, type AgreeingArchive } from '../backup/archive.ts'
import { faultWords } from '../ending/fault-ending.ts'
import type { Gateways } from '../gateways.ts'
import { look, type Look, type Scope } from '../observe/observe.ts'
import type { Clock } from '../ports.ts'
import { movedParts, type Snapshot } from '../observe/snapshot.ts'
import type { Tell } from '../stream.ts'

/** What has to be shown by whom, and how long it may take. */
export interface VerificationTask {
  readonly gateways: Gateways
  readonly scope: Scope
  /** What the entry node shows in a fresh session. */
  readonly expected: Snapshot
  readonly members: readonly Uuid[]
  readonly entryNode: Uuid
  /**
   * Nodes whose documents the last or the next commit writes: in a large cluster every node is asked about one of them,
   * because a node's own document says nothing about a commit that did not change it.
   */
  readonly witnesses: readonly Uuid[]
  /** A backup that shows what is expected: a node whose backup says the same holds it. */
  readonly archived?: AgreeingArchive
  /** What the entry node runs, where it is known. */
  readonly version?: Observation<ProductVersion>
  /** Milliseconds after which a node that shows something else counts as behind. */
  readonly patience: number
  /** Hears what a node showed, or why it showed nothing, whenever it was asked. */
  readonly heard?: (node: Uuid, said: Look | ApplianceError) => void
}

/**
 * Above so many members a node is asked about itself, the entry node, a witness and the lists, and not about everybody: a
 * storage is taken over as a whole, so that what shows one write of a commit holds all of them.
 */
const WHOLE_CLUSTER_LIMIT = 12

/** What the nodes showed. */
export interface Asked {
  readonly verification: Verification
  /** Whether those that confirmed it showed all of it, and not only the part that the witness stands for. */
  readonly isWhole: boolean
}

/**
 * Asks every node in a session of its own, one after the other (a cluster lets one node be attached at a time), whether
 * it holds what the entry node shows. A node that is behind is asked again until the patience ends, unless it is out of
 * service: nobody knows when that one is back.
 */
export async function verify(task: VerificationTask, clock: Clock, tell: Tell<Progress>): Promise<Asked> {
  const others = task.members.filter((id) => id !== task.entryNode)
  const confirmed = [nameOf(task.scope, task.entryNode)]
  if (!task.gateways.mayAskNodes) {
    const reason = 'not asked: the host file does not allow a session at every node'
    const notConfirmed = others.map((id) => ({ node: nameOf(task.scope, id), reason }))
    return {
      verification: { level: others.length === 0 ? 3 : 1, confirmed, behind: [], notConfirmed },
      isWhole: others.length === 0,
    }
  }
  const until = clock.now() + task.patience
  let isWhole = true
  let left: readonly Answer[] = others.map((node) => ({ ...unasked, node, detail: 'not asked yet' }))
  for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
    const still: Answer[] = []
    for (const before of left) {
      const { node } = before
      await tell({ kind: 'asking', node: nameOf(task.scope, node) })
      const answer = await ask(task, node, clock)
      // A node that is asked every few seconds for minutes says the same each time.
      if (answer.holds !== before.holds || answer.detail !== before.detail)
        await tell({ kind: 'answered', node: nameOf(task.scope, node), holds: answer.holds, detail: answer.detail })
      if (answer.holds !== true) still.push(answer)
      else {
        confirmed.push(nameOf(task.scope, node))
        isWhole &&= answer.isWhole
      }
    }
    left = still
    const awaited = left.filter(({ node }) => task.scope.away?.has(node) !== true)
    if (awaited.length === 0 || clock.now() + pause > until) break
    if (pause === LONG_PAUSE) await tell(waitingFor(awaited, task.scope, until - clock.now()))
    await clock.sleep(pause)
  }
  const verification: Verification = {
    level: 3,
    confirmed: confirmed.toSorted(),
    behind: left.filter(({ holds }) => holds === false).map(({ node }) => nameOf(task.scope, node)),
    notConfirmed: left
      .filter(({ holds }) => holds === undefined)
      .map(({ node, detail }) => ({ node: nameOf(task.scope, node), reason: detail })),
    ...awayIn(left, task.scope),
  }
  return { verification, isWhole }
}

function awayIn(left: readonly Answer[], scope: Scope): Pick<Verification, 'away'> {
  const away = left.filter(({ node }) => scope.away?.has(node) === true).map(({ node }) => nameOf(scope, node))
  return away.length === 0 ? {} : { away }
}

/** Milliseconds of the first pause that is worth a word: nodes that take over what was committed are seldom later. */
const LONG_PAUSE = 2_000

/** What is waited for, told once: the reason is that of the first of them, which as a rule is that of all. */
function waitingFor(left: readonly Answer[], scope: Scope, milliseconds: number): Progress {
  const [first, ...others] = left.map(({ node }) => nameOf(scope, node))
  const nodes = `${first ?? ''}${others.length === 0 ? '' : ` and ${others.length} more`}`
  const reason = `${nodes} not confirmed yet: ${left[0]?.detail ?? ''}`
  return { kind: 'waiting', reason, seconds: milliseconds / 1000, atMost: true }
}

interface Answer {
  readonly node: Uuid
  /** Undefined when it could not be found out. */
  readonly holds: boolean | undefined
  readonly detail: string
  /** Whether it showed everything that is expected, and not a part of it. */
  readonly isWhole: boolean
}

const unasked = { holds: undefined, isWhole: false } as const

async function ask(task: VerificationTask, node: Uuid, clock: Clock): Promise<Answer> {
  const gateway = task.gateways.at(node)
  if (gateway === undefined) return { ...unasked, node, detail: 'the host file has no address for it' }
  const narrow = task.members.length > WHOLE_CLUSTER_LIMIT
  const scope = narrow
    ? { ...task.scope, only: new Set([node, task.entryNode, ...task.witnesses.slice(0, 1)]) }
    : task.scope
  try {
    const seen = await gateway.read(
      async (reader) => (await archiveSays(reader, task)) ?? look(reader, scope, new Date(clock.now()).toISOString()),
    )
    if ('moved' in seen) {
      const runs = otherVersion(task, seen.version)
      return answerOf(node, seen.moved, runs, true)
    }
    task.heard?.(node, seen)
    if (seen.unknown.length > 0) return { ...unasked, node, detail: seen.unknown.join('; ') }
    const expected = narrow ? onlyParts(task.expected, seen.snapshot) : task.expected
    const moved = movedParts(expected, seen.snapshot)
    const runs = otherVersion(task, seen.cluster.version)
    return answerOf(node, moved.length, runs, !narrow)
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    task.heard?.(node, error)
    return { ...unasked, node, detail: faultWords(error, task.scope.names) }
  }
}

/** `runs` says which other version it runs, where it does. */
function answerOf(node: Uuid, moved: number, runs: string | undefined, isWhole: boolean): Answer {
  const detail = runs ?? (moved === 0 ? 'holds it' : `shows something else in ${moved} places`)
  return { node, holds: runs === undefined && moved === 0, detail, isWhole }
}

/** What a node's backup shows, and which version the node runs, which no backup of its configuration is asked about. */
async function archiveSays(
  reader: GatewayReader,
  task: VerificationTask,
): Promise<{ readonly moved: number; readonly version: Observation<ProductVersion> } | undefined> {
  const moved = await differsFrom(reader, task)
  return moved === undefined ? undefined : { moved, version: await reader.version() }
}

/**
 * In how many places a node's backup says something else than is expected; undefined where that takes more than a backup,
 * because what differs in it may be what is looked at by other means, or a matter of the node itself.
 */
async function differsFrom(reader: GatewayReader, { archived, scope }: VerificationTask): Promise<number | undefined> {
  if (archived === undefined) return undefined
  const backup = await takeBackup(reader)
  const own = backup === undefined ? undefined : archiveOf(backup)
  if (own === undefined) return undefined
  const moved = movedFiles(archived.archive, own).map((path) => archived.parts.get(path))
  const read = moved.filter((part) => part !== undefined && part.kind !== 'unread')
  return read.length > 0 || scope.ruleSets === undefined || !moved.includes(undefined) ? read.length : undefined
}

/** A node of another version may hold the same configuration and read it differently: it is not in sync. */
function otherVersion({ version }: VerificationTask, found: Observation<ProductVersion>): string | undefined {
  if (version?.kind !== 'known' || found.kind !== 'known') return undefined
  const [wanted, held] = [version.value, found.value]
  const isSame = wanted.version === held.version && wanted.build === held.build
  return isSame ? undefined : `runs ${held.version}-${held.build}, the entry node ${wanted.version}-${wanted.build}`
}

function onlyParts(whole: Snapshot, asked: Snapshot): Snapshot {
  return new Map([...whole].filter(([part]) => asked.has(part)))
}

function nameOf(scope: Scope, id: Uuid): NodeName {
  return scope.names.get(id) ?? nodeName(id)
}

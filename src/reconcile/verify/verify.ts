import { ApplianceError, type GatewayReader } from '../../appliance/port.ts'
import { nodeName, type NodeName, type Uuid } from '../../model/names.ts'
import { unknown, type Observation, type ProductVersion } from '../../model/observed.ts'
import { isSameVersion } from '../../plan/product-version.ts'
import type { Progress, Verification } from '../../plan/progress.ts'
import { archiveOf, movedFiles, takeBackup, type AgreeingArchive } from '../backup/archive.ts'
import { faultWords } from '../ending/fault-ending.ts'
import { NO_ADDRESS, type Gateways } from '../gateways.ts'
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
  /** Nodes that did not tell the time a moment ago, and why. */
  readonly silent?: ReadonlyMap<Uuid, string>
  /** Milliseconds after which a node that shows something else counts as behind. */
  readonly patience: number
  /** Is done before each question: what has to go on while a long round of them takes its time. */
  readonly between?: () => Promise<void>
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
  /** Which version each of them runs, as far as they were asked. */
  readonly versions: ReadonlyMap<Uuid, Observation<ProductVersion>>
}

/**
 * Asks every node in a session of its own, one after the other (a cluster lets one node be attached at a time), whether
 * it holds what the entry node shows. A node that is behind is asked again until the patience ends. One that is out of service
 * is asked once, after all others, since nobody knows when it is back, and not at all if it was silent a moment ago.
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
      versions: new Map(),
    }
  }
  const until = clock.now() + task.patience
  let isWhole = true
  const versions = new Map<Uuid, Observation<ProductVersion>>()
  const askAll = async (nodes: readonly Answer[]): Promise<readonly Answer[]> => {
    const still: Answer[] = []
    for (const before of nodes) {
      const answer = await askAgain(before, task, clock, tell)
      const { node } = answer
      versions.set(node, answer.version)
      if (answer.holds !== true) still.push(answer)
      else {
        confirmed.push(nameOf(task.scope, node))
        isWhole &&= answer.isWhole
      }
    }
    return still
  }
  const isAway = (node: Uuid): boolean => task.scope.away?.has(node) === true
  let awaited: readonly Answer[] = others.filter((id) => !isAway(id)).map(notAskedYet)
  for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
    awaited = await askAll(awaited)
    if (awaited.length === 0 || clock.now() + pause > until) break
    if (pause === LONG_PAUSE) await tell(waitingFor(awaited, task.scope, until - clock.now()))
    await clock.sleep(pause)
  }
  const [silent, answering] = split(others.filter(isAway), task)
  const left = [...awaited, ...silent, ...(await askAll(answering))]
  const verification: Verification = {
    level: 3,
    confirmed: confirmed.toSorted(),
    behind: left.filter(({ holds }) => holds === false).map(({ node }) => nameOf(task.scope, node)),
    notConfirmed: left
      .filter(({ holds }) => holds === undefined)
      .map(({ node, detail }) => ({ node: nameOf(task.scope, node), reason: detail })),
    ...awayIn(left, task.scope),
  }
  return { verification, isWhole, versions }
}

/** Nodes out of service that were silent a moment ago, and those that are worth a question. */
function split(away: readonly Uuid[], { silent }: VerificationTask): readonly [readonly Answer[], readonly Answer[]] {
  const known = away.flatMap((node) => {
    const reason = silent?.get(node)
    return reason === undefined ? [] : [noAnswer(node, reason)]
  })
  return [known, away.filter((node) => silent?.has(node) !== true).map(notAskedYet)]
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
  return { kind: 'waiting', reason, seconds: milliseconds / 1000 }
}

/** What a node answered that was asked what it holds. */
export interface Answer {
  readonly node: Uuid
  /** Undefined when it could not be found out. */
  readonly holds: boolean | undefined
  readonly detail: string
  /** Whether it showed everything that is expected, and not a part of it. */
  readonly isWhole: boolean
  readonly version: Observation<ProductVersion>
}

/** An answer that says nothing, for this reason. */
function noAnswer(node: Uuid, detail: string): Answer {
  return { node, holds: undefined, detail, isWhole: false, version: unknown(detail) }
}

function notAskedYet(node: Uuid): Answer {
  return noAnswer(node, 'not asked yet')
}

/** Asks a node and tells what it answers: one that is asked every few seconds for minutes says the same each time. */
async function askAgain(before: Answer, task: VerificationTask, clock: Clock, tell: Tell<Progress>): Promise<Answer> {
  const node = nameOf(task.scope, before.node)
  await task.between?.()
  await tell({ kind: 'asking', node })
  const answer = await askNode(task, before.node, clock)
  const { holds, detail } = answer
  if (holds !== before.holds || detail !== before.detail) await tell({ kind: 'answered', node, holds, detail })
  return answer
}

/** Asks one node, once and in a session of its own, whether it holds what the entry node shows. */
export async function askNode(task: VerificationTask, node: Uuid, clock: Clock): Promise<Answer> {
  const gateway = task.gateways.at(node)
  if (gateway === undefined) return noAnswer(node, NO_ADDRESS)
  const narrow = task.members.length > WHOLE_CLUSTER_LIMIT
  const scope = narrow
    ? { ...task.scope, only: new Set([node, task.entryNode, ...task.witnesses.slice(0, 1)]) }
    : task.scope
  try {
    const seen = await gateway.read(
      async (reader) => (await archiveSays(reader, task)) ?? look(reader, scope, new Date(clock.now()).toISOString()),
    )
    if ('moved' in seen) return answerOf(task, { node, ...seen, isWhole: true })
    task.heard?.(node, seen)
    const { version } = seen.cluster
    if (seen.unknown.length > 0) return { ...noAnswer(node, seen.unknown.join('; ')), version }
    const expected = narrow ? onlyParts(task.expected, seen.snapshot) : task.expected
    const moved = movedParts(expected, seen.snapshot).length
    return answerOf(task, { node, moved, version, isWhole: !narrow })
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    task.heard?.(node, error)
    return noAnswer(node, faultWords(error, task.scope.names))
  }
}

/** What a node showed: in how many places something else than is expected, and which version it runs. */
interface Shown extends Pick<Answer, 'node' | 'isWhole' | 'version'> {
  readonly moved: number
}

/** A node of another version may hold the same configuration and read it differently; one of no known version may be one. */
function answerOf({ version: expected }: VerificationTask, { moved, ...shown }: Shown): Answer {
  const runs = expected?.kind === 'known' ? otherVersion(expected.value, shown.version) : undefined
  if (runs !== undefined) return { ...shown, holds: false, detail: runs }
  if (moved > 0) return { ...shown, holds: false, detail: `shows something else in ${moved} places` }
  if (expected?.kind === 'known' && shown.version.kind !== 'known')
    return { ...shown, holds: undefined, detail: 'holds it, and which version it runs is not known' }
  return { ...shown, holds: true, detail: 'holds it' }
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

function otherVersion(wanted: ProductVersion, found: Observation<ProductVersion>): string | undefined {
  if (found.kind !== 'known' || isSameVersion(wanted, found.value)) return undefined
  const { version, build } = found.value
  return `runs ${version}-${build}, the entry node ${wanted.version}-${wanted.build}`
}

function onlyParts(whole: Snapshot, asked: Snapshot): Snapshot {
  return new Map([...whole].filter(([part]) => asked.has(part)))
}

function nameOf(scope: Scope, id: Uuid): NodeName {
  return scope.names.get(id) ?? nodeName(id)
}

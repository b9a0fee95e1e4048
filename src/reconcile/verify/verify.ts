import type { NodeName, Uuid } from '../../model/names.ts'
import type { Observation, ProductVersion } from '../../model/observed.ts'
import type { Progress, Verification } from '../../plan/progress.ts'
import type { Scope } from '../observe/observe.ts'
import type { Clock } from '../ports.ts'
import { elapsed } from '../run/elapsed.ts'
import type { Tell } from '../stream.ts'
import { askEntry, type EntryNow } from './ask-entry.ts'
import { askNode, noAnswer, type Answer } from './ask-node.ts'
import { nameOf, type VerificationTask } from './verification-task.ts'

/** What the nodes showed. */
export interface Asked {
  readonly verification: Verification
  /** Whether those that confirmed it showed all of it, and not only the part that the witness stands for. */
  readonly isWhole: boolean
  /** Which version each of them runs, as far as they were asked. */
  readonly versions: ReadonlyMap<Uuid, Observation<ProductVersion>>
  /** What the entry node itself was found to hold by then, where others showed something else. */
  readonly entry: EntryNow
}

/**
 * Asks every node in a session of its own, one after the other (a cluster lets one node be attached at a time), whether
 * it holds what the entry node shows. A node that is behind is asked again until the patience ends, or until the entry node
 * itself is found to have been changed. One that is out of service is asked once, after all others, since nobody knows when
 * it is back, and not at all if it was silent a moment ago.
 */
export async function verify(task: VerificationTask, clock: Clock, tell: Tell<Progress>): Promise<Asked> {
  const others = task.members.filter((id) => id !== task.entryNode)
  const confirmed = [nameOf(task.scope, task.entryNode)]
  if (!task.gateways.mayAskNodes) return nobodyAsked(others, confirmed, task.scope)
  const until = elapsed(clock) + task.patience
  let isWhole = true
  const versions = new Map<Uuid, Observation<ProductVersion>>()
  const askAll = async (nodes: readonly Answer[]): Promise<readonly Answer[]> => {
    const still: Answer[] = []
    for (const before of nodes) {
      if (before.isLoginRefused === true) {
        still.push(before)
        continue
      }
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
  const entryBeside = askEntry(task, clock)
  let entry: EntryNow = { kind: 'same' }
  let awaited: readonly Answer[] = others.filter((id) => !isAway(id)).map(notAskedYet)
  for (let pause = 250; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const began = elapsed(clock)
    awaited = await askAll(awaited)
    const isOver = awaited.every(({ isLoginRefused }) => isLoginRefused === true) || elapsed(clock) + pause > until
    if (isOver && task.patience > 0 && elapsed(clock) - began > LONGEST_PAUSE) awaited = await hurried(awaited, askAll)
    entry = await entryBeside(awaited, isOver ? undefined : pause)
    if (isOver || entry.kind === 'moved') break
    if (pause === LONG_PAUSE) await tell(waitingFor(awaited, task.scope, until - elapsed(clock)))
    await clock.sleep(pause)
  }
  const [silent, answering] = split(others.filter(isAway), task)
  const left = [...awaited, ...silent, ...(entry.kind === 'moved' ? answering : await askAll(answering))]
  const verification = verificationOf(left, confirmed, entry, task.scope)
  return { verification, isWhole, versions, entry }
}

function nobodyAsked(others: readonly Uuid[], confirmed: readonly NodeName[], scope: Scope): Asked {
  const reason = 'not asked: the host file does not allow a session at every node'
  const notConfirmed = others.map((id) => ({ node: nameOf(scope, id), reason }))
  const isWhole = others.length === 0
  return {
    verification: { level: isWhole ? 3 : 1, confirmed, behind: [], notConfirmed },
    isWhole,
    versions: new Map(),
    entry: { kind: 'same' },
  }
}

/** What can be said of those who are left: nobody is called behind an entry node that may have been changed meanwhile. */
function verificationOf(
  left: readonly Answer[],
  confirmed: readonly NodeName[],
  entry: EntryNow,
  scope: Scope,
): Verification {
  const isBehind = ({ holds }: Answer): boolean => holds === false && entry.kind === 'same'
  return {
    level: 3,
    confirmed: confirmed.toSorted(),
    behind: left.filter(isBehind).map(({ node }) => nameOf(scope, node)),
    notConfirmed: left
      .filter((answer) => !isBehind(answer))
      .map((answer) => ({ node: nameOf(scope, answer.node), reason: reasonOf(answer, entry) })),
    ...awayIn(left, scope),
  }
}

function reasonOf({ holds, detail }: Answer, entry: EntryNow): string {
  if (holds !== false || entry.kind === 'same') return detail
  if (entry.kind === 'moved') return `${detail}, and the entry node was changed since it was looked at`
  return `${detail}, and whether the entry node was changed since it was looked at is not known: ${entry.why}`
}

/** Once a slow node has used up the time of the others, those that showed something else before that are asked once more. */
async function hurried(
  awaited: readonly Answer[],
  askAll: (nodes: readonly Answer[]) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  const still = await askAll(awaited.filter(({ holds }) => holds === false))
  return [...awaited.filter(({ holds }) => holds === undefined), ...still]
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

/** Milliseconds between two questions to one node at most. */
const LONGEST_PAUSE = 5_000

/** Milliseconds of the first pause that is worth a word: nodes that take over what was committed are seldom later. */
const LONG_PAUSE = 2_000

/** What is waited for, told once: the reason is that of the first of them, which as a rule is that of all. */
function waitingFor(left: readonly Answer[], scope: Scope, milliseconds: number): Progress {
  const [first, ...others] = left.map(({ node }) => nameOf(scope, node))
  const nodes = `${first ?? ''}${others.length === 0 ? '' : ` and ${others.length} more`}`
  const reason = `${nodes} not confirmed yet: ${left[0]?.detail ?? ''}`
  return { kind: 'waiting', reason, seconds: milliseconds / 1000 }
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

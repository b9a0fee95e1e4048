import { ApplianceError } from '../../appliance/port.ts'
import type { NodeName, Uuid } from '../../model/names.ts'
import type { Phase } from '../../plan/plan.ts'
import { isInSync, type AskedWhen, type Verification } from '../../plan/progress.ts'
import { stillFresh } from '../cache/observation-cache.ts'
import type { RunContext } from '../run/run-context.ts'
import { Ended } from '../ending/ended.ts'
import { callAgain, goOn } from '../ending/go-on.ts'
import { LookAgain } from '../ending/look-again.ts'
import { loggedFailures } from './logged-failures.ts'
import type { Look } from '../observe/observe.ts'
import { fingerprintOf, type Snapshot } from '../observe/snapshot.ts'
import { unsureWords, type EntryNow } from './ask-entry.ts'
import { taskFor } from './task-for.ts'
import { verify } from './verify.ts'

/** When and about what the nodes are asked. */
interface Question {
  readonly asked: AskedWhen
  /** Nodes whose documents the commit in question writes. */
  readonly witnesses: readonly Uuid[]
}

/**
 * Asks every node whether it holds what the entry node showed; those that were shown to hold it since the last commit are
 * not asked again.
 */
export async function confirm(seen: Look, context: RunContext, question: Question): Promise<Verification> {
  const before = shownBefore(seen, context, question)
  return before !== undefined && isInSync(before) ? before : confirmNow(seen, context, question)
}

/** The same at the end of a run: what the nodes showed after its last commit stands, whatever it was. */
export async function confirmAtEnd(seen: Look, context: RunContext): Promise<Verification> {
  const question: Question = { asked: 'after', witnesses: context.cache.lastWritten }
  return shownBefore(seen, context, question) ?? confirmNow(seen, context, question)
}

function shownBefore({ snapshot }: Look, { cache }: RunContext, { witnesses }: Question): Verification | undefined {
  const answers = storagesAsked(snapshot, witnesses).flatMap((storage) => cache.confirmations.get(storage) ?? [])
  return answers.find(isInSync) ?? answers.at(-1)
}

/**
 * The same whatever was shown before: for what has to hold at this moment, and not only since the last commit. Throws
 * {@link LookAgain} where the entry node was changed meanwhile, and where that is not known before something that rests on it.
 */
export async function confirmNow(seen: Look, context: RunContext, question: Question): Promise<Verification> {
  const { setup, tell, cache: run, standing } = context
  const { cache, clock } = setup
  const { asked: when, witnesses } = question
  const { verification: asked, isWhole, versions, entry } = await verify(taskFor(seen, context, witnesses), clock, tell)
  if (entry.kind === 'moved' || (entry.kind === 'unknown' && when === 'before')) {
    delete standing.shown
    cache.confirmed = undefined
    throw lookAgain(entry, asked, setup)
  }
  const verification = isInSync(asked) ? asked : await withLogs(asked, seen, context)
  const [whole, part] = storagesAsked(seen.snapshot, witnesses)
  const storage = isWhole ? whole : part
  run.confirmations.set(storage, verification)
  for (const [node, version] of versions) {
    if (version.kind === 'known') run.versions.set(node, version)
    else run.versions.delete(node)
  }
  cache.confirmed = { value: { storage, verification }, at: clock.now() }
  standing.shown = verification
  await tell({ kind: 'verified', asked: when, verification })
  return verification
}

function lookAgain(
  entry: Exclude<EntryNow, { kind: 'same' }>,
  asked: Verification,
  setup: RunContext['setup'],
): LookAgain {
  const why = unsureWords(entry)
  if (entry.kind === 'moved') return new LookAgain(why, asked, { kind: 'stale', moved: entry.moved })
  const message = `nodes show something else, and ${why}`
  const remedy = `see "pader status", and ${callAgain(setup)}: it looks first`
  return new LookAgain(why, asked, { kind: 'failed', fault: 'unknown', message, remedy })
}

/**
 * The same for a run that found nothing to do: what was shown lately, perhaps to a run before it, is not asked again until
 * the next sweep. `isNew` where it was asked now.
 */
export async function confirmLately(
  seen: Look,
  context: RunContext,
): Promise<{ readonly verification: Verification; readonly isNew: boolean }> {
  const { setup, standing } = context
  const { cache, clock } = setup
  const witnesses = context.cache.lastWritten
  const known = stillFresh(cache.confirmed, cache, clock.now())
  const isAbout = known !== undefined && storagesAsked(seen.snapshot, witnesses).includes(known.storage)
  if (isAbout && isInSync(known.verification)) {
    standing.shown = known.verification
    return { verification: known.verification, isNew: false }
  }
  return { verification: await confirm(seen, context, { asked: 'idle', witnesses }), isNew: true }
}

/**
 * A storage as nodes are asked for it: as a whole, which answers every question about it, and by a document of a node that
 * stands for all.
 */
function storagesAsked(snapshot: Snapshot, [witness]: readonly Uuid[]): readonly [whole: string, part: string] {
  const storage = fingerprintOf(snapshot)
  return [`${storage} whole`, `${storage} ${witness ?? ''}`]
}

/** Milliseconds that messages between nodes get before the logs are asked whether one failed. */
const TIME_TO_FAIL = 10_000

/**
 * Where not every node could be shown to hold it, the logs of the nodes that pass it on are asked: that nobody tells of a
 * failure is less than a confirmation, and more than nothing (level 2); what they tell explains who is behind.
 */
async function withLogs(asked: Verification, seen: Look, { setup, cache }: RunContext): Promise<Verification> {
  const { lastCommit } = cache
  if (lastCommit === undefined) return asked
  const wait = lastCommit.latest + TIME_TO_FAIL - setup.clock.now()
  // A commit that lies ahead was sent before the clock of this host was set back.
  if (wait > 0) await setup.clock.sleep(Math.min(wait, TIME_TO_FAIL), setup.stop)
  const task = {
    cluster: seen.cluster,
    entryNode: setup.entryNode,
    since: lastCommit.nodeTime ?? lastCommit.written,
    writeContext: setup.writeContext,
  }
  const failures = await setup.gateways.entry
    .read(async (reader) => loggedFailures(reader, task))
    .catch((error: unknown) => {
      if (!(error instanceof ApplianceError)) throw error
      return undefined
    })
  if (failures === undefined) return asked
  return { ...asked, failures, level: asked.level === 1 && failures.length === 0 ? 2 : asked.level }
}

/** Nodes that a phase writes, sorted: a contract writes the nodes that the expand before it wrote. */
export function writtenNodes({ steps }: Phase): readonly Uuid[] {
  return [...new Set(steps.flatMap((step) => ('uuid' in step ? [step.uuid] : [])))].toSorted()
}

/**
 * Lets a phase begin only when the nodes that its proof rests on were shown to hold the storage that it starts from.
 * There is no way around it: a node that still has the groups from before an expand could be cut off by the contract.
 */
export async function confirmBefore(phase: Phase, seen: Look, context: RunContext): Promise<void> {
  const conditions = phase.preconditions.filter((condition) => condition.kind === 'confirmed')
  const needed = conditions.flatMap(({ nodes }) => nodes)
  if (needed.length === 0) return
  const verification = await confirm(seen, context, { asked: 'before', witnesses: writtenNodes(phase) })
  const missing = needed.filter((node) => !verification.confirmed.includes(node))
  if (missing.length === 0) return
  if (verification.level < 3) {
    throw new Ended({
      kind: 'waiting',
      for: `consent to ask nodes before "${phase.title}"`,
      instructions: [
        ...conditions.map(({ nodes, because }) => `what is stored on ${someOf(nodes)} has to be known: ${because}`),
        'allow a session at every node in the host file: "askNodes: true" of the cluster',
      ],
      goOn: goOn(context.setup),
    })
  }
  throw new Ended({
    kind: 'failed',
    fault: 'not confirmed',
    message: `"${phase.title}" has to wait: ${missing.join(', ')} did not show the storage of the entry node`,
    remedy: `nothing is cut off; see "pader status", bring these nodes back, and ${callAgain(context.setup)}`,
  })
}

function someOf(nodes: readonly NodeName[]): string {
  return nodes.length > 4 ? `${nodes.length} nodes` : nodes.join(', ')
}

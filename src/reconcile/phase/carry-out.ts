import { ApplianceError, type GatewayWriter } from '../../appliance/port.ts'
import type { ClusterName, Digest } from '../../model/names.ts'
import { digestOf } from '../../plan/canonical.ts'
import { listNamed } from '../../plan/holdings.ts'
import type { OwnWrite } from '../../plan/own-writes.ts'
import type { Phase, Step } from '../../plan/plan.ts'
import type { ApplySetup } from '../run/apply-setup.ts'
import { archiveOf, movedFiles } from '../backup/archive.ts'
import { keepAlive } from './keep-alive.ts'
import { lookAround, lookAtTheWhole } from '../run/look-around.ts'
import type { Look } from '../observe/observe.ts'
import { commitNow, placeOf } from '../run/commit-now.ts'
import { perform } from '../write/perform.ts'
import { filePart, isFilePart, movedParts } from '../observe/snapshot.ts'
import type { RunContext } from '../run/run-context.ts'

/** How the commit of a phase went. */
export type PhaseResult =
  | {
      readonly kind: 'committed'
      readonly written: Phase
      readonly touched: readonly string[]
      readonly attachedFor: number
      /** A backup of the moment before the commit. */
      readonly last: Uint8Array
    }
  /** Something changed between looking and writing: nothing was made effective. */
  | { readonly kind: 'moved'; readonly moved: readonly string[] }
  /** It is not known whether the commit took effect: look. */
  | {
      readonly kind: 'uncertain'
      readonly written: Phase
      readonly touched: readonly string[]
      readonly cause: string
      readonly last: Uint8Array
    }

/**
 * Makes one phase effective with one commit in one session. Before the first write and before the commit everything
 * that the plan rests on is read again in a fresh session; any difference ends it with nothing changed. Where the
 * appliance turns out to store system files at once, the phase ends with the first of them: `written` says how far it came.
 */
export async function carryOut(phase: Phase, base: Look, context: RunContext): Promise<PhaseResult> {
  const { setup, journal, permit, tell } = context
  let last: Uint8Array | undefined
  let written = phase
  const touched: string[] = []
  try {
    return await setup.gateways.entry.write(async (writer): Promise<PhaseResult> => {
      const attached = setup.clock.now()
      const before = await movedSince(base, setup, writer)
      if (before.length > 0) return { kind: 'moved', moved: before }
      await keepFiles(phase, base, setup)
      written = await writeSteps(writer, phase, base, context, touched)
      // Whether a system file waits for the commit is not documented: one of ours that did not is no surprise.
      const ours = new Set(touched.filter(isFilePart))
      const { seen, backup } = await lookAtTheWhole(setup, keepAlive(writer, setup.clock))
      const [after, stored] = parted(movedBetween(base, seen), ours)
      if (after.length > 0) {
        // Nothing follows that says so, and a rollback has to know.
        if (stored.length > 0) await journal.add({ kind: 'stored at once', phase: phase.ordinal })
        return { kind: 'moved', moved: after }
      }
      await keepForColleagues(backup, phase, context)
      await tell({ kind: 'committing', phase })
      await permit()
      await journal.add({
        kind: 'commit intended',
        phase: phase.ordinal,
        ...placeOf(commitNow(setup), setup.scope.names),
      })
      last = backup
      context.standing.uncertain = true
      context.cache.lastCommit = commitNow(setup)
      await writer.commit()
      return { kind: 'committed', written, touched, attachedFor: (setup.clock.now() - attached) / 1000, last }
    })
  } catch (error) {
    if (!(error instanceof ApplianceError) || last === undefined) throw error
    return { kind: 'uncertain', written, touched, cause: error.message, last }
  }
}

async function writeSteps(
  writer: GatewayWriter,
  phase: Phase,
  base: Look,
  { setup, journal, permit, tell, cache, standing }: RunContext,
  touched: string[],
): Promise<Phase> {
  for (const [index, step] of phase.steps.entries()) {
    await permit()
    const write: OwnWrite = { step, ...foundBy(step, base) }
    await journal.add({ kind: 'write intended', phase: phase.ordinal, ...write })
    cache.written.push(write)
    // Whether a system file waits for the commit is not documented: from here on it is not certain that nothing is in effect.
    if (step.kind === 'write system file') standing.uncertain = true
    touched.push(...(await perform(writer, step, setup.writeContext, permit)))
    await tell({ kind: 'step written', phase, step })
    if (index > 0 || phase.steps.length === 1 || step.kind !== 'write system file') continue
    const moved = await movedSince(base, setup, writer)
    // It is stored already; or something else moved, or cannot be read, and then nothing more is written.
    if (moved.length > 0) return { ...phase, steps: [step] }
  }
  return phase
}

/** What has to be known of a list besides its edits, so that what they left of it can be told from what others did. */
function foundBy(step: Step, { cluster }: Look): Pick<OwnWrite, 'found'> {
  const held = step.kind === 'edit list' ? listNamed(step, cluster) : undefined
  return held === undefined ? {} : { found: digestOf(held.entries) }
}

/**
 * Keeps what the cluster holds right before a commit where something moved that nobody reads: the commit may take it back,
 * and a run that is killed right after it tells nobody.
 */
async function keepForColleagues(backup: Uint8Array, phase: Phase, { setup, cache }: RunContext): Promise<void> {
  const now = archiveOf(backup)
  if (cache.stored === undefined || now === undefined || movedFiles(cache.stored.archive, now).length === 0) return
  await setup.store.replace(`lost/${setup.cluster}/${setup.run}-before-commit-${phase.ordinal}.backup`, backup)
}

/** Keeps the texts of files that are about to be overwritten: nothing else does, and a rollback needs them. */
async function keepFiles({ steps }: Phase, base: Look, { store, cluster }: ApplySetup): Promise<void> {
  for (const step of steps) {
    if (step.kind !== 'write system file' || step.before === undefined) continue
    const text = base.snapshot.get(filePart(step.uuid, step.path))
    if (text !== undefined) await store.replace(keptFile(cluster, step.before), new TextEncoder().encode(text))
  }
}

/** Name in the state directory of a text that a system file had, by the digest of the text. */
export function keptFile(cluster: ClusterName, digest: Digest): string {
  return `files/${cluster}/${digest}.txt`
}

/** Looks again in a session of its own; a large cluster takes its time, in which the writer's session must not end. */
async function movedSince(base: Look, setup: ApplySetup, writer: GatewayWriter): Promise<readonly string[]> {
  return movedBetween(base, await lookAround(setup, keepAlive(writer, setup.clock)))
}

/** What others moved, and what we did. */
function parted(moved: readonly string[], ours: ReadonlySet<string>): readonly [string[], string[]] {
  return [moved.filter((part) => !ours.has(part)), moved.filter((part) => ours.has(part))]
}

function movedBetween(base: Look, now: Look): readonly string[] {
  return [...movedParts(base.snapshot, now.snapshot), ...now.unknown]
}

import { backupReader } from '../../appliance/backup-reader.ts'
import type { Gateway } from '../../appliance/port.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { unknown } from '../../model/observed.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import type { Step } from '../../plan/plan.ts'
import { planRollback } from '../../plan/plan-rollback.ts'
import { digestNow } from '../../plan/undo-file.ts'
import { importedBefore } from '../../plan/rule-sets/importable-before.ts'
import { keptFile } from '../../reconcile/phase/carry-out.ts'
import { openBackup } from '../../reconcile/backup/kept-backups.ts'
import { look } from '../../reconcile/observe/observe.ts'
import {
  doubtfulFiles,
  filesWrittenBy,
  lastUndoable,
  type UndoableRollout,
} from '../../reconcile/rollback/last-rollout.ts'
import { timeText } from '../../source/time-text.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { ClusterView } from '../gateway/cluster-view.ts'
import { observeOrFail } from '../gateway/observe-or-fail.ts'
import type { OpenCluster, StatePorts } from '../gateway/open-cluster.ts'
import type { World } from '../world.ts'
import { leavingUnread } from './leaving-unread.ts'
import type { PreparedRollback } from './prepared-rollback.ts'
import { wholeJournalOf } from './whole-journal.ts'

/**
 * The way back from the newest run that committed something, and from those that it went on with: each value to what it
 * was before the first of them, if it still is what they made it.
 */
export async function undoRollout<Way extends Gateway>(
  given: OpenCluster<Way>,
  head: string | undefined,
  world: World,
): Promise<Omit<PreparedRollback<Way>, 'planned'>> {
  const { cluster, target } = given
  const journal = await wholeJournalOf(cluster, given)
  const isDoubtful = doubtfulFiles(journal).length > 0
  const now = isDoubtful ? (await observeOrFail(given, world)).cluster : undefined
  const undone = lastUndoable(
    cluster.name,
    journal,
    ({ uuid, path, after }) => now !== undefined && digestNow(now, uuid, path) === after,
  )
  if ('why' in undone) {
    throw new CommandFailure(
      EXIT.invalid,
      `cluster "${cluster.name}": ${undone.why}`,
      'name what to go back to: --to COMMIT, or --to-backup ID',
    )
  }
  const open = { ...given, scope: scopeFor(undone, given) }
  const { scope } = open
  const before = await heldBefore(undone, open)
  const texts = await keptTexts(undone, open)
  const textBefore = (node: string, path: string): string | undefined => texts.get(`${node} ${path}`)
  const known = { undone: undone.plan, foundBy: (step: Step) => undone.found.get(step) }
  const bad = [...undone.revisions, ...(head === undefined ? [] : [head])]
  return {
    open,
    words: wordsFor(undone),
    plan: (observed) =>
      leavingUnread(
        planRollback({ ...known, before, textBefore, cluster, observed, dialect: scope.dialect, target }),
        undone.unread,
      ),
    systemFile: textBefore,
    ruleSet: (name) => importedBefore(name, before, { cluster, dialect: scope.dialect, target }),
    undoes: undone.run,
    bad: [...new Set(bad)],
  }
}

function wordsFor({ by, command, at, runs }: UndoableRollout): string {
  const before = runs.length - 1
  const others =
    before === 0 ? '' : `, and ${before === 1 ? 'the run' : `the ${before} runs`} before it that it continued`
  return `what ${by} did with "pader ${command}" at ${timeText(at)}${others}`
}

/** Rule sets that a run took away altogether are looked at although the repository has none any more. */
function scopeFor({ plan }: UndoableRollout, { scope }: ClusterView): ClusterView['scope'] {
  const touches = plan.phases.some(({ steps }) => steps.some(({ kind }) => kind === 'put rule sets'))
  return touches ? { ...scope, ruleSets: vocabularyFrom(scope.dialect.policy) } : scope
}

/** What the backup from before the run says; without one to rely on, the journal's steps have to do. */
async function heldBefore(
  { backup, at }: UndoableRollout,
  { store, scope }: ClusterView & StatePorts,
): Promise<ObservedCluster> {
  const opened = backup === undefined ? { problem: 'there is none' } : await openBackup(store, backup)
  if (!('problem' in opened)) return (await look(backupReader(opened.contents), scope, at)).cluster
  const nothing = unknown(`the backup from before: ${opened.problem}`)
  const none = { membership: nothing, lists: nothing, ruleSets: nothing, version: nothing, fingerprint: nothing }
  return { observedAt: at, nodes: new Map(), ...none }
}

async function keptTexts(
  undone: UndoableRollout,
  { store, cluster }: ClusterView & StatePorts,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const { node, path, before } of filesWrittenBy(undone)) {
    const bytes = before === undefined ? undefined : await store.read(keptFile(cluster.name, before))
    if (bytes !== undefined) texts.set(`${node} ${path}`, new TextDecoder().decode(bytes))
  }
  return texts
}

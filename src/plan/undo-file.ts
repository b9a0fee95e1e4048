import { sha256Of } from '../model/digest.ts'
import type { Digest, NodeName, Uuid } from '../model/names.ts'
import type { ObservedCluster } from '../model/observed.ts'
import { firstOf } from './first-of.ts'
import type { FileStep } from './first-writes.ts'
import type { Blocked, Step } from './plan.ts'
import { TAKE_IT_FROM_A_COMMIT } from './rule-sets/importable-before.ts'
import { changedSince } from './undo-rule-sets.ts'
import { whyUnread } from './why-unread.ts'

/** What is known of system files now, and which texts somebody kept. */
export interface UndoFileContext {
  readonly observed: ObservedCluster
  /** Text that a system file of a node had before the plan, if it was kept. */
  readonly textBefore: (node: NodeName, path: string) => string | undefined
}

/** The step that brings a system file back to what it was before the steps of a plan that are about it. */
export function undoFile(
  steps: readonly [FileStep, ...FileStep[]],
  context: UndoFileContext,
  blocked: Blocked[],
): readonly Step[] {
  const { node, uuid, path, before } = firstOf(steps)
  const stop = (reason: string, remedy: string): readonly Step[] => {
    blocked.push({ node, object: `file ${path}`, reason, remedy })
    return []
  }
  if (before === undefined)
    return stop('it was not there before, and Pader deletes no system file', 'delete it by hand if it must be')
  const now = digestNow(context.observed, uuid, path)
  if (now === undefined) {
    const why = whyUnread(uuid, context.observed)
    return stop(why.reason, why.remedy)
  }
  if (now === before) return []
  // The commit of the last may have been lost.
  if (!steps.some(({ after }) => after === now)) return stop(changedSince.reason, changedSince.remedy)
  const text = context.textBefore(node, path)
  if (text === undefined || sha256Of(text) !== before)
    return stop('nobody kept the text that it had', TAKE_IT_FROM_A_COMMIT)
  return [{ kind: 'write system file', node, uuid, path, before: now, after: before }]
}

/** Digest of the text that a system file of a node has now; undefined where it is not known or not there. */
export function digestNow({ nodes }: ObservedCluster, uuid: Uuid, path: string): Digest | undefined {
  const file = nodes.get(uuid)?.systemFiles.get(path)
  return file?.kind === 'known' ? sha256Of(file.value) : undefined
}

import type { Cluster, Node } from '../../model/fleet.ts'
import type { ResolvedSettings } from '../../model/settings.ts'
import type { PropertyStep } from '../../plan/differences.ts'
import { firstOf } from '../../plan/first-of.ts'
import { firstOfSetting, stepsByFile, stepsBySetting, type FileStep } from '../../plan/first-writes.ts'
import type { JournalReading } from '../journal/reading.ts'
import type { JournalRecord } from '../journal/record.ts'
import { unreadIn } from '../journal/unread.ts'

/** What runs since a commit wrote first: what their steps found there is what was there before. */
export interface FirstWrites {
  readonly settings: readonly PropertyStep[]
  readonly files: readonly FileStep[]
  /** What they did that this Pader does not know, by kind. */
  readonly unread: readonly string[]
}

/**
 * The first write of each setting and file by the runs since a commit, after somebody else's where one of them found that;
 * `history` is that commit and those before it. A commit says nothing of what only a later one manages, and without this a
 * rollback would leave that as it is.
 */
export function firstWritesSince(history: ReadonlySet<string>, { records }: JournalReading): FirstWrites {
  const later = since(history, records)
  const steps = later.flatMap(({ event }) => (event.kind === 'write intended' ? [event.step] : []))
  return {
    settings: stepsBySetting(steps).map(firstOfSetting),
    files: stepsByFile(steps).map((own) => firstOf(own)),
    unread: unreadIn(later),
  }
}

function since(history: ReadonlySet<string>, records: readonly JournalRecord[]): readonly JournalRecord[] {
  const last = records.findLast(
    ({ event }) => event.kind === 'run started' && event.revision !== undefined && history.has(event.revision),
  )
  if (last === undefined) return records
  const end = records.findLastIndex(({ run }) => run === last.run)
  return records.slice(end + 1)
}

/** The cluster of a commit with what it does not manage as it was; `textOf` gives the kept text of a file's first write. */
export function withFirstWrites(
  cluster: Cluster,
  { settings, files }: Omit<FirstWrites, 'unread'>,
  textOf: (step: FileStep) => string | undefined,
): Cluster {
  const isNamed = (step: FileStep): boolean =>
    cluster.policy.systemFiles.some(({ node, path }) => node === step.node && path === step.path)
  const restored = files.flatMap((step) => {
    const text = isNamed(step) ? undefined : textOf(step)
    return text === undefined ? [] : [{ node: step.node, path: step.path, text, place: cluster.place }]
  })
  return {
    ...cluster,
    nodes: cluster.nodes.map((node) => withSettings(node, settings, cluster)),
    policy: { ...cluster.policy, systemFiles: [...cluster.policy.systemFiles, ...restored] },
  }
}

function withSettings(node: Node, writes: FirstWrites['settings'], { place }: Cluster): Node {
  const { value: uuid } = node.uuid
  const missing = writes.filter((step) => step.uuid === uuid && node.settings[step.setting] === undefined)
  if (missing.length === 0) return node
  const settings: ResolvedSettings = Object.assign(
    { ...node.settings },
    ...missing.map(({ setting, before }) => ({ [setting]: { value: before, origin: { layer: 'derived', place } } })),
  )
  return { ...node, settings }
}

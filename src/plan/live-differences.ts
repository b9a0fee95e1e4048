import type { Cluster } from '../model/fleet.ts'
import type { ObservedCluster } from '../model/observed.ts'
import { digestOf } from './canonical.ts'
import { holdingAfter } from './holding-after.ts'
import {
  holdingsOf,
  listName,
  markedIn,
  nameOfStep,
  objectOf,
  type HeldObject,
  type Holding,
  type Holdings,
} from './holdings.ts'
import { lostItsMark } from './lost-mark.ts'
import type { Plan, Step } from './plan.ts'
import { isSameHolding, settingCalled } from './same-holding.ts'

/** An object that is not everywhere the same: at the appliances, in the repository, and when Pader last applied. */
export interface LiveDifference {
  readonly object: HeldObject
  /** The object as messages call it. */
  readonly words: string
  /**
   * Who moved: somebody at the `appliance`, the `repository` with a change that waits to be applied, or `both`.
   * `leased`: somebody at the appliance, and a lease accepts it. `unmanaged`: the repository does not say what it should be. `not known`: nothing was applied yet.
   * `unmarked`: somebody at the appliance took the mark of Pader from it, so that Pader does not change it, whatever it holds.
   */
  readonly moved: 'appliance' | 'repository' | 'both' | 'leased' | 'unmanaged' | 'unmarked' | 'not known'
  /** Values where they are known; those of files are texts that are not kept. */
  readonly applied?: unknown
  readonly live?: unknown
  readonly wanted?: unknown
}

/** Compares what the appliances hold with what they held when Pader last had nothing to do, and with what is wanted. */
export function liveDifferences(
  cluster: Cluster,
  plan: Plan,
  observed: ObservedCluster,
  applied: Holdings,
): readonly LiveDifference[] {
  const live = holdingsOf(observed)
  const leased = (plan.leased ?? []).map(({ step }) => step)
  const steps = plan.phases.flatMap((phase) => phase.steps)
  const wishes = wishesOf([...steps, ...leased], observed, live)
  const unmarked = unmarkedLists(cluster, observed, applied)
  const accepted = new Set(leased.flatMap((step) => nameOfStep(step, observed) ?? []))
  const names = [...new Set([...applied.keys(), ...live.keys(), ...wishes.keys()])].toSorted()
  return names.flatMap((name): readonly LiveDifference[] => {
    const object = objectOf(name)
    if (object === undefined || !isSeen(object, observed)) return []
    const [before, now, wish] = [applied.get(name), live.get(name), wishes.get(name)]
    const moved = unmarked.has(name) ? 'unmarked' : movedBy(object, { before, now, wish }, { cluster, applied })
    if (moved === undefined) return []
    return [
      {
        object,
        words: wordsFor(object, cluster),
        moved: accepted.has(name) ? 'leased' : moved,
        ...valueAs('applied', before),
        ...valueAs('live', now),
        ...(wish === undefined ? {} : valueAs('wanted', wish)),
      },
    ]
  })
}

/** Names of the lists that were Pader's and lost its mark; a plan has no steps about them. */
function unmarkedLists({ policy }: Cluster, { lists }: ObservedCluster, applied: Holdings): ReadonlySet<string> {
  const held = lists.kind === 'known' ? [...lists.value.values()] : []
  const before = markedIn(applied)
  return new Set(policy.lists.filter((list) => lostItsMark(list, held, before)).map(listName))
}

interface Versions {
  readonly before: Holding | undefined
  readonly now: Holding | undefined
  readonly wish: Holding | undefined
}

/** Who moved an object; undefined where it differs from nothing. */
function movedBy(
  object: HeldObject,
  { before, now, wish }: Versions,
  { cluster, applied }: { readonly cluster: Cluster; readonly applied: Holdings },
): LiveDifference['moved'] | undefined {
  const isRecorded = applied.size > 0
  const changed = isRecorded && !isSameHolding(object, before, now)
  if (wish === undefined) return changed && !isManaged(object, cluster) ? 'unmanaged' : undefined
  if (!isRecorded) return 'not known'
  if (!changed) return 'repository'
  return isSameHolding(object, before, wish) ? 'appliance' : 'both'
}

/** What steps want each object to hold in the end; an object that is to go away has no value. */
function wishesOf(steps: readonly Step[], observed: ObservedCluster, live: Holdings): Holdings {
  const wishes = new Map<string, Holding>()
  for (const step of steps) {
    const name = nameOfStep(step, observed)
    if (name === undefined) continue
    const wish = step.kind === 'delete list' ? { digest: digestOf(undefined) } : holdingAfter(step, live.get(name))
    if (wish !== undefined) wishes.set(name, wish)
  }
  return wishes
}

/** Of what could not be read nothing is said: it may be as it was. */
function isSeen(object: HeldObject, { nodes, lists }: ObservedCluster): boolean {
  if (object.kind === 'list') return lists.kind === 'known'
  const node = [...nodes.values()].find(({ uuid }) => uuid === object.node)
  if (node === undefined) return false
  if (object.kind === 'file') return node.systemFiles.get(object.path)?.kind === 'known'
  const setting = settingCalled(object.setting)
  return setting !== undefined && node.settings[setting]?.kind === 'known'
}

function isManaged(object: HeldObject, { nodes, policy }: Cluster): boolean {
  if (object.kind === 'list') return policy.lists.some(({ name, type }) => name === object.list && type === object.type)
  const node = nodes.find(({ uuid }) => uuid.value === object.node)
  if (object.kind === 'file')
    return policy.systemFiles.some((file) => file.node === node?.name && file.path === object.path)
  const setting = settingCalled(object.setting)
  return setting !== undefined && node?.settings[setting] !== undefined
}

function wordsFor(object: HeldObject, { nodes }: Cluster): string {
  if (object.kind === 'list') return `list "${object.list}"`
  const node = nodes.find(({ uuid }) => uuid.value === object.node)?.name ?? object.node
  return object.kind === 'file' ? `${object.path} of ${node}` : `${object.setting} of ${node}`
}

function valueAs<Name extends string>(name: Name, holding: Holding | undefined): { readonly [Key in Name]?: unknown } {
  const value: { [Key in Name]?: unknown } = {}
  if (holding !== undefined && 'value' in holding) value[name] = holding.value
  return value
}

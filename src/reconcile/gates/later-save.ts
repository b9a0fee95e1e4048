import { nodeName } from '../../model/names.ts'
import type { ObservedNode } from '../../model/observed.ts'
import type { CommitTime } from '../journal/last-commit.ts'
import type { Look } from '../observe/observe.ts'
import { waitUntil } from '../run/pause.ts'
import type { RunContext } from '../run/run-context.ts'

/** Added to how far clocks are apart, so that "newer" is not decided by rounding. */
const MARGIN_MS = 2_000

/** Seconds of difference that nodes take changes with where nobody can read what is set; ours, above every value that was seen. */
const USUALLY_TOLERATED = 180

/**
 * Waits until the next save is later than the last one by every clock that can have a part in a conflict. A storage has the
 * time of the node that it was saved at, and ours are all saved at the entry node: that is the same clock twice. A clock that
 * was measured counts as well, since a colleague may have saved at its node in between. One that was not, because the node is
 * out of service or a person takes that risk, can only matter if it gave the last save its time.
 */
export async function waitForLaterSave(seen: Look, context: RunContext): Promise<void> {
  const last = context.cache.lastCommit
  if (last === undefined) return
  const [furthest] = clocksThatCount(seen, last, context).toSorted((left, right) => right.seconds - left.seconds)
  const whose = furthest === undefined ? '' : ` by the clock of ${furthest.whose}`
  const until = last.latest + (furthest?.seconds ?? 0) * 1_000 + MARGIN_MS
  await waitUntil(until, `the next save has to be later than the last one${whose}`, context)
}

/** A clock, and by how many seconds it may be away from the entry node's. */
interface Clock {
  readonly whose: string
  readonly seconds: number
}

function clocksThatCount({ cluster }: Look, { through }: CommitTime, { setup }: RunContext): readonly Clock[] {
  return [...cluster.nodes.values()].flatMap((node) => {
    if (node.uuid === setup.entryNode) return []
    const name = setup.scope.names.get(node.uuid) ?? nodeName(node.uuid)
    const { skew } = node
    if (skew.kind === 'known') {
      const away = Math.abs(skew.value.seconds) + skew.value.uncertainty
      // With more than that it takes nothing, and wins nothing.
      const seconds = Math.min(away, toleratedBy(node) ?? away)
      return [{ whose: `${name}, which may be ${Math.ceil(seconds)} s away from the entry node's`, seconds }]
    }
    if (through !== undefined && through !== node.uuid) return []
    const seconds = toleratedBy(node) ?? USUALLY_TOLERATED
    const why = 'through which that may have been sent and whose clock cannot be measured'
    return [{ whose: `${name}, ${why}: it may be ${seconds} s away`, seconds }]
  })
}

function toleratedBy({ settings }: ObservedNode): number | undefined {
  const tolerated = settings['clock.allowedDifference']
  return tolerated?.kind === 'known' && typeof tolerated.value === 'number' ? tolerated.value : undefined
}

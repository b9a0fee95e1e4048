import type { Loss } from '../../topology/loss.ts'
import type { Appearance } from '../appearance.ts'
import { jsonDocument } from '../json/envelope.ts'
import { harmless, widthOf } from '../text/cells.ts'
import { nodeNames } from '../text/node-names.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'

/** What the loss of nodes or locations does to one cluster. */
export interface LossReport {
  readonly cluster: string
  readonly nodes: number
  /** How many losses were looked at, so that "none hurts" says among how many. */
  readonly tried: number
  /** Losses that hurt, worst first. */
  readonly losses: readonly NamedLoss[]
}

/** A loss with what else it takes away than connections. */
export interface NamedLoss extends Loss {
  /** What is lost, in words: the nodes, or the location that they are. */
  readonly name: string
  /** Nodes that no longer reach the largest part, and with it get no configuration; sorted. */
  readonly cutOffNodes: readonly string[]
  /** Runtime and update groups that fall apart, for example `runtime group tokyo`. */
  readonly splitGroups: readonly string[]
  /** Update groups left without a node that downloads. */
  readonly withoutUpdates: readonly string[]
  /** Nodes that are left and that a rollout through the entry node does not reach. */
  readonly withoutRollout: number
  /** Whether the entry node is among the lost: nothing can be rolled out meanwhile. */
  readonly losesEntry: boolean
}

/** The ranked table of losses for a person. */
export function lossText(reports: readonly LossReport[], look: Appearance): string {
  const paint = paintOf(look)
  return reports
    .map(({ cluster, nodes, tried, losses }) => {
      // Of two nodes, only what neither does alone is told.
      const more = tried > nodes ? ' that no smaller loss does' : ''
      const head = paint.strong(`${cluster}: ${losses.length} of ${tried} losses among ${nodes} nodes do harm${more}`)
      const width = Math.max(4, ...losses.map(({ name }) => widthOf(name)))
      const rows = losses.flatMap((loss) => {
        const name = harmless(loss.name, look.unicode).padEnd(width)
        const lines = wrap(harmless(harmWords(loss), look.unicode), look.columns, ' '.repeat(width + 4), `  ${name}  `)
        return loss.cutOff > 0 ? lines.map((line) => paint.warning(line)) : lines
      })
      return `${[head, ...rows].join('\n')}\n`
    })
    .join('\n')
}

function harmWords({
  cutOff,
  cutOffNodes,
  parts,
  splitGroups,
  withoutUpdates,
  withoutRollout,
  losesEntry,
}: NamedLoss): string {
  const harms = [
    cutOff === 0 ? '' : `cuts off ${cutOff} (parts of ${parts.join(', ')}): ${nodeNames(cutOffNodes)}`,
    splitGroups.length === 0 ? '' : `splits ${splitGroups.join(', ')}`,
    withoutUpdates.length === 0 ? '' : `no updates for group ${withoutUpdates.join(', ')}`,
    losesEntry
      ? 'no rollout: the entry node is gone'
      : withoutRollout > cutOff
        ? `the entry node is among them: a rollout does not reach ${withoutRollout}`
        : '',
  ]
  return harms.filter((harm) => harm !== '').join('; ')
}

/** The same as a JSON document. */
export function lossJson(reports: readonly LossReport[]): string {
  return jsonDocument('loss', { clusters: reports })
}

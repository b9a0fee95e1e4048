import { isEmpty, type SettingValue } from '../../model/settings.ts'
import { canonical } from '../canonical.ts'
import type { PropertyStep } from '../differences.ts'
import type { Draft } from '../draft.ts'
import type { ListenerAbility } from '../listener-ability.ts'
import type { PhaseKind } from '../plan.ts'
import { beforeContract, beforeTopology, shutAway, type Standings } from '../preconditions.ts'
import type { Proof } from '../proof.ts'
import { endpointsOf } from './endpoints.ts'
import { addressSettings } from './settings.ts'

/**
 * The phases that change where nodes are found: one manual phase for each node, or, where it is known what peers do
 * with several listeners, commits during which each node listens on its old and its new addresses.
 */
export function addressPhases(
  changes: readonly PropertyStep[],
  ability: ListenerAbility,
  standings: Standings,
): readonly Draft[] {
  const listeners = changes.filter(({ setting, after }) => setting === 'listeners' && !isEmpty(after))
  const others = changes.filter(({ setting }) => setting !== 'listeners' && addressSettings.has(setting))
  const automatic = ability === 'unknown' ? [] : overlapPhases(listeners, ability, standings)
  const manual = ability === 'unknown' ? [...listeners, ...others] : others
  return [...automatic, ...manual.map((change) => manualPhase(change, standings))]
}

/** [old] → [old, new] → [new], and where peers use the first, [new, old] in between; without commits that change nothing. */
function overlapPhases(
  changes: readonly PropertyStep[],
  ability: 'all' | 'first',
  standings: Standings,
): readonly Draft[] {
  if (changes.length === 0) return []
  const stages = ability === 'all' ? [oldFirst, onlyNew] : [oldFirst, newFirst, onlyNew]
  return stages.flatMap((stage, index): readonly Draft[] => {
    const before = stages[index - 1] ?? onlyOld
    const steps = changes
      .map((change) => ({ ...change, before: before(change), after: stage(change) }))
      .filter((step) => canonical(step.before) !== canonical(step.after))
    if (steps.length === 0) return []
    const last = index === stages.length - 1
    const kind: PhaseKind = last ? 'contract' : 'expand'
    const whose = steps.length === 1 ? steps.map(({ node }) => node).join() : `${steps.length} nodes`
    return [
      {
        kind,
        title: `${index === 0 ? 'add' : last ? 'keep only' : 'prefer'} the new listeners of ${whose}`,
        preconditions: index === 0 ? beforeTopology(standings) : beforeContract(standings),
        steps,
        proof: overlapProof(ability),
      },
    ]
  })
}

function overlapProof(ability: 'all' | 'first'): Proof {
  return {
    kind: 'proved',
    because: [
      'each node listens on its old and its new addresses for as long as somebody may look for it at either',
      ability === 'all' ? 'peers try every listener of a node' : 'peers use the first listener of a node',
    ],
    assumptions: [
      'the new addresses are on interfaces of their nodes, and routes and firewalls are open for them both ways',
      'what the dialect says about several listeners is true of this product version',
    ],
  }
}

const onlyOld = ({ before }: PropertyStep): SettingValue => before
const onlyNew = ({ after }: PropertyStep): SettingValue => after
const oldFirst = ({ before, after }: PropertyStep): SettingValue => merged(before, after)
const newFirst = ({ before, after }: PropertyStep): SettingValue => merged(after, before)

/** Endpoints of both lists, each once, those of the first list first. */
function merged(first: SettingValue, second: SettingValue): SettingValue {
  const all = [...endpointsOf(first), ...endpointsOf(second)]
  return [...new Map(all.map((endpoint) => [canonical(endpoint), endpoint])).values()]
}

function manualPhase({ node, setting, before, after }: PropertyStep, standings: Standings): Draft {
  return {
    kind: 'manual',
    title: `change ${setting} of ${node} by hand`,
    preconditions: shutAway(standings),
    steps: [
      {
        kind: 'manual',
        id: `${setting} of ${node}`,
        action: { kind: 'change address', node, setting },
        instructions: [
          `finish every other change first: while this one spreads, nodes may look for ${node} at the wrong address`,
          'make sure that the new address is on an interface of the node, and that routes and firewalls are open for it both ways',
          `log on to ${standings.entry}, the entry node; Configuration > ${node} > Central Management: ${setting} from ${shown(before)} to ${shown(after)}; save`,
          'make sure that all nodes show the same storage timestamp (Configuration > Appliances), then log off',
        ],
        check: { kind: 'setting', node, setting, value: after },
      },
    ],
    proof: {
      kind: 'unprovable',
      because: `it is not known what peers do while a node's address changes: one node at a time, by a person who can reach ${node} without the cluster`,
    },
  }
}

function shown(value: SettingValue): string {
  const list = endpointsOf(Array.isArray(value) ? value : [value].flat())
  return list.length === 0 ? 'nothing' : list.map(({ address, port }) => `${address}:${port}`).join(', ')
}

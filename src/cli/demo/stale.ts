import type { ListSeed } from '../../emulator/profile.ts'
import type { Node } from '../../model/fleet.ts'
import { groupName } from '../../model/names.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { Stale } from './stage.ts'

/**
 * Nobody has brought anything of the policy there yet, and the groups of one location have an old name, so that its
 * nodes have to be led over without losing each other.
 */
export const staleGroups: Stale = {
  cluster: (desired) => ({ ...desired, nodes: desired.nodes.map(withOldGroup) }),
  seed: (seed) => ({
    ...seed,
    lists: [],
    nodes: seed.nodes.map((node) => ({
      ...node,
      systemFiles: Object.fromEntries(Object.keys(node.systemFiles).map((path) => [path, '# as installed\n'])),
    })),
  }),
}

/**
 * The policy was imported before the last node of each region was added, before the last site was blocked, before a
 * block page got its text and before web mail had to be asked for.
 */
export const stalePolicy: Stale = {
  cluster: (desired) => ({ ...desired, policy: withoutCoaching(desired.policy) }),
  seed: (seed) => ({ ...seed, lists: seed.lists.map((list) => (isBehind(list) ? withoutLast(list) : list)) }),
}

/** The lists of the regions, which Pader fills, and one that people fill. */
function isBehind({ name }: ListSeed): boolean {
  return name.startsWith('pader/') || name === 'Malware and phishing'
}

/** The location whose network group still has an old name, and that name. */
const STALE_LOCATION = 'newyork'
const OLD_GROUP = 'ny'

function withOldGroup(node: Node): Node {
  const wanted = node.settings['groups.network']
  if (node.location !== STALE_LOCATION || wanted === undefined) return node
  const value = [OLD_GROUP, ...(node.transit.value ? ['transit'] : [])].map(groupName)
  return { ...node, settings: { ...node.settings, 'groups.network': { ...wanted, value } } }
}

const LATER_RULE_SET = 'Coaching'
const STALE_SETTINGS = 'Blocked in Paderborn'

function withoutCoaching(policy: Policy): Policy {
  return {
    ...policy,
    ruleSets: policy.ruleSets.filter(({ name }) => name !== LATER_RULE_SET),
    settings: policy.settings.map((one) => ({
      ...one,
      values: one.values.map((value) => (isBlockPage(one.name, value.key) ? { ...value, value: 'Blocked' } : value)),
    })),
  }
}

function isBlockPage(settings: string, key: string): boolean {
  return settings === STALE_SETTINGS && key === 'BlockReason'
}

function withoutLast(list: ListSeed): ListSeed {
  return { ...list, entries: list.entries.slice(0, -1) }
}

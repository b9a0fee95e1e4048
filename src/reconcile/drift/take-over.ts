import { adoptDrift, type Drift, type ListDrift } from '../../adopt/adopt-drift.ts'
import { adoptPolicy, type LiveRuleSet, type RuleSetDrift, type ValueDrift } from '../../adopt/adopt-policy.ts'
import type { Adopted } from '../../adopt/adoption.ts'
import { editYaml } from '../../compile/edit/edit-yaml.ts'
import { whyByHand } from './why-by-hand.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { ListEntry } from '../../model/observed.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import type { LiveDifference } from '../../plan/live-differences.ts'
import { asSetting } from '../../plan/same-holding.ts'
import { unreachable } from '../../source/unreachable.ts'

/** What the repository would look like if it took over what the appliances have: whole files, before and after. */
export interface Proposal {
  readonly files: readonly ProposedFile[]
  readonly adopted: readonly Adopted[]
  /** What a person has to write, and why. */
  readonly byHand: readonly { readonly words: string; readonly why: string }[]
}

/** A file as it is and as it would be. */
export interface ProposedFile {
  readonly path: string
  readonly before: string
  readonly after: string
}

/** Differences by the way in which they are taken over. */
interface Sorted {
  readonly settings: Drift[]
  readonly lists: ListDrift[]
  readonly policy: (ValueDrift | RuleSetDrift)[]
  readonly byHand: { readonly words: string; readonly why: string }[]
}

/**
 * Takes differences over into the layer where a person would write them, comments kept. A change of the repository that
 * waits to be applied is no difference to take over: that would undo it. `live` are rule sets as the appliances have
 * them, by name.
 */
export function proposeTakeOver(
  cluster: Cluster,
  differences: readonly LiveDifference[],
  textOf: (file: string) => string | undefined,
  live: ReadonlyMap<string, LiveRuleSet> = new Map(),
): Proposal {
  const sorted: Sorted = { settings: [], lists: [], policy: [], byHand: [] }
  for (const difference of differences) sort(difference, cluster, sorted)
  const nodes = adoptDrift(cluster, sorted.settings, sorted.lists)
  const policy = adoptPolicy(cluster, sorted.policy, live)
  const byHand = [
    ...sorted.byHand,
    ...[...nodes.byHand, ...policy.byHand].map(({ drift, why }) => ({ words: wordsOf(drift), why })),
  ]
  const adopted = [...nodes.adopted, ...policy.adopted]
  const edited = new Map<string, string | undefined>(policy.exports)
  for (const [path, edits] of [...nodes.edits, ...policy.edits]) {
    const before = edited.get(path) ?? textOf(path)
    edited.set(path, before === undefined ? undefined : editYaml(before, edits))
  }
  const files: ProposedFile[] = []
  const failed = new Set<string>()
  for (const [path, after] of edited) {
    const before = textOf(path)
    if (before === undefined || after === undefined) failed.add(path)
    else if (after !== before) files.push({ path, before, after })
  }
  for (const { file, words } of adopted)
    if (failed.has(file))
      byHand.push({ words, why: `"${file}" cannot be changed automatically: anchors or its layout prevent it` })
  return { files, adopted: adopted.filter(({ file }) => !failed.has(file)), byHand }
}

function wordsOf(drift: Drift | ListDrift | ValueDrift | RuleSetDrift): string {
  if ('list' in drift) return `list "${drift.list}"`
  if ('ruleSet' in drift) return `rule set "${drift.ruleSet}"`
  return 'key' in drift ? `${drift.key} of settings "${drift.settings}"` : `${drift.setting} of ${drift.node}`
}

function sort(difference: LiveDifference, cluster: Cluster, into: Sorted): void {
  const { object, words, live, gone } = difference
  const why = whyByHand(difference, cluster)
  if (why !== undefined) {
    into.byHand.push({ words, why })
    return
  }
  switch (object.kind) {
    case 'list':
      into.lists.push({ list: object.list, type: object.type, live: entriesOf(live) })
      return
    case 'rule set':
      into.policy.push({ ruleSet: object.ruleSet })
      return
    case 'policy setting': {
      const { settings, key } = object
      into.policy.push({ settings, key, ...(gone !== true && typeof live === 'string' ? { live } : {}) })
      return
    }
    case 'setting': {
      const node = cluster.nodes.find(({ uuid }) => uuid.value === object.node)
      const setting = settingNames.find((name) => name === object.setting)
      if (node === undefined || setting === undefined)
        into.byHand.push({ words, why: 'the repository has no such node' })
      else into.settings.push({ node: node.name, setting, live: asSetting(live) })
      return
    }
    case 'file':
    case 'rule set order':
      return
    default:
      unreachable(object)
  }
}

function entriesOf(value: unknown): readonly ListEntry[] {
  return Array.isArray(value) ? value.filter(isEntry) : []
}

function isEntry(value: unknown): value is ListEntry {
  return typeof value === 'object' && value !== null && 'value' in value && 'description' in value
}

import { adoptDrift, type Adoption, type Drift, type ListDrift } from '../adopt/adopt-drift.ts'
import { editYaml } from '../compile/edit/edit-yaml.ts'
import { whyNoFile, whyNotDeleted } from './left-to-a-person.ts'
import type { Cluster } from '../model/fleet.ts'
import type { ListEntry } from '../model/observed.ts'
import { ownershipMarker } from '../model/policy/list.ts'
import { settingNames } from '../model/setting-shapes.ts'
import type { LiveDifference } from '../plan/live-differences.ts'
import { asSetting } from '../plan/same-holding.ts'

/** What the repository would look like if it took over what the appliances have: whole files, before and after. */
export interface Proposal {
  readonly files: readonly ProposedFile[]
  readonly adopted: Adoption['adopted']
  /** What a person has to write, and why. */
  readonly byHand: readonly { readonly words: string; readonly why: string }[]
}

/** A file as it is and as it would be. */
export interface ProposedFile {
  readonly path: string
  readonly before: string
  readonly after: string
}

/**
 * Takes differences over into the layer where a person would write them, comments kept. A change of the repository that
 * waits to be applied is no difference to take over: that would undo it.
 */
export function proposeTakeOver(
  cluster: Cluster,
  differences: readonly LiveDifference[],
  textOf: (file: string) => string | undefined,
): Proposal {
  const drifts: Drift[] = []
  const lists: ListDrift[] = []
  const byHand: { words: string; why: string }[] = []
  for (const difference of differences) sort(difference, cluster, drifts, lists, byHand)
  const adoption = adoptDrift(cluster, drifts, lists)
  const wordsOf = (drift: Drift | ListDrift): string =>
    'list' in drift ? `list "${drift.list}"` : `${drift.setting} of ${drift.node}`
  byHand.push(...adoption.byHand.map(({ drift, why }) => ({ words: wordsOf(drift), why })))
  const files: ProposedFile[] = []
  const failed = new Set<string>()
  for (const [path, edits] of adoption.edits) {
    const before = textOf(path)
    const after = before === undefined ? undefined : editYaml(before, edits)
    if (before === undefined || after === undefined) failed.add(path)
    else if (after !== before) files.push({ path, before, after })
  }
  for (const { file, setting, list, nodes } of adoption.adopted) {
    if (!failed.has(file)) continue
    const words = list === undefined ? `${setting ?? ''} of ${nodes.join(', ')}` : `list "${list}"`
    byHand.push({ words, why: `"${file}" cannot be changed by rule: anchors or its layout stand in the way` })
  }
  return { files, adopted: adoption.adopted.filter(({ file }) => !failed.has(file)), byHand }
}

function sort(
  { object, words, moved, live }: LiveDifference,
  cluster: Cluster,
  drifts: Drift[],
  lists: ListDrift[],
  byHand: { words: string; why: string }[],
): void {
  if (moved === 'unmarked') {
    const why = `somebody took the mark of Pader from it: start its description in the UI with "${ownershipMarker}" again, or take it out of the repository`
    byHand.push({ words, why })
    return
  }
  if (object.kind === 'file') {
    byHand.push({ words, why: whyNoFile(object, cluster) })
    return
  }
  if (object.kind === 'list' && live === undefined) {
    byHand.push({ words, why: whyNotDeleted(object, cluster) })
    return
  }
  if (object.kind === 'list') {
    lists.push({ list: object.list, type: object.type, live: entriesOf(live) })
    return
  }
  const node = cluster.nodes.find(({ uuid }) => uuid.value === object.node)
  const setting = settingNames.find((name) => name === object.setting)
  if (node === undefined || setting === undefined) byHand.push({ words, why: 'the repository has no such node' })
  else drifts.push({ node: node.name, setting, live: asSetting(live) })
}

function entriesOf(value: unknown): readonly ListEntry[] {
  return Array.isArray(value) ? value.filter(isEntry) : []
}

function isEntry(value: unknown): value is ListEntry {
  return typeof value === 'object' && value !== null && 'value' in value && 'description' in value
}

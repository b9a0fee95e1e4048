import { secretFields } from '../appliance/setting-rows.ts'
import type { YamlEdit } from '../source/yaml-edit.ts'
import type { Cluster, Node } from '../model/fleet.ts'
import type { ListEntry } from '../model/observed.ts'
import { isEmpty, type SettingName, type SettingValue } from '../model/settings.ts'
import type { Layer, Sourced } from '../model/sourced.ts'
import type { DocumentPath, Place } from '../source/place.ts'
import type { Adopted, Adoption } from './adoption.ts'
import { asYaml } from './as-yaml.ts'

/** A setting of a node that is not as the repository says, and what the appliance has. */
export interface Drift {
  readonly node: string
  readonly setting: SettingName
  readonly live: SettingValue
}

/** A list that is not as the repository says, and the entries that the appliances have. */
export interface ListDrift {
  readonly list: string
  readonly type: string
  readonly live: readonly ListEntry[]
}

type Change = { readonly edit: YamlEdit; readonly file: string; readonly layer: Layer }

/**
 * Writes live values where a person would: at the node that already has a value of its own; where a value is set for
 * several nodes, there, if all of them have changed alike; otherwise as a new value of the node. A node whose own value
 * has become what it would have without it loses it, unless that changes as well. So what is written to one file is right
 * whether or not the others were written already: half of it is as good a beginning as any.
 */
export function adoptDrift(
  cluster: Cluster,
  drifts: readonly Drift[],
  lists: readonly ListDrift[] = [],
): Adoption<Drift | ListDrift> {
  const edits = new Map<string, YamlEdit[]>()
  const adopted: Adopted[] = []
  const byHand: { drift: Drift | ListDrift; why: string }[] = []
  const done = new Set<Drift>()
  for (const drift of drifts) {
    if (done.has(drift)) continue
    const alike = sharers(cluster, drift, drifts)
    const change = changeFor(cluster, drift, alike, drifts)
    if (typeof change === 'string') {
      byHand.push({ drift, why: change })
      continue
    }
    const together = change.layer === 'node' ? [drift] : alike
    for (const one of together) done.add(one)
    edits.set(change.file, [...(edits.get(change.file) ?? []), change.edit])
    const { setting } = drift
    const nodes = together.map(({ node }) => node).toSorted()
    const words = `${setting} of ${nodes.join(', ')}`
    adopted.push({ words, nodes, file: change.file, layer: change.layer, value: written(drift.live) })
  }
  for (const drift of lists) {
    const file = fileOfList(cluster, drift)
    if (file.path === undefined) {
      byHand.push({ drift, why: file.why })
      continue
    }
    const value = drift.live.map(({ value: text, description }) =>
      description === '' ? text : { value: text, description },
    )
    edits.set(file.path, [...(edits.get(file.path) ?? []), { kind: 'set', path: ['entries'], value }])
    adopted.push({ words: `list "${drift.list}"`, nodes: [], file: file.path, layer: 'list', value })
  }
  return { edits, adopted, byHand }
}

/** The file that a list is written in; one that is made of something else has none. */
export function fileOfList(
  { policy, regional = [] }: Cluster,
  { list, type }: Pick<ListDrift, 'list' | 'type'>,
): { readonly path: string } | { readonly path?: never; readonly why: string } {
  const wanted = policy.lists.find((one) => one.name === list && one.type === type)
  if (wanted === undefined) return { why: 'the repository has no such list' }
  const { place } = wanted
  const ofRegions = regional.find(({ departures }) => departures.some((one) => one.list?.name === list))
  if (ofRegions !== undefined)
    return { why: `it is what regions make of list "${ofRegions.name}": change ${place.file}` }
  if (place.kind === 'file' && /(^|\/)lists\//.test(place.file)) return { path: place.file }
  return { why: 'it is made of regions and nodes: change those' }
}

function changeFor(cluster: Cluster, drift: Drift, alike: readonly Drift[], drifts: readonly Drift[]): Change | string {
  if (secretFields(drift.setting).size > 0) return 'it holds passwords, which are not read back from an appliance'
  const node = cluster.nodes.find(({ name }) => name === drift.node)
  if (node === undefined) return 'the repository has no such node'
  const found: Sourced<SettingValue> | undefined = node.settings[drift.setting]
  const value = written(drift.live)
  if (found === undefined) return atNode(node, drift.setting, value)
  const { layer, place } = found.origin
  if (layer === 'node') return atOwnPlace(node, found, value, isMoving(found.overrode, drift.setting, cluster, drifts))
  if (layer !== 'derived' && alike.length > 0 && place.kind === 'node') {
    return { layer, file: place.file, edit: { kind: 'set', path: place.path, value } }
  }
  return atNode(node, drift.setting, value)
}

/** The drifts of all nodes that have the same value from the same place, if every one of them drifted to the same. */
function sharers(cluster: Cluster, drift: Drift, drifts: readonly Drift[]): readonly Drift[] {
  const placeOf = (node: Node): string | undefined => {
    const origin = node.settings[drift.setting]?.origin
    return origin === undefined ? undefined : JSON.stringify(origin.place)
  }
  const own = cluster.nodes.find(({ name }) => name === drift.node)
  const place = own === undefined ? undefined : placeOf(own)
  if (place === undefined) return []
  const alike = cluster.nodes
    .filter((node) => placeOf(node) === place)
    .map(({ name }) =>
      drifts.find(({ node, setting, live }) => node === name && setting === drift.setting && same(live, drift.live)),
    )
  return alike.every((one) => one !== undefined) ? alike : []
}

/** Whether a value may be written anew where it stands, because nodes that have it from there have drifted. */
function isMoving(
  value: Sourced<SettingValue> | undefined,
  setting: SettingName,
  { nodes }: Cluster,
  drifts: readonly Drift[],
): boolean {
  if (value === undefined) return false
  const place = JSON.stringify(value.origin.place)
  const drifted = new Set(drifts.filter((drift) => drift.setting === setting).map(({ node }) => node))
  return nodes.some(
    ({ name, settings }) => drifted.has(name) && JSON.stringify(settings[setting]?.origin.place) === place,
  )
}

function atOwnPlace(node: Node, found: Sourced<SettingValue>, value: unknown, isBelowMoving: boolean): Change | string {
  const { place } = found.origin
  if (!isAbout(place, node)) return 'its value is written for several nodes at once'
  const falls = !isBelowMoving && found.overrode !== undefined && same(written(found.overrode.value), value)
  const edit: YamlEdit = falls ? { kind: 'remove', path: place.path } : { kind: 'set', path: place.path, value }
  return { layer: 'node', file: place.file, edit }
}

function atNode(node: Node, setting: SettingName, value: unknown): Change | string {
  const { place } = node
  if (!isAbout(place, node)) return 'the node is written together with others, in a range or a template'
  const path: DocumentPath = [...place.path, ...setting.split('.')]
  return { layer: 'node', file: place.file, edit: { kind: 'set', path, value } }
}

function isAbout(place: Place, { name }: Node): place is Extract<Place, { kind: 'node' }> {
  return place.kind === 'node' && place.path.includes(name)
}

function written(value: SettingValue): unknown {
  return isEmpty(value) ? null : asYaml(value)
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

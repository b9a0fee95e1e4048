import type { Cluster } from '../model/fleet.ts'
import type { RuleSet } from '../model/policy/rule-set.ts'
import type { SettingsValue } from '../model/policy/settings-object.ts'
import type { Place } from '../source/place.ts'
import type { YamlEdit } from '../source/yaml-edit.ts'
import type { Adopted, Adoption } from './adoption.ts'
import { withoutEncrypted } from './import/without-encrypted.ts'
import { switchedRules } from './switched-rules.ts'

/** A value of the policy's settings that is not as the repository says; without `live` the appliances have none. */
export interface ValueDrift {
  readonly settings: string
  readonly key: string
  readonly live?: string
}

/** A top-level rule set that is not as the repository says. */
export interface RuleSetDrift {
  readonly ruleSet: string
}

/** How the policy takes over what appliances have: edits of YAML, and exports that take the place of older ones. */
export interface PolicyAdoption extends Adoption<ValueDrift | RuleSetDrift> {
  /** Whole texts by file. */
  readonly exports: ReadonlyMap<string, string>
}

/** A top-level rule set as the appliances have it. */
export interface LiveRuleSet {
  /** Absent where nobody can read it. */
  readonly ruleSet?: RuleSet
  /** Its export, where somebody asked for it. */
  readonly text?: string
}

/**
 * Writes a value where the YAML has it; a rule that was switched on or off likewise; and a rule set that the YAML takes
 * from an export into that export, as the appliance exports it now. What else a person wrote as YAML, or a template made,
 * a person changes.
 */
export function adoptPolicy(
  cluster: Cluster,
  drifts: readonly (ValueDrift | RuleSetDrift)[],
  live: ReadonlyMap<string, LiveRuleSet>,
): PolicyAdoption {
  const edits = new Map<string, readonly YamlEdit[]>()
  const exports = new Map<string, string>()
  const adopted: Adopted[] = []
  const byHand: { drift: ValueDrift | RuleSetDrift; why: string }[] = []
  for (const drift of drifts) {
    const change = 'key' in drift ? changeOfValue(cluster, drift, live) : changeOfRuleSet(cluster, drift, live)
    if ('why' in change) {
      byHand.push({ drift, why: change.why })
      continue
    }
    if ('text' in change) exports.set(change.file, change.text)
    else for (const [file, more] of change.edits) edits.set(file, [...(edits.get(file) ?? []), ...more])
    const words = 'key' in drift ? `${drift.key} of settings "${drift.settings}"` : `rule set "${drift.ruleSet}"`
    const value = 'key' in drift ? drift.live : undefined
    const files = 'text' in change ? [change.file] : [...change.edits.keys()]
    adopted.push(...files.map((file): Adopted => ({ words, nodes: [], file, layer: 'policy', value })))
  }
  return { edits, exports, adopted, byHand }
}

type Change =
  | { readonly edits: ReadonlyMap<string, readonly YamlEdit[]> }
  | { readonly file: string; readonly text: string }
  | { readonly why: string }

function changeOfValue(
  { policy }: Cluster,
  { settings, key, live }: ValueDrift,
  held: ReadonlyMap<string, LiveRuleSet>,
): Change {
  const object = policy.settings.find(({ name }) => name === settings)
  const wanted = object?.values.find((value) => value.key === key)
  if (object === undefined || wanted === undefined) return { why: 'the repository has no such value' }
  if (isExport(object.place)) {
    const user = policy.ruleSets.find(({ place }) => place.file === object.place.file)
    return user === undefined ? exportByHand(object.place.file) : fromExport(user, held)
  }
  const { place } = object
  if (place.kind !== 'node' || place.path[0] !== 'settings')
    return { why: `"${place.file}" gives it its name and takes its values from an export: change the value there` }
  const path = [...place.path, 'values', key]
  if (live === undefined) return { edits: new Map([[place.file, [{ kind: 'remove', path }]]]) }
  const value = asWritten(live, wanted)
  if (value === undefined) return { why: `"${live}" is no ${wanted.type}, which the value is in "${place.file}"` }
  return { edits: new Map([[place.file, [{ kind: 'set', path, value }]]]) }
}

/** A value as YAML says it, of the type that it has there; undefined where it is none of that type. */
function asWritten(live: string, { type }: SettingsValue): string | number | boolean | undefined {
  if (type === 'boolean') return live === 'true' || live === 'false' ? live === 'true' : undefined
  if (type !== 'number') return live
  return live.trim() !== '' && String(Number(live)) === live ? Number(live) : undefined
}

function changeOfRuleSet(
  { policy }: Cluster,
  { ruleSet: name }: RuleSetDrift,
  live: ReadonlyMap<string, LiveRuleSet>,
): Change {
  const wanted = policy.ruleSets.find((one) => one.name === name)
  if (wanted === undefined) return { why: 'the repository has no such rule set' }
  const { place } = wanted
  if (isExport(place)) return fromExport(wanted, live)
  const held = live.get(name)?.ruleSet
  const edits = held === undefined ? undefined : switchedRules(wanted, held)
  if (edits !== undefined && edits.size > 0) return { edits }
  if (place.kind === 'range' && place.calledAt !== undefined)
    return {
      why: `the template "${place.file}" makes it, as "${place.calledAt.file}" asks for: change the values there, or the template, until "pader diff" does not name it`,
    }
  return {
    why: `its rules are written in "${place.file}", and more differs than a rule that is switched on or off: change them there to what "pader diff" shows with "+", until it does not name the rule set any more`,
  }
}

function fromExport({ name, place }: RuleSet, live: ReadonlyMap<string, LiveRuleSet>): Change {
  const text = live.get(name)?.text
  if (text === undefined) return exportByHand(place.file)
  const safe = withoutEncrypted(text)
  if (safe === undefined)
    return { why: `its export has secrets inside lists: take them out, then put it in the place of "${place.file}"` }
  return { file: place.file, text: safe.text }
}

function exportByHand(file: string): Change {
  return { why: `export the rule set in the UI and put the file in the place of "${file}"` }
}

function isExport({ file }: Place): boolean {
  return /(^|\/)exports\/.+\.xml$/.test(file)
}

import type { DesiredList } from '../../model/policy/list.ts'
import type { Known, Side, SideName } from './side.ts'
import { walk, type Visit } from '../check/walk.ts'

/** A part of a list: what both sides have of it, or what one of them has alone. */
export interface ListPart {
  /** Equal keys mean equal entries. */
  readonly key: string
  readonly entries: readonly string[]
}

/** What became of a list. */
export interface ListChange {
  readonly name: string
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** What two sides have in common and what not; what they have in common is asked once. */
export interface SharedInputs {
  /** The parts of a list on a side; undefined where the side does not say what is in it. */
  readonly partsOf: (side: SideName, name: string, type: string) => readonly ListPart[] | undefined
  /** Whether a list or a table is the same on both sides. */
  readonly isSameList: (name: string, type: string) => boolean
  /** Entries that only one side has of a list. */
  readonly changeOf: (name: string, type: string) => ListChange
  /** Whether settings of an engine are the same on both sides; without a name, whether all are. */
  readonly areSameSettings: (name: string | undefined) => boolean
  /** Properties that rules set, or that do not start alike: their value depends on what was done before. */
  readonly moving: ReadonlySet<string>
  /** Whether the property has the same value on both sides before anything is set. */
  readonly startsAlike: (name: string) => boolean
  /** Properties that are compared with texts of which upper and lower case make a difference. */
  readonly cased: ReadonlySet<string>
}

/** Compares what rules refer to; `known` is what requests are looked at for besides. */
export function sharedInputsOf(before: Side, after: Side, known: readonly Known[] = []): SharedInputs {
  const lists = {
    before: new Map(before.policy.lists.map((list) => [keyOf(list), list])),
    after: new Map(after.policy.lists.map((list) => [keyOf(list), list])),
  }
  const parts = new Map<string, Parts>()
  const bothOf = (key: string): Parts => {
    const known = parts.get(key) ?? partsOfBoth(key, lists.before.get(key), lists.after.get(key))
    parts.set(key, known)
    return known
  }
  const tables = (side: Side): string =>
    JSON.stringify(side.policy.tables.map(({ name, type, rows }) => [name, type, rows]))
  const areTablesSame = tables(before) === tables(after)
  const changed = changedSettings(before, after)
  const drifting = driftingProperties(before, after)
  return {
    partsOf: (side, name, type) => {
      const key = keyOf({ name, type })
      return lists[side].has(key) ? bothOf(key)[side] : undefined
    },
    isSameList: (name, type) => {
      const key = keyOf({ name, type })
      if (lists.before.has(key) !== lists.after.has(key)) return false
      const own = bothOf(key)
      return lists.before.has(key) ? own.before.length + own.after.length === 2 : areTablesSame
    },
    changeOf: (name, type) => {
      const own = bothOf(keyOf({ name, type }))
      const entriesOf = (some: readonly ListPart[]): readonly string[] =>
        some.slice(1).flatMap(({ entries }) => entries)
      return { name, removed: entriesOf(own.before), added: entriesOf(own.after) }
    },
    areSameSettings: (name) => (name === undefined ? changed.size === 0 : !changed.has(name)),
    moving: new Set([...setProperties(before), ...setProperties(after), ...drifting]),
    startsAlike: (name) => !drifting.has(name) && !before.given.has(name) && !after.given.has(name),
    cased: withCopied(
      new Set([
        ...[before, after].flatMap((side) => [...casedProperties(side)]),
        ...[before.given, after.given, ...known].flatMap(casedKnown),
      ]),
      [before, after],
    ),
  }
}

function keyOf({ name, type }: { readonly name: string; readonly type: string }): string {
  return `${type} ${name}`
}

interface Parts {
  readonly before: readonly ListPart[]
  readonly after: readonly ListPart[]
}

/** What both have is one part, so that the rest shows what a change of a list is about. */
function partsOfBoth(key: string, before: DesiredList | undefined, after: DesiredList | undefined): Parts {
  if (before === after) {
    const part = { key, entries: valuesOf(before) }
    return { before: [part], after: [part] }
  }
  const [old, now] = [new Set(valuesOf(before)), new Set(valuesOf(after))]
  const removed = [...old].filter((value) => !now.has(value))
  const added = [...now].filter((value) => !old.has(value))
  const both = { key, entries: removed.length === 0 ? [...old] : [...old].filter((value) => now.has(value)) }
  return {
    before: [both, ...(removed.length === 0 ? [] : [{ key: `${key} removed`, entries: removed }])],
    after: [both, ...(added.length === 0 ? [] : [{ key: `${key} added`, entries: added }])],
  }
}

function valuesOf(list: DesiredList | undefined): readonly string[] {
  return list?.entries.map(({ value }) => value) ?? []
}

/** Settings of engines that only one side has or that differ; those of actions say what people see, not what happens. */
function changedSettings(before: Side, after: Side): ReadonlySet<string> {
  const of = ({ policy, vocabulary }: Side): ReadonlyMap<string, string> =>
    new Map(
      policy.settings
        .filter(({ target }) => vocabulary.byName('actions', target) === undefined)
        .map(({ name, target, template, values }) => [name, JSON.stringify([target, template, values])]),
    )
  const [old, now] = [of(before), of(after)]
  return new Set([...old.keys(), ...now.keys()].filter((name) => old.get(name) !== now.get(name)))
}

function setProperties({ policy }: Side): readonly string[] {
  return walk(policy.ruleSets).flatMap((visit) =>
    visit.kind === 'rule' ? visit.item.events.flatMap((event) => (event.kind === 'set' ? [event.property] : [])) : [],
  )
}

/** Properties of the policies that do not have the same first value on both sides. */
function driftingProperties(before: Side, after: Side): ReadonlySet<string> {
  const initial = ({ policy }: Side): ReadonlyMap<string, string> =>
    new Map(policy.properties.map(({ name, initial: value }) => [name, value]))
  const [old, now] = [initial(before), initial(after)]
  return new Set([...old.keys(), ...now.keys()].filter((name) => old.get(name) !== now.get(name)))
}

function casedProperties({ policy }: Side): ReadonlySet<string> {
  const casedLists = new Map<string, boolean>()
  const isCasedList = (name: string, type: string): boolean => {
    const key = keyOf({ name, type })
    const known = casedLists.get(key)
    if (known !== undefined) return known
    const found = policy.lists.find((list) => list.name === name && list.type === type)
    const isCased = valuesOf(found).some(isMixed)
    casedLists.set(key, isCased)
    return isCased
  }
  const cased = new Set<string>()
  for (const visit of walk(policy.ruleSets)) {
    for (const { property, operand } of visit.item.criteria.terms) {
      if (operand.kind === 'literal' && isMixed(operand.value)) cased.add(property.name)
      if (operand.kind === 'list' && isCasedList(operand.name, operand.type)) cased.add(property.name)
    }
  }
  return cased
}

/** A property whose value is copied to one that is compared so is compared so itself. */
function withCopied(cased: Set<string>, sides: readonly Side[]): ReadonlySet<string> {
  const copies = sides.flatMap(({ policy }) => walk(policy.ruleSets).flatMap(copiesIn))
  for (let size = -1; size !== cased.size;) {
    size = cased.size
    for (const { from, to } of copies) if (cased.has(to)) cased.add(from)
  }
  return cased
}

function copiesIn(visit: Visit): readonly { readonly from: string; readonly to: string }[] {
  if (visit.kind !== 'rule') return []
  return visit.item.events.flatMap((event) => {
    if (event.kind !== 'set') return []
    return event.values.flatMap((value) =>
      value.kind === 'property' ? [{ from: value.use.name, to: event.property }] : [],
    )
  })
}

function casedKnown(known: Known): readonly string[] {
  return [...known].flatMap(([property, { values }]) => (values.some(isMixed) ? [property] : []))
}

function isMixed(text: string): boolean {
  return text !== text.toLowerCase()
}

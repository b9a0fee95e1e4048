import type { Dialect, Identifier, IdentifierKind, PropertyEntry } from './dialect.ts'
import type { SettingName } from '../model/settings.ts'

/** The dialects that can apply to a cluster, the strongest last. */
export interface DialectLayers {
  /** What is publicly known of the product. */
  readonly base: Dialect
  /** Invented identifiers. Hand it in only for a target that proved itself an emulator. */
  readonly emulator?: Dialect
  /** What was learnt from the user's own appliance (`clusters/NAME/dialect.json`). */
  readonly calibrated?: Dialect
}

/** The dialect that holds for a target: base, then the emulator's where it proved itself one, then calibrated. */
export function layDialects({ base, emulator, calibrated }: DialectLayers): Dialect {
  return [emulator, calibrated].reduce<Dialect>((under, over) => (over ? lay(under, over) : under), base)
}

/** How the target stores a setting, or undefined where nobody knows. */
export function entryFor(dialect: Dialect, setting: SettingName): PropertyEntry | undefined {
  return dialect.settings.get(setting)
}

/** What is known of a name of the policy language, or undefined where the dialect has never heard of it. */
export function identifierFor(dialect: Dialect, kind: IdentifierKind, name: string): Identifier | undefined {
  return dialect.policy[kind].get(name)
}

/** The words of the policy language of one dialect over those of another. */
export function layPolicies(under: Dialect['policy'], over: Dialect['policy']): Dialect['policy'] {
  const words = (kind: IdentifierKind): ReadonlyMap<string, Identifier> => joined(under[kind], over[kind], withType)
  return {
    properties: words('properties'),
    parameters: words('parameters'),
    operators: words('operators'),
    actions: words('actions'),
    types: words('types'),
    procedures: words('procedures'),
  }
}

/** An identifier that was read somewhere keeps the type, and the way around it, that were known of it before. */
function withType(under: Identifier, over: Identifier): Identifier {
  const { name: _, id: __, provenance: ___, ...known } = under
  return { ...known, ...over }
}

function lay(under: Dialect, over: Dialect): Dialect {
  return {
    name: `${under.name} < ${over.name}`,
    description: under.description,
    ...(under.products === undefined ? {} : { products: under.products }),
    documents: joined(under.documents, over.documents),
    settings: joined(under.settings, over.settings),
    policy: layPolicies(under.policy, over.policy),
    facts: joined(under.facts, over.facts),
  }
}

function joined<Key, Value>(
  under: ReadonlyMap<Key, Value>,
  over: ReadonlyMap<Key, Value>,
  merge: (under: Value, over: Value) => Value = (_, value) => value,
): ReadonlyMap<Key, Value> {
  const result = new Map(under)
  for (const [key, value] of over) {
    const before = under.get(key)
    result.set(key, before === undefined ? value : merge(before, value))
  }
  return result
}

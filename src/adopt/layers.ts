import type { SettingName } from '../model/settings.ts'

/** Settings as YAML has them, by their name. */
export type Written = ReadonlyMap<SettingName, unknown>

/** Settings that are about one machine, whatever other machines have. */
const ownToNode: ReadonlySet<SettingName> = new Set<SettingName>([
  'listeners',
  'routes',
  'gui.controlAddress',
  'gui.requestAddress',
])

/** Takes out what all of these have in common; it is returned, and what is left of each. */
export function rise(all: readonly Written[]): { readonly common: Written; readonly rest: readonly Written[] } {
  const [first, ...others] = all
  if (first === undefined || others.length === 0) return { common: new Map(), rest: all }
  const common = new Map(
    [...first].filter(
      ([name, value]) =>
        !ownToNode.has(name) && others.every((other) => other.has(name) && same(other.get(name), value)),
    ),
  )
  return { common, rest: all.map((each) => new Map([...each].filter(([name]) => !common.has(name)))) }
}

/** Settings as the maps of YAML: `updates.interval` stands below `updates`. */
export function nested(settings: Written): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = {}
  for (const [name, value] of settings) {
    const [subject = name, key] = name.split('.')
    if (key === undefined) result[name] = value
    else result[subject] = { ...asMap(result[subject]), [key]: value }
  }
  return result
}

function asMap(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

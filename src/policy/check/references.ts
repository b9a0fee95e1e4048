import type { Visit } from './walk.ts'

/** What rules and rule sets refer to by name. */
export interface References {
  /** Lists, each as {@link listKey} makes it: two of different types may have one name. */
  readonly lists: ReadonlySet<string>
  readonly settings: ReadonlySet<string>
  readonly properties: ReadonlySet<string>
}

/** What tells a list from all others. */
export function listKey({ type, name }: { readonly type: string; readonly name: string }): string {
  return `${type} ${name}`
}

/** The objects that some rules and rule sets refer to. */
export function referencesOf(visits: readonly Visit[]): References {
  const lists = new Set<string>()
  const settings = new Set<string>()
  const properties = new Set<string>()
  for (const visit of visits) {
    for (const operand of visit.operands) {
      if (operand.kind === 'list') lists.add(listKey(operand))
      if (operand.kind !== 'property') continue
      properties.add(operand.use.name)
      if (operand.use.settings !== undefined) settings.add(operand.use.settings)
    }
    if (visit.kind === 'ruleSet') continue
    for (const user of [visit.item.action, ...visit.item.events])
      if ('settings' in user && user.settings !== undefined) settings.add(user.settings)
  }
  return { lists, settings, properties }
}

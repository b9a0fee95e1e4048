import type { ObservedList } from '../model/observed.ts'

/** An object whose holdings are remembered. */
export type HeldObject =
  | { readonly kind: 'setting'; readonly node: string; readonly setting: string }
  | { readonly kind: 'file'; readonly node: string; readonly path: string }
  | { readonly kind: 'list'; readonly type: string; readonly list: string }
  /** A value of a settings object of the policy: what it belongs to, its name, and the key of the value. */
  | { readonly kind: 'policy setting'; readonly target: string; readonly settings: string; readonly key: string }
  /** A top-level rule set, without the values of settings that it uses: they are objects of their own. */
  | { readonly kind: 'rule set'; readonly ruleSet: string }
  | { readonly kind: 'rule set order' }

/** Name under which the order of Pader's top-level rule sets is remembered; there only where somebody looked at rule sets. */
export const RULE_SET_ORDER = 'order of the rule sets'

/** The object that a name of holdings means; nodes are named by UUID. */
export function objectOf(name: string): HeldObject | undefined {
  return name === RULE_SET_ORDER ? { kind: 'rule set order' } : (ofNode(name) ?? ofPolicy(name))
}

function ofNode(name: string): HeldObject | undefined {
  const [, node, kind, rest] = /^node (\S+) (setting|file) (.+)$/.exec(name) ?? []
  if (node === undefined || rest === undefined) return undefined
  return kind === 'file' ? { kind: 'file', node, path: rest } : { kind: 'setting', node, setting: rest }
}

function ofPolicy(name: string): HeldObject | undefined {
  const [, type, list] = /^list (\S+) (.+)$/.exec(name) ?? []
  if (type !== undefined && list !== undefined) return { kind: 'list', type, list }
  const [, ruleSet] = /^rule set (.+)$/s.exec(name) ?? []
  if (ruleSet !== undefined) return { kind: 'rule set', ruleSet }
  const [, value] = /^policy setting (\[.+\])$/s.exec(name) ?? []
  return value === undefined ? undefined : policySetting(value)
}

function policySetting(text: string): HeldObject | undefined {
  const [target, settings, key]: readonly unknown[] = parts(text)
  if (typeof target !== 'string' || typeof settings !== 'string' || typeof key !== 'string') return undefined
  return { kind: 'policy setting', target, settings, key }
}

function parts(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

/** The name of a node's setting in holdings. */
export function settingName(uuid: string, setting: string): string {
  return `node ${uuid} setting ${setting}`
}

/** The name of a node's system file in holdings. */
export function fileName(uuid: string, path: string): string {
  return `node ${uuid} file ${path}`
}

/** The name of a list in holdings. */
export function listName({ name, type }: Pick<ObservedList, 'name' | 'type'>): string {
  return `list ${type} ${name}`
}

/** The name of a top-level rule set in holdings. */
export function ruleSetName(ruleSet: string): string {
  return `rule set ${ruleSet}`
}

/** The name of a value of the policy's settings in holdings. */
export function policySettingName(value: {
  readonly target: string
  readonly settings: string
  readonly key: string
}): string {
  return `policy setting ${JSON.stringify([value.target, value.settings, value.key])}`
}

/** Whether an object belongs to what is looked at only where rule sets are. */
export function isOfRuleSets({ kind }: HeldObject): boolean {
  return kind === 'policy setting' || kind === 'rule set' || kind === 'rule set order'
}

/** An object as messages call it. */
export function wordsFor(object: HeldObject, nameOf: (uuid: string) => string): string {
  switch (object.kind) {
    case 'setting':
      return `${object.setting} of ${nameOf(object.node)}`
    case 'file':
      return `${object.path} of ${nameOf(object.node)}`
    case 'list':
      return `list "${object.list}"`
    case 'policy setting':
      return `${object.key} of settings "${object.settings}"`
    case 'rule set':
      return `rule set "${object.ruleSet}"`
    case 'rule set order':
      return 'order of the rule sets'
  }
}

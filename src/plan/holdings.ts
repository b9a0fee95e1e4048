import type { Digest } from '../model/names.ts'
import type { CertificateAuthority } from '../model/fleet.ts'
import type { ObservedCluster, ObservedList } from '../model/observed.ts'
import { isOwned } from '../model/policy/list.ts'
import { digestOf } from './canonical.ts'
import { afterEdits } from './list-edits.ts'
import { typeAndName } from './lost-mark.ts'
import type { Plan, Step } from './plan.ts'
import { digestOfFile } from './policy-steps.ts'
import { isOurs } from './rule-sets/compare-rule-set.ts'

/** What one object held: the digest of it and, where that is no secret and no text of its own, the value. */
export interface Holding {
  readonly digest: Digest
  readonly value?: unknown
}

/** What the objects of a cluster held at a time, by the name of the object. */
export type Holdings = ReadonlyMap<string, Holding>

/** An object whose holdings are remembered. */
export type HeldObject =
  | { readonly kind: 'setting'; readonly node: string; readonly setting: string }
  | { readonly kind: 'file'; readonly node: string; readonly path: string }
  | { readonly kind: 'list'; readonly type: string; readonly list: string }

/** The object that a name of holdings means; nodes are named by UUID. */
export function objectOf(name: string): HeldObject | undefined {
  const [, node, kind, rest] = /^node (\S+) (setting|file) (.+)$/.exec(name) ?? []
  if (node !== undefined && rest !== undefined) {
    return kind === 'file' ? { kind: 'file', node, path: rest } : { kind: 'setting', node, setting: rest }
  }
  const [, type, list] = /^list (\S+) (.+)$/.exec(name) ?? []
  return type === undefined || list === undefined ? undefined : { kind: 'list', type, list }
}

/** What the objects of a cluster hold as observed; what is unknown is left out, and so never counts as changed. */
export function holdingsOf(observed: ObservedCluster): Holdings {
  const held = new Map<string, Holding>()
  for (const { uuid, settings, systemFiles } of observed.nodes.values()) {
    for (const [setting, value] of Object.entries(settings)) {
      if (value.kind !== 'known') continue
      held.set(settingName(uuid, setting), { digest: digestOf(value.value), value: value.value })
    }
    for (const [path, text] of systemFiles) {
      if (text.kind === 'known') held.set(fileName(uuid, path), { digest: digestOfFile(text.value) })
    }
  }
  for (const list of listsOf(observed)) {
    held.set(listName(list), { digest: digestOf(list.entries), value: list.entries })
  }
  if (observed.ruleSets.kind === 'known') {
    const ours = observed.ruleSets.value.filter(isOurs).map(({ name }) => name)
    held.set(RULE_SETS, { digest: digestOf(ours), value: ours })
  }
  return held
}

/** Name under which the rule sets of Pader are remembered among what a cluster held. */
const RULE_SETS = 'rule sets'

/** Whether the cluster had rule sets of Pader: then somebody has to look, even when the repository has none any more. */
export function hadRuleSets(holdings: Holdings): boolean {
  const names = holdings.get(RULE_SETS)?.value
  return Array.isArray(names) && names.length > 0
}

/** Name under which the lists that carried the mark of Pader are remembered among what a cluster held. */
const MARKED = 'marked lists'

/** What a cluster holds together with which of its lists carry the mark: one that loses it can only be told by this. */
export function withMarks(holdings: Holdings, observed: ObservedCluster): Holdings {
  const names = listsOf(observed)
    .filter(({ description }) => isOwned(description))
    .map(typeAndName)
  const value = [...new Set(names)].toSorted()
  const marked: Holding = { digest: digestOf(value), value }
  return value.length === 0 ? holdings : new Map([...holdings, [MARKED, marked]])
}

/** The lists that carried the mark, as remembered. */
export function markedIn(holdings: Holdings): ReadonlySet<string> {
  const value = holdings.get(MARKED)?.value
  return new Set(Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [])
}

/** Name under which the authority of a cluster is remembered among what it held. */
const AUTHORITY = 'authority'

/** What a cluster holds together with the authority that the repository says it has. */
export function withAuthority(holdings: Holdings, authority: CertificateAuthority | undefined): Holdings {
  if (authority === undefined) return holdings
  const { name, sha256 } = authority
  return new Map([...holdings, [AUTHORITY, { digest: digestOf(sha256), value: { name, sha256 } }]])
}

/** The authority that a cluster had, where that was remembered. */
export function authorityIn(holdings: Holdings): CertificateAuthority | undefined {
  const value = holdings.get(AUTHORITY)?.value
  return isAuthority(value) ? value : undefined
}

function isAuthority(value: unknown): value is CertificateAuthority {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'sha256' in value &&
    typeof value.sha256 === 'string'
  )
}

/**
 * Objects that were changed on both sides since Pader last applied: by somebody at the appliance, and in the
 * repository to something else. What only drifted is not among them: bringing that back is what Pader is for.
 */
export function foreignChanges(plan: Plan, observed: ObservedCluster, applied: Holdings): readonly string[] {
  // What replaces what is there now: later steps about an object replace what the plan itself has written.
  const first = new Map<string, Change>()
  for (const step of plan.phases.flatMap(({ steps }) => steps)) {
    const change = changeOf(step, observed)
    if (change !== undefined && !first.has(change.name)) first.set(change.name, change)
  }
  return [...first.values()].flatMap(({ name, words, before, after }) => {
    const last = applied.get(name)?.digest
    return last === undefined || before === last || after === last ? [] : [words]
  })
}

/** The name in holdings of the object that a step changes; undefined for what holdings do not remember. */
export function nameOfStep(step: Step, observed: ObservedCluster): string | undefined {
  switch (step.kind) {
    case 'set property':
      return settingName(step.uuid, step.setting)
    case 'write system file':
      return fileName(step.uuid, step.path)
    case 'create list':
      return listName({ name: step.list, type: step.type })
    case 'edit list':
    case 'delete list': {
      const held = listsOf(observed).find(({ id, name, type }) => [id, name].includes(step.list) && type === step.type)
      return listName(held ?? { name: step.list, type: step.type })
    }
    case 'set policy setting':
    case 'put rule sets':
    case 'manual':
      return undefined
  }
}

interface Change {
  readonly name: string
  readonly words: string
  readonly before: Digest
  /** Absent where the object goes away. */
  readonly after?: Digest
}

function changeOf(step: Step, observed: ObservedCluster): Change | undefined {
  switch (step.kind) {
    case 'set property': {
      const name = settingName(step.uuid, step.setting)
      return {
        name,
        words: `${step.setting} of ${step.node}`,
        before: digestOf(step.before),
        after: digestOf(step.after),
      }
    }
    case 'write system file': {
      if (step.before === undefined) return undefined
      const words = `${step.path} of ${step.node}`
      return { name: fileName(step.uuid, step.path), words, before: step.before, after: step.after }
    }
    case 'edit list':
    case 'delete list': {
      const list = listsOf(observed).find(({ id, name, type }) => [id, name].includes(step.list) && type === step.type)
      if (list === undefined) return undefined
      const found = { name: listName(list), words: `list "${list.name}"`, before: digestOf(list.entries) }
      return step.kind === 'delete list' ? found : { ...found, after: digestOf(afterEdits(list.entries, step.edits)) }
    }
    case 'create list':
    case 'set policy setting':
    case 'put rule sets':
    case 'manual':
      return undefined
  }
}

function listsOf({ lists }: ObservedCluster): readonly ObservedList[] {
  return lists.kind === 'known' ? [...lists.value.values()] : []
}

function settingName(uuid: string, setting: string): string {
  return `node ${uuid} setting ${setting}`
}

function fileName(uuid: string, path: string): string {
  return `node ${uuid} file ${path}`
}

/** The name of a list in holdings. */
export function listName({ name, type }: Pick<ObservedList, 'name' | 'type'>): string {
  return `list ${type} ${name}`
}

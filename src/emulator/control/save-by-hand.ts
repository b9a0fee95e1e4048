import { attachedElsewhere, attachmentRefusal } from '../attachment.ts'
import { save } from '../commit.ts'
import { editPolicy, type PolicyChange } from './edit-policy.ts'
import type { ControlOutcome } from './outcome.ts'
import { systemFileChanged, type AuditEntry } from '../logs/audit-entry.ts'
import { logAudit } from '../logs/audit.ts'
import { writeListEntry } from '../payload/list.ts'
import type { ClusterState, NodeState } from '../state.ts'
import { withNodeDocument, withoutSystemFile, withSystemFile, withValue, type Storage } from '../storage.ts'
import { WIRE } from '../wire-names.ts'
import { element } from '../xml/element.ts'
import { writeIndented } from '../xml/write.ts'

/** What an administrator changes at the UI and saves. */
export type HandMadeChange =
  /** A property of a node: its text, or the values of its inline list. */
  | {
      readonly kind: 'property'
      readonly node: string
      readonly document: string
      readonly key: string
      readonly value: string | readonly string[]
    }
  /** All entries of a list, by the list's id. */
  | { readonly kind: 'list'; readonly list: string; readonly values: readonly string[] }
  /** What stands beside a list, by the list's id. */
  | { readonly kind: 'list description'; readonly list: string; readonly text: string }
  /** The text of a file of a node's operating system, in the file editor. */
  | { readonly kind: 'system file'; readonly node: string; readonly path: string; readonly text: string }
  /** A file of a node's operating system is gone, which takes more than the file editor. */
  | { readonly kind: 'deleted file'; readonly node: string; readonly path: string }
  | PolicyChange

/** An administrator at the UI of a node changes something and saves it. */
export function saveByHand(state: ClusterState, node: NodeState, user: string, change: HandMadeChange): ControlOutcome {
  const holder = attachedElsewhere(state, node)
  if (holder !== undefined) return { kind: 'refused', text: attachmentRefusal(state, node, holder) }
  const made = apply(node.storage, change)
  if (typeof made === 'string') return { kind: 'refused', text: made }
  const outcome = save(state, node, made.storage)
  if (outcome.kind !== 'saved') return { kind: 'refused', text: outcome.text }
  logAudit(node, user, made.entry, state.now)
  return { kind: 'done' }
}

type Made = { readonly storage: Storage; readonly entry: AuditEntry }

function apply(storage: Storage, change: HandMadeChange): Made | string {
  switch (change.kind) {
    case 'list':
    case 'list description':
      return editList(storage, change)
    case 'property':
      return editProperty(storage, change)
    case 'system file':
    case 'deleted file':
      return editFile(storage, change)
    case 'rule':
    case 'deleted rule set':
    case 'moved rule set':
    case 'policy setting':
      return editPolicy(storage, change)
  }
}

function editList(
  storage: Storage,
  change: Extract<HandMadeChange, { kind: 'list' | 'list description' }>,
): Made | string {
  const list = storage.lists.get(change.list)
  if (list === undefined) return `no list ${change.list}`
  const edited =
    change.kind === 'list'
      ? { ...list, entries: change.values.map((value) => ({ value, description: '' })) }
      : { ...list, description: change.text }
  return {
    storage: { ...storage, lists: withValue(storage.lists, list.id, edited) },
    entry: { action: 'MODIFIED_LIST', name: list.name, type: list.typeId, id: list.id },
  }
}

function editProperty(storage: Storage, change: Extract<HandMadeChange, { kind: 'property' }>): Made | string {
  const document = storage.nodes.get(change.node)?.documents.get(change.document)
  const property = document?.properties.get(change.key)
  if (document === undefined || property === undefined) return `no property ${change.key} in ${change.document}`
  const value = typeof change.value === 'string' ? change.value : inlineList(change.value)
  const properties = withValue(document.properties, change.key, { ...property, value })
  return {
    storage: withNodeDocument(storage, change.node, { ...document, properties }),
    entry: { action: 'MODIFIED_APPLIANCE_SETTINGS', name: document.title, type: document.type, id: document.id },
  }
}

function editFile(
  storage: Storage,
  change: Extract<HandMadeChange, { kind: 'system file' | 'deleted file' }>,
): Made | string {
  const { node, path } = change
  if (storage.nodes.get(node)?.systemFiles.has(path) !== true) return `no system file ${path} at ${node}`
  return {
    storage:
      change.kind === 'system file'
        ? withSystemFile(storage, node, path, change.text)
        : withoutSystemFile(storage, node, path),
    entry: systemFileChanged(path),
  }
}

/** The text of an inline list of simple entries. */
export function inlineList(values: readonly string[]): string {
  const attributes = {
    version: WIRE.listSchema,
    classifier: 'Other',
    systemList: 'false',
    structuralList: 'false',
    defaultRights: '2',
  }
  const entries = values.map((value) => writeListEntry({ value, description: '' }))
  const list = element('list', attributes, [element('description', {}, ['']), element('content', {}, entries)])
  return writeIndented(list)
}

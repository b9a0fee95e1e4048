import type { ConfigurationDocument } from '../../appliance/port.ts'
import { sha256Of } from '../../model/digest.ts'
import type { Digest, Uuid } from '../../model/names.ts'
import type { ObservedList } from '../../model/observed.ts'
import { onceForEach, onceForEachText } from '../../source/once-for-each.ts'

/**
 * Everything that one observation read, flat: name of a part → its text. Two snapshots tell what moved between them,
 * whoever moved it and whether Pader manages it. Names sort by object: `node UUID document DOCUMENT KEY`,
 * `node UUID file PATH`, `list ID`, `rule set ID`, `membership`.
 */
export type Snapshot = ReadonlyMap<string, string>

/** Name of a property's part in a snapshot. */
export function propertyPart(node: Uuid, document: string, key: string): string {
  return `node ${node} document ${document} ${key}`
}

/** Name of a system file's part in a snapshot. */
export function filePart(node: Uuid, path: string): string {
  return `node ${node} file ${path}`
}

/** Whether a part of a snapshot is a system file. */
export function isFilePart(part: string): boolean {
  return /^node \S+ file /.test(part)
}

/** Name of a list's part in a snapshot. */
export function listPart(id: string): string {
  return `list ${id}`
}

/** Name of a rule set's part in a snapshot. */
export function ruleSetPart(id: string): string {
  return `rule set ${id}`
}

/** Name of the part that says in which order the top-level rule sets are processed. */
export const RULE_SET_ORDER = 'order of the rule sets'

/** Whether a part of a snapshot is about rule sets. */
export function isRuleSetPart(part: string): boolean {
  return part.startsWith('rule set ') || part === RULE_SET_ORDER
}

/**
 * The parts of a configuration document. Of an encrypted property only its presence counts: whether an appliance
 * encrypts it anew for every answer is not known, and then everything would always seem to move.
 */
export function documentParts(node: Uuid, document: ConfigurationDocument): Snapshot {
  return partsOf(document)(node)
}

const partsOf = onceForEach((document: ConfigurationDocument) =>
  onceForEachText((node: Uuid): Snapshot => {
    const parts = new Map<string, string>()
    for (const [key, { type, listType = '', encrypted, value }] of document.properties)
      parts.set(propertyPart(node, document.id, key), JSON.stringify([type, listType, encrypted ? '' : value]))
    return parts
  }),
)

/** Digest of what a configuration document says. */
export function documentDigest(node: Uuid, document: ConfigurationDocument): Digest {
  return digestOfParts(documentParts(node, document))
}

const digestOfParts = onceForEach(fingerprintOf)

/** The text of a list for a snapshot. */
export function listText({ name, type, description, entries }: ObservedList): string {
  return JSON.stringify([name, type, description, entries.map((entry) => [entry.value, entry.description])])
}

/** Identity of a snapshot, whatever order it was read in. */
export function fingerprintOf(snapshot: Snapshot): Digest {
  const parts = [...snapshot.keys()].toSorted().map((part) => `${JSON.stringify([part, snapshot.get(part)])}\n`)
  return sha256Of(parts.join(''))
}

/** Names of the parts in which two snapshots differ, sorted. */
export function movedParts(before: Snapshot, after: Snapshot): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].filter((part) => before.get(part) !== after.get(part)).toSorted()
}

/** A snapshot that can be kept beside a plan: digests in place of texts, so that it carries nothing secret. */
export function digestsOf(snapshot: Snapshot): Snapshot {
  return new Map([...snapshot].map(([part, text]) => [part, sha256Of(text)]))
}

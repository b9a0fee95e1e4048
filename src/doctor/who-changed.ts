import type { AuditRecord } from './evidence.ts'

/** An object that changed, as an audit log would name it. */
export type ChangedObject =
  | { readonly kind: 'list'; readonly name: string }
  /** A setting of an appliance, by the id of the document that holds it. */
  | { readonly kind: 'setting'; readonly document: string }
  | { readonly kind: 'file'; readonly path: string }
  /** Settings of the policy, by their name. */
  | { readonly kind: 'policy settings'; readonly name: string }
  /** Rule sets and rules, by the names that a log may call them; none where any of them may have been touched. */
  | { readonly kind: 'rules'; readonly names: ReadonlySet<string> }

/** Who seems to have changed something, and where it was saved. */
export interface Suspicion {
  readonly user: string
  readonly action: string
  /** Node at which it was saved, as the log calls it. */
  readonly appliance: string
  /** Milliseconds since 1970, by the clock of the node; absent where the block has no time that can be read. */
  readonly at?: number
  /** The time had not come yet when it was read: the clock of the node was ahead. */
  readonly early?: true
}

/** Milliseconds by which clocks may differ without anybody minding. */
const TOLERANCE = 60_000

/**
 * The newest record that fits a changed object, saved by nobody of `robots`, not before `since`, as read at `now`. A block
 * names the kind of settings and not whose they are, so that this is a suspicion and no proof. A record after which its log
 * goes on at an earlier time was written by a clock that has been set back since: nobody knows when it was, and it names nobody.
 */
export function whoChanged(
  object: ChangedObject,
  records: readonly AuditRecord[],
  { robots, since, now }: { readonly robots: ReadonlySet<string>; readonly since?: number; readonly now: number },
): Suspicion | undefined {
  const untimely = withUntrueTime(records)
  const fitting = records.filter(
    (record) =>
      !untimely.has(record) &&
      !robots.has(record.user) &&
      (since === undefined || record.at === undefined || record.at >= since) &&
      fits(object, record),
  )
  const newest = fitting.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))[0]
  if (newest === undefined) return undefined
  const { user, action, appliance, at } = newest
  const early = at !== undefined && at > now + TOLERANCE
  return { user, action, appliance, ...(at === undefined ? {} : { at }), ...(early ? { early } : {}) }
}

function withUntrueTime(records: readonly AuditRecord[]): ReadonlySet<AuditRecord> {
  const earliestAfter = new Map<string, number>()
  const untrue = new Set<AuditRecord>()
  for (const record of records.toSorted((a, b) => b.place.line - a.place.line)) {
    const { at, place } = record
    if (at === undefined) continue
    const later = earliestAfter.get(place.log) ?? Number.POSITIVE_INFINITY
    if (at > later + TOLERANCE) untrue.add(record)
    earliestAfter.set(place.log, Math.min(at, later))
  }
  return untrue
}

function fits(object: ChangedObject, record: AuditRecord): boolean {
  const { action, object: name } = record
  switch (object.kind) {
    case 'list':
      return /LIST|CONTENT/.test(action) && name === object.name
    case 'setting':
      return /^MODIFIED_(APPLIANCE_SETTINGS|CLUSTER_CONFIGURATION)$/.test(action) && isOf(object.document, record)
    case 'file':
      return action === 'MODIFIED_SYSTEM_FILES' && isAbout(object.path, record)
    case 'policy settings':
      return action === 'MODIFIED_SETTINGS' && name === object.name
    case 'rules':
      return /_RULES?$/.test(action) && (object.names.size === 0 || object.names.has(name))
  }
}

/** Not every block says whose it is. */
function isOf(document: string, { id }: AuditRecord): boolean {
  return id === '' || id === document || id.endsWith(`/${document}`)
}

function isAbout(path: string, { object: name }: AuditRecord): boolean {
  return name === '' || path.endsWith(name) || name.endsWith(path)
}

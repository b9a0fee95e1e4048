/** Something that an administrator did, before it is known when it takes effect. */
export interface AuditEntry {
  readonly action: string
  readonly name?: string
  readonly type?: string
  readonly id?: string
  readonly path?: string
  readonly details?: readonly (readonly [name: string, value: string])[]
}

/** What the audit log says of a system file that was edited. */
export function systemFileChanged(path: string): AuditEntry {
  return { action: 'MODIFIED_SYSTEM_FILES', name: path, path: `/${path}` }
}

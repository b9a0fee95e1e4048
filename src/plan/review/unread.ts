/** Files of the two revisions with errors that hide something of a cluster; without any, all of it is known. */
export interface Unread {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

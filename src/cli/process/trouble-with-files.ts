/** Whether the machine refused to read or write: a full disk, missing rights. That is no mistake of Pader. */
export function isTroubleWithFiles(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'code' in error
}

/** Of a full disk the machine says that a write failed and not where; whoever has to make room needs to know. */
export function withPath(error: unknown, path: string): unknown {
  if (isTroubleWithFiles(error) && !('path' in error)) error.message += ` '${path}'`
  return error
}

/** Whether the machine refused to read or write: a full disk, missing rights. That is no mistake of Pader. */
export function isTroubleWithFiles(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'code' in error
}

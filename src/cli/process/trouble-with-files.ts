import { errorText } from '../../source/error-text.ts'

/**
 * Whether the machine refused to read or write (a full disk, missing rights), or Node what it was not permitted when it was started.
 * That is no mistake of Pader.
 */
export function isTroubleWithFiles(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && ('syscall' in error || error.code === NOT_PERMITTED)
}

/** What `node --permission` says of an access that no `--allow-` names. */
const NOT_PERMITTED = 'ERR_ACCESS_DENIED'

/** What went wrong, for a message that says itself what was done to which file: "no such file or directory". */
export function whyInWords(error: unknown): string {
  const text = errorText(error)
  return /^E[A-Z0-9]+: ([^,]+)/.exec(text)?.[1] ?? text
}

/** What can be done about it by whoever called. */
export function wayOut(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // What a folder is made in is there: it takes none, or is a link that leads nowhere.
  if (code === 'ENOENT' && isTroubleWithFiles(error) && 'syscall' in error && error.syscall === 'mkdir')
    return 'name another place, where a folder can be created'
  return (
    WAYS_OUT.find(([codes]) => codes.some((one) => one === code))?.[1] ??
    'find the cause, which the log of the machine may show ("dmesg")'
  )
}

const WAYS_OUT = [
  [['ENOSPC', 'EDQUOT'], 'make room'],
  [['EACCES', 'EPERM'], 'restore the permissions of the file'],
  [['EROFS'], 'mount its file system for writing'],
  [['EMFILE', 'ENFILE'], 'allow more open files ("ulimit -n")'],
  [[NOT_PERMITTED], 'start Node without "--permission", or with the "--allow-" option for it'],
  [['ENOENT', 'ESTALE'], 'restore what is missing'],
  [['ENOTDIR', 'EISDIR', 'EEXIST', 'ELOOP'], 'name another place, or move what is there out of the way'],
] as const

/** Of a full disk the machine says that a write failed and not where; whoever has to make room needs to know. */
export function withPath(error: unknown, path: string): unknown {
  if (isTroubleWithFiles(error) && !('path' in error)) error.message += ` '${path}'`
  return error
}

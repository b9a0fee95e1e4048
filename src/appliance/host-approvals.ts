import { boolean, fieldsOf, integer, sequenceOf, text, type Read } from '../source/fields.ts'
import { filePath } from './host-texts.ts'

/** Which signatures a plan needs before anything is changed, as the host file says it: nothing of it can be changed by a commit. */
export interface ApprovalsHost {
  /** How many different people have to sign. */
  readonly count: number
  /** File that says whose SSH keys may sign plans (ssh-keygen's format). */
  readonly allowedSigners: string
  /** Fingerprints of keys of which each signature must be by one; empty = every key of the file. */
  readonly signers: readonly string[]
  /** Where a watch puts the plan up and looks for its signatures; below the state directory unless given. */
  readonly folder?: string
  /** Whether a rollback needs no signature. */
  readonly rollbackAlone: boolean
}

/** Reads which signatures are demanded for a cluster. */
export const readApprovals: Read<ApprovalsHost> = (value, at) => {
  const fields = fieldsOf(value, at)
  const count = fields?.optional('count', integer(1, 16)) ?? 1
  const allowedSigners = fields?.required('allowedSigners', filePath)
  const signers = fields?.optional('signers', sequenceOf(text)) ?? []
  const folder = fields?.optional('folder', filePath)
  const rollbackAlone = fields?.optional('rollbackAlone', boolean) ?? false
  fields?.done()
  if (allowedSigners === undefined) return undefined
  return { count, allowedSigners, signers, rollbackAlone, ...(folder === undefined ? {} : { folder }) }
}

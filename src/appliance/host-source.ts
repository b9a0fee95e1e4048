import { fieldsOf, reject, sequenceOf, text, type Fields, type Read } from '../source/fields.ts'
import { filePath, filled } from './host-texts.ts'

/** What a cluster follows and whom it believes, as the host file says it: nothing of it can be changed by a commit. */
export interface SourceHost {
  readonly remote?: string
  readonly branch: string
  /** Fingerprints of keys of which one must have signed a commit. */
  readonly signers: readonly string[]
  /** File that says whose SSH keys may sign (ssh-keygen's format); it lies outside of what is followed. */
  readonly allowedSigners?: string
  /** File with the keys of the SSH hosts that are believed. */
  readonly knownHosts?: string
  /** File with the private SSH key to log in with. */
  readonly sshKey?: string
  readonly proposals: ProposalsHost
}

/** Where and in whose name changes made at the appliances are proposed. */
export interface ProposalsHost {
  /** Repository that branches are pushed to; the followed one unless given. */
  readonly remote?: string
  /** Address in the commits. */
  readonly email: string
  /** File with the private SSH key that signs them. */
  readonly signingKey?: string
}

/** Reads what the host file says about the repository of a cluster. */
export function readSource(fields: Fields): SourceHost {
  const remote = fields.optional('remote', repositoryAddress)
  const branch = fields.optional('branch', branchName) ?? 'main'
  const signers = fields.optional('signers', sequenceOf(text)) ?? []
  const allowedSigners = fields.optional('allowedSigners', filePath)
  const knownHosts = fields.optional('knownHosts', filePath)
  const sshKey = fields.optional('sshKey', filePath)
  const proposals = fields.optional('proposals', readProposals) ?? { email: USUAL_EMAIL }
  return {
    branch,
    signers,
    proposals,
    ...(remote === undefined ? {} : { remote }),
    ...(allowedSigners === undefined ? {} : { allowedSigners }),
    ...(knownHosts === undefined ? {} : { knownHosts }),
    ...(sshKey === undefined ? {} : { sshKey }),
  }
}

/**
 * Whether the address of a repository says with what one logs in there. Git repeats such an address in what it says, the
 * user of it too, where hosts of repositories expect a token.
 */
export function hasLogin(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || url.protocol === 'file:') return false
  return url.password !== '' || (/^https?:$/.test(url.protocol) && url.username !== '')
}

/** What to do instead of writing a password or a token into the address of a repository. */
export const LOG_IN_OTHERWISE = 'leave the address without, and give git a credential helper, or use SSH'

const repositoryAddress: Read<string> = (value, at) =>
  typeof value === 'string' && hasLogin(value)
    ? reject(at, 'the address of a repository has a user or a password, which messages would show', LOG_IN_OTHERWISE)
    : text(value, at)

const USUAL_EMAIL = 'pader@localhost'

/** Pader pushes to branches of this name only, so that it can follow none of them. */
const branchName: Read<string> = (value, at) =>
  typeof value === 'string' && !value.startsWith('pader/')
    ? value
    : reject(at, 'expected a branch whose name does not start with "pader/"', 'those are the branches of proposals')

const readProposals: Read<ProposalsHost> = (value, at) => {
  const fields = fieldsOf(value, at)
  const remote = fields?.optional('remote', repositoryAddress)
  const email = fields?.optional('email', filled) ?? USUAL_EMAIL
  const signingKey = fields?.optional('signingKey', filePath)
  fields?.done()
  return {
    email,
    ...(remote === undefined ? {} : { remote }),
    ...(signingKey === undefined ? {} : { signingKey }),
  }
}

import { existsSync, realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import type { ApprovalsHost } from '../../appliance/host-approvals.ts'
import { EXIT } from '../../report/exit-code.ts'
import { foldersFrom, isTop } from '../../repository/folders-above.ts'
import type { TrustedSigners } from '../../repository/signatures.ts'
import { CommandFailure } from '../command.ts'
import type { World } from '../world.ts'

/** How many people have to sign a plan, and whose signatures count. */
export interface SignatureRule {
  readonly wanted: number
  readonly trusted: TrustedSigners
}

/** What is demanded of a cluster's plans: by the host file, or by a flag where the host file demands nothing. */
export function signatureRule(
  host: ApprovalsHost | undefined,
  flag: string | undefined,
  repository: string,
  world: Pick<World, 'cwd'>,
): SignatureRule | undefined {
  if (flag === undefined) return host === undefined ? undefined : hostRule(host, repository, world)
  if (host === undefined)
    return { wanted: 1, trusted: { allowedSigners: outside(flag, repository, world.cwd), fingerprints: [] } }
  throw new CommandFailure(
    EXIT.usage,
    'the host file says already whose signatures count',
    'omit --allowed-signers: a flag cannot change what this machine demands',
  )
}

/** What the host file demands. */
export function hostRule(
  { count, allowedSigners, signers }: ApprovalsHost,
  repository: string,
  { cwd }: Pick<World, 'cwd'>,
): SignatureRule {
  return { wanted: count, trusted: { allowedSigners: outside(allowedSigners, repository, cwd), fingerprints: signers } }
}

/** Who can change what is planned must not be able to change who may sign it by the same commit. */
function outside(file: string, repository: string, cwd: string): string {
  const path = resolve(cwd, file)
  const folder = resolve(cwd, repository)
  const top = foldersFrom(folder).find(isTop) ?? folder
  // A link from outside into it is no better.
  if (!real(path).startsWith(real(top) + sep)) return path
  throw new CommandFailure(
    EXIT.invalid,
    `"${file}" lies in the repository, so that a commit could change who may sign`,
    'keep the allowed signers file outside the repository',
  )
}

/** Where a path leads to in the end; the path itself where nothing is there yet. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path
}

import type { RunGit } from './run-git.ts'

/** Whose signatures count. */
export interface TrustedSigners {
  /** File in the format of ssh-keygen's ALLOWED SIGNERS, outside of what is watched; absent where only OpenPGP is used. */
  readonly allowedSigners?: string
  /** Fingerprints of keys as git prints them; empty = every key that the file (or the keyring) vouches for. */
  readonly fingerprints: readonly string[]
}

/** Why the first commit that is not signed as asked is not believed; undefined when all of them are. */
export async function firstUntrusted(
  git: RunGit,
  commits: readonly string[],
  signers: TrustedSigners,
): Promise<string | undefined> {
  for (const commit of commits) {
    const [verdict = '', key = '', primary = ''] = (
      await git(['log', '-1', '--no-show-signature', '--format=%G?%n%GF%n%GP', commit])
    ).split('\n')
    const problem = objectionTo(verdict, [key, primary], signers)
    if (problem !== undefined) return `commit ${commit} ${problem}`
  }
  return undefined
}

function objectionTo(verdict: string, keys: readonly string[], { fingerprints }: TrustedSigners): string | undefined {
  // `U` is a good OpenPGP signature of a key that the keyring does not vouch for; a listed fingerprint vouches for it.
  const isListed = keys.some((key) => key !== '' && fingerprints.includes(key))
  if (verdict === 'G') {
    return fingerprints.length === 0 || isListed ? undefined : 'is signed with a key that is not among the signers'
  }
  if (verdict === 'U' && isListed) return undefined
  return WORDS[verdict] ?? 'has a signature that cannot be checked'
}

/** Verdicts of git's `%G?`. */
const WORDS: Readonly<Record<string, string>> = {
  N: 'is not signed',
  B: 'has a bad signature',
  U: 'is signed by somebody who is not among the signers',
  X: 'has a signature that has expired',
  Y: 'is signed with a key that has expired',
  R: 'is signed with a key that was revoked',
}

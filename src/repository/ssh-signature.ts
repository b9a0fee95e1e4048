import { spawn } from 'node:child_process'
import type { TrustedSigners } from './signatures.ts'

/** Signatures of SSH keys over texts, in the form that every ssh-keygen makes and checks. */
export interface SshSignatures {
  /** Signs a text; the key is a private key, or the public half of one that an agent holds. */
  sign(text: string, key: string): Promise<string>
  /** Who signed a text, by a file that holds the signature. */
  signerOf(text: string, signature: string, trusted: TrustedSigners): Promise<Signer | Doubt>
}

/** Somebody whose signature is good and who may sign. */
export interface Signer {
  /** As the file of allowed signers names them. */
  readonly name: string
  /** Fingerprint of the key. */
  readonly key: string
}

/** Why a signature does not count. */
export interface Doubt {
  readonly doubt: string
}

/** A call of ssh-keygen that could not do what it was asked to. */
export class SignatureFailure extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SignatureFailure'
  }
}

/** How ssh-keygen is run, and what the signatures are for: one that was made for something else does not count. */
export interface SshSetup {
  readonly namespace: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** A passphrase is asked for at the terminal, by ssh-keygen itself; without one nobody is asked. */
  readonly isTerminal: boolean
}

/** Longest time (milliseconds) that a check may take: a file may turn into something that is never read to its end. */
const PATIENCE = 30_000

/** Signatures by the ssh-keygen of this machine. */
export function sshSignatures({ namespace, env, isTerminal }: SshSetup): SshSignatures {
  const quiet = {
    ...env,
    LC_ALL: 'C',
    ...(isTerminal ? {} : { SSH_ASKPASS_REQUIRE: 'force', SSH_ASKPASS: '/bin/false' }),
  }
  const run = async (args: readonly string[], input: string, patience?: number): Promise<Ended> =>
    runKeygen(args, input, { env: quiet, ...(patience === undefined ? {} : { timeout: patience }) })
  return {
    sign: async (text, key) => {
      const { code, printed, said } = await run(['-Y', 'sign', '-n', namespace, '-f', key], text)
      if (code !== 0 || !printed.startsWith('-----BEGIN SSH SIGNATURE-----')) throw new SignatureFailure(lastOf(said))
      return printed
    },
    signerOf: async (text, signature, { allowedSigners, fingerprints }) => {
      if (allowedSigners === undefined) return { doubt: 'nothing says whose keys may sign' }
      const found = await run(['-Y', 'find-principals', '-f', allowedSigners, '-s', signature], '', PATIENCE)
      const names = found.printed.split('\n').filter((line) => line !== '')
      if (found.code !== 0 || names.length === 0) return { doubt: strangerWords(found.said) }
      let doubt = ''
      // One key may stand there under several names, and not for everything under each.
      for (const name of names) {
        const args = ['-Y', 'verify', '-n', namespace, '-f', allowedSigners, '-I', name, '-s', signature]
        const { code, printed, said } = await run(args, text, PATIENCE)
        const key = / key (SHA256:\S+)\s*$/.exec(printed)?.[1]
        if (code !== 0 || key === undefined) doubt = refusalWords(said)
        else if (fingerprints.length > 0 && !fingerprints.includes(key))
          doubt = `the key ${key} of "${name}" is not listed`
        else return { name, key }
      }
      return { doubt }
    },
  }
}

interface Ended {
  readonly code: number | null
  readonly printed: string
  readonly said: string
}

async function runKeygen(
  args: readonly string[],
  input: string,
  { env, timeout }: { readonly env: SshSetup['env']; readonly timeout?: number },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh-keygen', [...args], { env: { ...env }, ...(timeout === undefined ? {} : { timeout }) })
    const printed: Buffer[] = []
    const said: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => printed.push(part))
    child.stderr.on('data', (part: Buffer) => said.push(part))
    child.on('error', (error) => reject(new SignatureFailure(`ssh-keygen cannot be run: ${error.message}`)))
    child.on('close', (code) =>
      resolve({ code, printed: Buffer.concat(printed).toString('utf8'), said: Buffer.concat(said).toString('utf8') }),
    )
    // What ends without reading its input is judged by its exit code.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

function strangerWords(said: string): string {
  if (said.includes('Unable to open')) return lastOf(said.slice(said.indexOf('Unable to open')).split('\n')[0] ?? '')
  if (said.includes("Couldn't parse signature")) return 'it is no SSH signature'
  return 'its key is not among those that may sign'
}

function refusalWords(said: string): string {
  if (said.includes('namespace does not match')) return 'it was made for something else'
  if (said.includes('incorrect signature')) return 'it is of another text: the plan was changed, or made anew'
  return lastOf(said)
}

function lastOf(said: string): string {
  return said.trim().split('\n').at(-1)?.trim() || 'ssh-keygen refused and did not say why'
}

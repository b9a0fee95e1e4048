import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Approvals } from '../../plan/guards/guard.ts'
import { SignatureFailure, sshSignatures, type SshSignatures } from '../../repository/ssh-signature.ts'
import type { World } from '../world.ts'
import type { SignatureRule } from './rule.ts'

/** What signatures on plans are made for; a file of allowed signers can limit a key to it. */
const PLAN_NAMESPACE = 'pader-plan'

/** A file of plans as it was read: what is carried out is these bytes, whatever the file holds by then. */
export interface ReadPlanFile {
  readonly path: string
  readonly text: string
}

/** Most files that are tried, and most bytes of one: nobody needs more, and the folder may be writable by many. */
const MOST_FILES = 64
const MOST_BYTES = 16_384
/** What follows the name of the plan: others may name files there, and messages name them. */
const SIGNATURE = /^\.([\w.@+-]+\.)?sig$/

/** The ssh-keygen of this machine, for signatures on plans. */
export function planSignatures({ env, stderr }: Pick<World, 'env' | 'stderr'>): SshSignatures {
  return sshSignatures({ namespace: PLAN_NAMESPACE, env, isTerminal: stderr.isTerminal })
}

/**
 * Counts the people who signed a file of plans: signatures lie beside it, in files called after it that end in `.sig`. Two keys of one name, and two
 * names of one key, are one person.
 */
export async function countSignatures(
  { wanted, trusted }: SignatureRule,
  file: ReadPlanFile | undefined,
  world: Pick<World, 'env' | 'stderr'>,
): Promise<Approvals> {
  if (file === undefined) return { wanted, by: [], doubts: ['a plan that is made on the spot carries none'] }
  const signatures = planSignatures(world)
  const by = new Map<string, string>()
  const doubts: string[] = []
  for (const path of await signatureFiles(file.path)) {
    const found = await signatures.signerOf(file.text, path, trusted).catch(asDoubt)
    if ('doubt' in found) doubts.push(`${basename(path)} does not count: ${found.doubt}`)
    else if (!by.has(found.name) && ![...by.values()].includes(found.key)) by.set(found.name, found.key)
  }
  if (by.size + doubts.length === 0) doubts.push(`there is no file ${basename(file.path)}*.sig beside it`)
  return { wanted, by: [...by.keys()].toSorted(), doubts }
}

async function signatureFiles(plan: string): Promise<readonly string[]> {
  const [folder, base] = [dirname(plan), basename(plan)]
  const names = await readdir(folder).catch(() => [])
  const paths = names
    .filter((name) => name.startsWith(base) && SIGNATURE.test(name.slice(base.length)))
    .toSorted()
    .slice(0, MOST_FILES)
    .map((name) => join(folder, name))
  const sound = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => undefined)
      return found?.isFile() === true && found.size <= MOST_BYTES
    }),
  )
  return paths.filter((_, index) => sound[index])
}

function asDoubt(error: unknown): { readonly doubt: string } {
  if (error instanceof SignatureFailure) return { doubt: error.message }
  throw error
}

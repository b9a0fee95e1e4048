import { resolve } from 'node:path'
import { EXIT } from '../../report/exit-code.ts'
import { SignatureFailure } from '../../repository/ssh-signature.ts'
import { CommandFailure } from '../command.ts'
import type { World } from '../world.ts'
import { planSignatures } from './count-signatures.ts'

/** Signs the text of a file of plans with an SSH key. */
export async function signPlan(text: string, key: string, world: World): Promise<string> {
  try {
    return await planSignatures(world).sign(text, resolve(world.cwd, key))
  } catch (error) {
    if (!(error instanceof SignatureFailure)) throw error
    throw new CommandFailure(
      EXIT.invalid,
      `the plan cannot be signed with "${key}": ${error.message}`,
      'name the file of an SSH key: a private key, or the public key of one that your agent holds',
    )
  }
}

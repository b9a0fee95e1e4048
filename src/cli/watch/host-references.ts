import { readFile } from 'node:fs/promises'
import { resolveSecret } from '../../appliance/secret-reference.ts'
import type { SecretReference } from '../../model/settings.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { whyInWords } from '../process/trouble-with-files.ts'
import type { World } from '../world.ts'

/** The text of a file that a part of the host file names. */
export async function referencedText(path: string, part: 'serve' | 'notify'): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new CommandFailure(
      EXIT.invalid,
      `cannot read "${path}" of the host file's "${part}": ${whyInWords(error)}`,
      'make it readable for whoever runs this',
    )
  })
}

/** The secret that the host file refers to, behind a function, so that nobody shows it by chance. */
export async function referencedSecret(reference: SecretReference, world: World): Promise<() => string> {
  const secret = await resolveSecret(reference, {
    env: world.env,
    readFile: async (path) => readFile(path, 'utf8'),
  })
  if ('problem' in secret)
    throw new CommandFailure(
      EXIT.invalid,
      secret.problem,
      'correct the reference in the host file, or what it refers to',
    )
  return () => secret.reveal()
}

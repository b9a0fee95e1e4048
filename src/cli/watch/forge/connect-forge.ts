import { readFile } from 'node:fs/promises'
import type { ForgeHost } from '../../../appliance/host-forge.ts'
import { resolveSecret } from '../../../appliance/secret-reference.ts'
import { openForge, type OpenForge } from '../../../serve/forge/open.ts'
import { ForgeTrouble } from '../../../serve/forge/port.ts'
import { systemClock } from '../../process/system-clock.ts'
import { whyInWords } from '../../process/trouble-with-files.ts'
import type { World } from '../../world.ts'
import type { Scrubber } from '../log/scrub.ts'

/** Opens the way to the forge of a cluster; the token is read with every request, so that a new one is taken at once. */
export function connectForge(
  { kind, api, repository, token, authority }: ForgeHost,
  cut: AbortSignal,
  { env }: Pick<World, 'env'>,
  clean: Scrubber['clean'],
): OpenForge {
  return openForge({
    kind,
    api,
    repository,
    cut,
    clean,
    now: () => systemClock.now(),
    token: async () => {
      const secret = await resolveSecret(token, { env, readFile: async (path) => readFile(path, 'utf8') })
      if ('problem' in secret) throw new ForgeTrouble('refused', secret.problem)
      return secret.reveal()
    },
    authority: async () => (authority === undefined ? undefined : authorityIn(authority)),
  })
}

async function authorityIn(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new ForgeTrouble('refused', `cannot read the authority "${path}": ${whyInWords(error)}`)
  })
}

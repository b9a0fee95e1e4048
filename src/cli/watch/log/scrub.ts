import { readFile } from 'node:fs/promises'
import type { HostFile } from '../../../appliance/host-file.ts'
import { resolveSecret } from '../../../appliance/secret-reference.ts'
import { formsOf, withhold } from '../../../appliance/withheld.ts'
import type { SecretReference } from '../../../model/settings.ts'
import { withoutSecretsIn } from '../../../report/hidden-lines.ts'
import type { World } from '../../world.ts'

/** Keeps what must not be read out of what is written to a log. */
export interface Scrubber {
  /** Learns what the references of a host file lead to at the moment; what it learnt before stays known. */
  learn(hostFile: HostFile): Promise<void>
  clean(text: string): string
}

/** No line of Pader holds a secret by intention. This is for what others say: an error that quotes an address, a reply. */
export function createScrubber({ env }: Pick<World, 'env'>): Scrubber {
  const known = new Set<string>()
  return {
    learn: async (hostFile) => {
      const sources = { env, readFile: async (path: string) => readFile(path, 'utf8') }
      for (const { reference, user } of referencesIn(hostFile)) {
        const secret = await resolveSecret(reference, sources)
        if ('problem' in secret) continue
        for (const form of formsOf(secret.reveal(), user)) known.add(form)
      }
    },
    clean: (text) => withoutSecretsIn(withhold(known, text).split('\n'), 'prose').join('\n'),
  }
}

interface Kept {
  readonly reference: SecretReference
  /** Whose password it is. */
  readonly user?: string
}

function referencesIn({ clusters, sharedState, serve, webhook, notify }: HostFile): readonly Kept[] {
  return [
    ...[...clusters.values()].flatMap(({ reader, writer, emulator, forge }) => [
      { reference: reader.password, user: reader.user },
      ...(writer === undefined ? [] : [{ reference: writer.password, user: writer.user }]),
      ...(emulator === undefined ? [] : [{ reference: emulator.secret }]),
      ...(forge === undefined ? [] : [{ reference: forge.token }]),
    ]),
    ...(sharedState?.password === undefined ? [] : [{ reference: sharedState.password, user: sharedState.user }]),
    ...(serve?.token === undefined ? [] : [{ reference: serve.token }]),
    ...(webhook === undefined ? [] : [{ reference: webhook.secret }]),
    ...notify.flatMap(secretsOf),
  ]
}

function secretsOf(host: HostFile['notify'][number]): readonly Kept[] {
  if (host.kind !== 'email') return [{ reference: host.url }]
  const { account } = host
  return account === undefined ? [] : [{ reference: account.password, user: account.user }]
}

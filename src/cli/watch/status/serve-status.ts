import type { HostFile } from '../../../appliance/host-file.ts'
import type { ServeHost } from '../../../appliance/host-services.ts'
import { EXIT } from '../../../report/exit-code.ts'
import { serveStatus, type ServerSettings, type ServedContent, type StatusServer } from '../../../serve/server.ts'
import { CommandFailure } from '../../command.ts'
import type { World } from '../../world.ts'
import { referencedSecret, referencedText } from '../host-references.ts'
import { startFault } from './start-fault.ts'

/** Serves the status page as the host file or the command line says; undefined where neither does. */
export async function serveStatusPage(
  { serve, webhook }: HostFile,
  port: number | undefined,
  shown: ServedContent,
  world: World,
): Promise<StatusServer | undefined> {
  const place: ServeHost | undefined = port === undefined ? serve : { address: '127.0.0.1', ...serve, port }
  if (place === undefined) {
    if (webhook === undefined) return undefined
    throw new CommandFailure(EXIT.invalid, 'the host file has a webhook but nothing to receive it', 'add "serve"')
  }
  const settings: ServerSettings = {
    address: place.address,
    port: place.port,
    ...(place.token === undefined ? {} : { token: await referencedSecret(place.token, world) }),
    ...(await tlsOf(place)),
    ...(webhook === undefined
      ? {}
      : { webhook: { kind: webhook.kind, path: webhook.path, secret: await referencedSecret(webhook.secret, world) } }),
  }
  try {
    return await serveStatus(settings, shown)
  } catch (error) {
    const { why, remedy } = startFault(error, settings)
    throw new CommandFailure(EXIT.internal, `cannot serve the status page: ${why}`, remedy)
  }
}

async function tlsOf({ certificate, key, clientAuthority }: ServeHost): Promise<Pick<ServerSettings, 'tls'>> {
  if (certificate === undefined || key === undefined) return {}
  return {
    tls: {
      certificate: await referencedText(certificate, 'serve'),
      key: await referencedText(key, 'serve'),
      ...(clientAuthority === undefined ? {} : { clientAuthority: await authorityIn(clientAuthority) }),
    },
  }
}

/** Node takes any text for an authority, and then nobody can connect. */
async function authorityIn(path: string): Promise<string> {
  const text = await referencedText(path, 'serve')
  if (/-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/.test(text)) return text
  throw new CommandFailure(
    EXIT.invalid,
    `"${path}" of the host file's "serve" holds no certificate in PEM form, so that nobody could connect`,
    'refer to the certificate of the authority that issues those of the clients',
  )
}

import { readFile } from 'node:fs/promises'
import type { HostFile } from '../../appliance/host-file.ts'
import type { MailHost } from '../../appliance/host-notify.ts'
import type { ServeHost } from '../../appliance/host-services.ts'
import { resolveSecret } from '../../appliance/secret-reference.ts'
import type { SecretReference } from '../../model/settings.ts'
import { EXIT } from '../../report/exit-code.ts'
import type { Receiver } from '../../serve/notify/send-notification.ts'
import { mailReceiver } from '../../serve/notify/mail-receiver.ts'
import type { MailServer } from '../../serve/notify/send-mail.ts'
import { webReceiver } from '../../serve/notify/web-receiver.ts'
import { serveStatus, type ServerSettings, type Shown, type StatusServer } from '../../serve/server.ts'
import { CommandFailure } from '../command.ts'
import type { World } from '../world.ts'

/** Serves the status page as the host file or the command line says; undefined where neither does. */
export async function serveBoard(
  { serve, webhook }: HostFile,
  port: number | undefined,
  shown: Shown,
  world: World,
): Promise<StatusServer | undefined> {
  const place: ServeHost | undefined = port === undefined ? serve : { address: '127.0.0.1', ...serve, port }
  if (place === undefined) {
    if (webhook === undefined) return undefined
    throw new CommandFailure(EXIT.invalid, 'the host file has a webhook and nothing to receive it', 'add "serve"')
  }
  const settings: ServerSettings = {
    address: place.address,
    port: place.port,
    ...(place.token === undefined ? {} : { token: await revealer(place.token, world) }),
    ...(await tlsOf(place)),
    ...(webhook === undefined
      ? {}
      : { webhook: { kind: webhook.kind, path: webhook.path, secret: await revealer(webhook.secret, world) } }),
  }
  try {
    return await serveStatus(settings, shown)
  } catch (error) {
    throw new CommandFailure(EXIT.internal, `cannot serve the status page: ${String(error)}`, 'choose another port')
  }
}

async function tlsOf({ certificate, key, clientAuthority }: ServeHost): Promise<Pick<ServerSettings, 'tls'>> {
  if (certificate === undefined || key === undefined) return {}
  return {
    tls: {
      certificate: await textOf(certificate, 'serve'),
      key: await textOf(key, 'serve'),
      ...(clientAuthority === undefined ? {} : { clientAuthority: await textOf(clientAuthority, 'serve') }),
    },
  }
}

async function textOf(path: string, part: 'serve' | 'notify'): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new CommandFailure(
      EXIT.invalid,
      `cannot read "${path}" of the host file's "${part}" (${why})`,
      'make it readable for whoever runs this',
    )
  })
}

/** Those whom the host file wants to be told. */
export async function receiversOf(hostFile: HostFile, world: World): Promise<readonly Receiver[]> {
  return Promise.all(
    hostFile.notify.map(async (host) => {
      if (host.kind !== 'email') return webReceiver(host.kind, await revealer(host.url, world))
      return mailReceiver(await mailServerOf(host, world), (cluster) => pageOf(hostFile, cluster))
    }),
  )
}

async function mailServerOf(
  { host, port, security, authority, account, from, to }: MailHost,
  world: World,
): Promise<MailServer> {
  return {
    host,
    port,
    security,
    from,
    to,
    ...(authority === undefined ? {} : { authority: await textOf(authority, 'notify') }),
    ...(account === undefined
      ? {}
      : { account: { user: account.user, password: await revealer(account.password, world) } }),
  }
}

/** Address of the part of the status page that is about a cluster, where the host file says how people reach the page. */
export function pageOf({ serve }: Pick<HostFile, 'serve'>, cluster: string): string | undefined {
  return serve?.url === undefined ? undefined : `${serve.url}#c-${encodeURIComponent(cluster)}`
}

async function revealer(reference: SecretReference, world: World): Promise<() => string> {
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

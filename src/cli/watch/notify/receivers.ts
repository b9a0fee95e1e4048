import type { HostFile } from '../../../appliance/host-file.ts'
import type { MailHost } from '../../../appliance/host-notify.ts'
import { mailReceiver } from '../../../serve/notify/mail-receiver.ts'
import type { MailServer } from '../../../serve/notify/send-mail.ts'
import type { Receiver } from '../../../serve/notify/send-notification.ts'
import { webReceiver } from '../../../serve/notify/web-receiver.ts'
import type { World } from '../../world.ts'
import { referencedSecret, referencedText } from '../host-references.ts'
import type { Scrubber } from '../log/scrub.ts'
import { pageOf } from '../status/page-address.ts'

/** Those whom the host file wants to be told. */
export async function receiversOf(
  hostFile: HostFile,
  scrubber: Pick<Scrubber, 'clean'>,
  world: World,
): Promise<readonly Receiver[]> {
  return Promise.all(
    hostFile.notify.map(async (host) => {
      if (host.kind !== 'email') return webReceiver(host.kind, await referencedSecret(host.url, world))
      const server = { ...(await mailServerOf(host, world)), clean: (said: string) => scrubber.clean(said) }
      return mailReceiver(server, (cluster) => pageOf(hostFile, cluster))
    }),
  )
}

async function mailServerOf(
  { host, port, security, authority, account, from, to }: MailHost,
  world: World,
): Promise<Omit<MailServer, 'clean'>> {
  return {
    host,
    port,
    security,
    from,
    to,
    ...(authority === undefined ? {} : { authority: await referencedText(authority, 'notify') }),
    ...(account === undefined
      ? {}
      : { account: { user: account.user, password: await referencedSecret(account.password, world) } }),
  }
}

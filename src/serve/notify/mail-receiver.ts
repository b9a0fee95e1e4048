import { mailOf } from '../../report/watch/mail.ts'
import type { MailServer } from './send-mail.ts'
import type { Receiver } from './send-notification.ts'

/** Somebody who is told by mail; `page` is the address of the status page of a cluster, where there is one. */
export function mailReceiver(server: MailServer, page: (cluster: string) => string | undefined): Receiver {
  const domain = server.from.slice(server.from.lastIndexOf('@') + 1)
  return {
    kind: 'email',
    send: async (notification) => {
      // Loaded with the first message: who is told otherwise never pays for it.
      const { sendMail } = await import('./send-mail.ts')
      return sendMail(server, mailOf(notification, domain, page(notification.cluster)))
    },
  }
}

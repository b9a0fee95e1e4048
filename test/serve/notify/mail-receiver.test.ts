import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Notification } from '../../../src/report/watch/notification.ts'
import { mailReceiver } from '../../../src/serve/notify/mail-receiver.ts'
import { sendMail, type MailServer } from '../../../src/serve/notify/send-mail.ts'
import { sendNotification } from '../../../src/serve/notify/send-notification.ts'
import { pader } from '../../cli/support.ts'
import { identities } from '../identities.ts'
import { mailServer, PASSWORD, type MailManners } from './mail-server.ts'

let identity: ReturnType<typeof identities>
beforeAll(() => {
  identity = identities()
})
afterAll(() => identity.remove())

const notification: Notification = {
  cluster: 'two-site',
  state: 'needs a person',
  words: 'GUARD-ENTRY-NODE: the entry node changes',
  at: '2026-01-05T08:00:00.000Z',
  incident: { since: '2026-01-05T08:00:00.000Z', index: 0 },
}

type Server = Awaited<ReturnType<typeof mailServer>>
const serving = async (
  manners: MailManners,
  work: (server: Server) => Promise<void>,
  who = 'server',
): Promise<void> => {
  const server = await mailServer({ key: identity.text(`${who}.key`), cert: identity.text(`${who}.pem`) }, manners)
  try {
    await work(server)
  } finally {
    await server.close()
  }
}
const at = ({ port }: Pick<Server, 'port'>, more: Partial<MailServer> = {}): MailServer => ({
  host: '127.0.0.1',
  port,
  security: 'starttls',
  authority: identity.text('authority.pem'),
  from: 'pader@example.com',
  to: ['oncall@example.com'],
  clean: (said) => said,
  ...more,
})
const account = { user: 'pader', password: () => PASSWORD }
const send = async (server: MailServer, told = notification): Promise<string | undefined> => {
  const receiver = mailReceiver(server, () => 'https://pader.example.com/#c-two-site')
  return (await sendNotification(receiver, told, async () => {}))?.why
}
const mail = { subject: 'two-site: a test', text: 'a test\n', messageId: '<a@example.com>' }

test('a mail goes over STARTTLS with user and password, and says what is the matter on the first screen', async () => {
  await serving({ wantsLogin: true }, async (server) => {
    expect(await send(at(server, { account }))).toBeUndefined()
    const [taken] = server.taken
    expect(taken).toMatchObject({ from: 'pader@example.com', to: ['oncall@example.com'], secure: true, user: 'pader' })
    expect(taken?.head).toContain('Subject: two-site: needs a person, see pader status')
    expect(taken?.head).toMatch(/^From: Pader <pader@example\.com>$/m)
    expect(taken?.head).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(taken?.head).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m)
    expect(taken?.body.startsWith('GUARD-ENTRY-NODE: the entry node changes')).toBe(true)
    expect(taken?.body).toContain('https://pader.example.com/#c-two-site')
  })
})

test('TLS from the first byte works as well, and a server of this machine may do without', async () => {
  await serving({ isSecure: true }, async (server) => {
    expect(await send(at(server, { security: 'tls' }))).toBeUndefined()
    expect(server.taken).toMatchObject([{ secure: true }])
  })
  await serving({ noStartTls: true }, async (server) => {
    expect(await send(at(server, { security: 'none' }))).toBeUndefined()
    expect(server.taken).toMatchObject([{ secure: false }])
  })
})

test('a server without STARTTLS, or whose certificate nobody vouches for, gets neither mail nor password', async () => {
  await serving({ noStartTls: true }, async (server) => {
    expect(await send(at(server, { account }))).toMatch(/speaks no TLS, without which nothing is sent/)
    expect(server.taken).toEqual([])
  })
  for (const manners of [{ wantsLogin: true }, { wantsLogin: true, isSecure: true }]) {
    await serving(
      manners,
      async (server) => {
        const security = manners.isSecure === true ? 'tls' : 'starttls'
        const problem = await send(at(server, { account, security }))
        expect(problem).toBe('the certificate of the server is not believed (DEPTH_ZERO_SELF_SIGNED_CERT)')
        expect(server.taken).toEqual([])
      },
      'stranger',
    )
  }
})

test('a certificate that signed itself is believed where the host file names it, and for its own name alone', async () => {
  await serving(
    {},
    async (server) => {
      const authority = identity.text('stranger.pem')
      expect(await send(at(server, { authority }))).toBeUndefined()
      expect(await send(at(server, { authority, host: 'localhost' }))).toMatch(
        /not believed \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
      )
    },
    'stranger',
  )
})

test('a wrong password is said without it, and not tried again', async () => {
  await serving({ wantsLogin: true }, async (server) => {
    const problem = await send(at(server, { account: { user: 'pader', password: () => `${PASSWORD}-old` } }))
    expect(problem).toMatch(/does not accept the user name and password/)
    expect(problem).not.toContain(PASSWORD)
    expect(server.conversations()).toBe(1)
  })
})

test('a recipient who is refused is named, the others are told once', async () => {
  await serving({ refuses: ['gone@example.com'] }, async (server) => {
    const problem = await send(at(server, { to: ['gone@example.com', 'oncall@example.com'] }))
    expect(problem).toBe('the server does not accept mail for gone@example.com')
    expect(server.taken).toMatchObject([{ to: ['oncall@example.com'] }])
    expect(await send(at(server, { to: ['gone@example.com'] }))).toMatch(
      /550 5\.1\.1 <gone@example\.com> is not known here/,
    )
    expect(server.taken).toHaveLength(1)
  })
})

test('what a server says goes through the sieve before it is shortened, so that no part of a secret is left', async () => {
  const says = `5.7.1 ${'x'.repeat(170)} ${PASSWORD}`
  await serving({ refuses: ['oncall@example.com'], says }, async (server) => {
    const clean = (said: string): string => said.replaceAll(PASSWORD, '(withheld)')
    const why = await send(at(server, { clean }))
    expect(why).toContain('x (withheld)')
    expect(why).not.toContain(PASSWORD.slice(0, 4))
  })
})

test('a server that is busy is asked again, one that refuses for good is not', async () => {
  await serving({ busy: { code: 451, times: 2 } }, async (server) => {
    expect(await send(at(server))).toBeUndefined()
    expect(server.taken).toHaveLength(1)
    expect(server.conversations()).toBe(3)
  })
  await serving({ busy: { code: 554, times: 1 } }, async (server) => {
    expect(await send(at(server))).toMatch(/554 try again later/)
    expect(server.conversations()).toBe(1)
  })
})

test('a server that hangs, before or in the middle of the conversation, is given up', async () => {
  for (const greeting of ['', '220 mail.example.com ESMTP\r\n']) {
    const silent = createServer((socket) => {
      socket.on('error', () => {})
      if (greeting !== '') socket.write(greeting)
    })
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const problem = await sendMail(at({ port }), mail, 200)
    expect(problem).toMatchObject({ why: expect.stringMatching(/does not answer/), isFinal: false })
    silent.close()
  }
  const nobody = await sendMail(at({ port: 1 }), mail)
  expect(nobody?.why).toMatch(/^no answer \(|does not answer/)
})

test('one incident is one thread', async () => {
  await serving({}, async (server) => {
    const incident = { since: notification.at, index: 0 }
    const later = { ...notification, at: '2026-01-05T09:00:00.000Z', incident: { ...incident, index: 1 } }
    await send(at(server))
    await send(at(server), { ...later, words: 'another guard' })
    await send(at(server), {
      ...later,
      state: 'well',
      at: '2026-01-05T10:00:00.000Z',
      incident: { ...incident, index: 2 },
    })
    const header = (name: string): readonly (string | undefined)[] =>
      server.taken.map(({ head }) => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1])
    const ids = header('Message-ID')
    expect(new Set(ids).size).toBe(3)
    expect(header('References')).toEqual([undefined, ids[0], ids[0]])
    expect(header('In-Reply-To')).toEqual([undefined, ids[0], ids[0]])
  })
})

test('nothing that stands in a repository or at an appliance becomes a header or a recipient', async () => {
  await serving({}, async (server) => {
    const hostile = 'two-site\r\nBcc: everybody@example.com\r\n\r\nbody'
    expect(
      await send(at(server), {
        ...notification,
        cluster: hostile,
        words: `.\r\nRCPT TO:<x@example.com>\r\n${hostile}`,
      }),
    ).toBeUndefined()
    const [taken] = server.taken
    expect(taken?.to).toEqual(['oncall@example.com'])
    expect(taken?.head).not.toMatch(/^bcc:/im)
    expect(taken?.head.match(/^Subject:/gm)).toHaveLength(1)
    expect(taken?.head).toMatch(/^Auto-Submitted:/m)
  })
})

test('pader notify sends by mail what the host file says, and tells who could not be told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pader-mail-'))
  try {
    await serving({ wantsLogin: true }, async ({ port, taken }) => {
      await writeFile(join(folder, 'password'), `${PASSWORD}\n`, { mode: 0o600 })
      await writeFile(join(folder, 'wrong'), `${PASSWORD}-old\n`, { mode: 0o600 })
      const email = (password: string): object => ({
        kind: 'email',
        host: '127.0.0.1',
        port,
        authority: identity.file('authority.pem'),
        user: 'pader',
        password: `file:${join(folder, password)}`,
        from: 'pader@example.com',
        to: ['oncall@example.com'],
      })
      const host = {
        format: 1,
        stateDirectory: join(folder, 'state'),
        clusters: {},
        notify: [email('password'), email('wrong')],
      }
      await writeFile(join(folder, 'host.yaml'), JSON.stringify(host), { mode: 0o600 })
      const told = await pader(folder, 'notify', 'hello', '--host-config', 'host.yaml')
      expect(told.exitCode).toBe(8)
      expect(told.stdout).toMatch(
        /^receiver 1 \(email\): sent\nreceiver 2 \(email\): not sent: the server does not accept/,
      )
      expect(told.stdout + told.stderr).not.toContain(PASSWORD)
      expect(taken).toHaveLength(1)
      expect(taken[0]?.body).toContain('hello')
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Notification } from '../../../src/report/watch/notification.ts'
import { sendNotification } from '../../../src/serve/notify/send-notification.ts'
import { webReceiver } from '../../../src/serve/notify/web-receiver.ts'
import { pader } from '../../cli/support.ts'
import { identities } from '../identities.ts'
import { receiving, type Receiving } from './receiver.ts'

const notification: Notification = {
  cluster: 'two-site',
  state: 'needs a person',
  words: 'GUARD-ENTRY-NODE: the entry node changes',
  commit: 'a'.repeat(40),
  at: '2026-01-05T08:00:00.000Z',
}
let receiver: Receiving
beforeEach(async () => {
  receiver = await receiving()
})
afterEach(async () => receiver.close())

const send = async (kind: 'slack' | 'generic', pauses: number[] = []) => {
  const to = webReceiver(kind, () => receiver.url)
  return (await sendNotification(to, notification, async (pause) => void pauses.push(pause)))?.why
}

test('a chat gets one line of text, others get the facts', async () => {
  expect(await send('slack')).toBeUndefined()
  expect(await send('generic')).toBeUndefined()
  const text = 'Pader, cluster two-site: GUARD-ENTRY-NODE: the entry node changes (commit aaaaaaaaaaaa)'
  expect(receiver.bodies).toEqual([{ text }, { formatVersion: 1, text, ...notification }])
})

test('what a commit or a server says calls nobody in a chat and links to nothing', async () => {
  const words = 'unknown key "<!channel> <https://evil.example|the plan> & \n more"'
  expect(await webReceiver('slack', () => receiver.url).send({ ...notification, words })).toBeUndefined()
  const [{ text }] = receiver.bodies as [{ text: string }]
  expect(text).toContain('"&lt;!channel&gt; &lt;https://evil.example|the plan&gt; &amp; ')
  expect(text).not.toMatch(/[<>\n]/)
})

test('it is tried three times, with growing pauses, and then said without the address', async () => {
  const pauses: number[] = []
  receiver.answers.push(503, 503)
  expect(await send('generic', pauses)).toBeUndefined()
  expect(pauses).toEqual([2_000, 4_000])
  receiver.answers.push(500, 500, 500)
  expect(await send('generic')).toBe('the receiver answered 500')
  await receiver.close()
  const problem = await send('generic')
  expect(problem).toMatch(/^no answer \(/)
  expect(problem).not.toContain('not-to-be-repeated')
})

test('a receiver has to prove who it is, whatever the environment says', async () => {
  const identity = identities()
  let asked = 0
  const server = createServer(
    { key: identity.text('server.key'), cert: identity.text('server.pem') },
    (_, response) => {
      asked += 1
      response.end()
    },
  ).listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const problem = await webReceiver('slack', () => `https://127.0.0.1:${port}/`).send(notification)
    expect(problem?.why).toMatch(/^no answer \(.*(?:CERT|VERIFY)/)
    expect(asked).toBe(0)
  } finally {
    vi.unstubAllEnvs()
    server.close()
    identity.remove()
  }
})

test('pader notify tells everybody of the host file, and says who could not be told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pader-notify-'))
  try {
    await writeFile(join(folder, 'url'), `${receiver.url}\n`, { mode: 0o600 })
    await writeFile(join(folder, 'refused'), 'http://127.0.0.1:1/hook/not-to-be-repeated', { mode: 0o600 })
    const host = { format: 1, stateDirectory: join(folder, 'state'), clusters: {} }
    const notify = (...names: string[]) => names.map((name) => ({ kind: 'generic', url: `file:${join(folder, name)}` }))
    const configured = async (more: object) =>
      writeFile(join(folder, 'host.yaml'), JSON.stringify({ ...host, ...more }), { mode: 0o600 })
    await configured({ notify: notify('url') })
    const sent = await pader(folder, 'notify', 'hello', '--host-config', 'host.yaml')
    expect(sent).toMatchObject({ exitCode: 0, stdout: 'receiver 1 (generic): sent\n' })
    expect(receiver.bodies).toMatchObject([{ state: 'test', words: 'hello', cluster: 'none' }])

    await configured({ notify: notify('refused') })
    const refused = await pader(folder, 'notify', '--host-config', 'host.yaml')
    expect(refused.exitCode).toBe(8)
    expect(refused.stdout).toContain('receiver 1 (generic): not sent: no answer')
    expect(refused.stdout + refused.stderr).not.toContain('not-to-be-repeated')

    await configured({})
    const nobody = await pader(folder, 'notify', '--host-config', 'host.yaml')
    expect(nobody).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('names no receivers') })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 30_000)

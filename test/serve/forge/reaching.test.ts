import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { lastPullIn } from '../../../src/serve/forge/last-sent.ts'
import { openForge } from '../../../src/serve/forge/open.ts'
import { ForgeTrouble } from '../../../src/serve/forge/port.ts'
import { putPull } from '../../../src/serve/forge/put.ts'
import { pader } from '../../cli/support.ts'
import { memoryStore } from '../../reconcile/world/memory-store.ts'
import { identities } from '../identities.ts'
import { FakeForge, ME, OTHER, TOKEN } from './fake-forge.ts'
import { HEAD, marker, NOW, wish } from './wishes.ts'

test('the token of a GitHub App may not ask who it is: comments of bots count as its own', async () => {
  const played = new FakeForge('github')
  played.isApp = true
  await played.open()
  const { forge, close } = openForge({
    kind: 'github',
    api: played.api,
    repository: 'network/gateways',
    clean: (said) => said,
    token: async () => TOKEN,
    authority: async () => undefined,
    now: () => NOW,
    cut: new AbortController().signal,
  })
  const pull = played.pull(HEAD, 'main')
  played.comment(pull.number, OTHER, `${marker}\nlooks as if`)
  await putPull(forge, wish('one', false), lastPullIn(memoryStore(), 'a'))
  await putPull(forge, wish('two', false), lastPullIn(memoryStore(), 'b'))
  expect(played.comments.filter(({ by }) => by === ME)).toMatchObject([{ body: `${marker}\ntwo` }])
  await close()
  await played.close()
})

test('a forge of one’s own is believed by the authority that the host file names, and by no other', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  const identity = identities()
  const played = new FakeForge('gitea')
  await played.open({ key: identity.text('server.key'), cert: identity.text('server.pem') })
  const asked = async (authority?: string): Promise<string> => {
    const { forge, close } = openForge({
      kind: 'gitea',
      api: played.api,
      repository: 'network/gateways',
      clean: (said) => said,
      token: async () => TOKEN,
      authority: async () => authority,
      now: () => NOW,
      cut: new AbortController().signal,
    })
    const said = await forge.lookAround().then(
      () => 'answered',
      (error: unknown) => (error instanceof ForgeTrouble ? `${error.kind}: ${error.message}` : 'no trouble'),
    )
    await close()
    return said
  }
  try {
    expect(await asked(identity.text('authority.pem'))).toBe('answered')
    for (const authority of [undefined, identity.text('stranger.pem')])
      expect(await asked(authority)).toMatch(/^refused: the certificate of the forge is not trusted \(/)
    expect(played.asked).toHaveLength(1)
  } finally {
    vi.unstubAllEnvs()
    await played.close()
    identity.remove()
  }
})

test('pader notify asks every forge of the host file, writes nothing there, and says which would not take anything', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pader-forge-'))
  const played = new FakeForge('gitlab')
  await played.open()
  try {
    await writeFile(join(folder, 'token'), TOKEN, { mode: 0o600 })
    await writeFile(join(folder, 'old'), `old-${TOKEN}`, { mode: 0o600 })
    const cluster = (token: string, repository = 'network/gateways'): object => ({
      nodes: { a: { address: '127.0.0.1', trust: { key: ['0'.repeat(64)] } } },
      reader: { user: 'r', password: 'env:R' },
      forge: { kind: 'gitlab', api: played.api, repository, token: `file:${join(folder, token)}` },
    })
    const clusters = { one: cluster('token'), two: cluster('old'), three: cluster('token', 'network/other') }
    const host = { format: 1, stateDirectory: join(folder, 'state'), clusters }
    await writeFile(join(folder, 'host.yaml'), JSON.stringify(host), { mode: 0o600 })
    const { exitCode, stdout, stderr } = await pader(folder, 'notify', '--host-config', 'host.yaml')
    expect(exitCode).toBe(8)
    expect(stdout.split('\n')).toEqual([
      'forge of one (gitlab): answers for network/gateways',
      expect.stringMatching(
        /^forge of two \(gitlab\): is of no use: .* answered 401: the token is not accepted: "\[secret\] is not known"/,
      ),
      expect.stringMatching(
        /^forge of three \(gitlab\): is of no use: .* answered 404: it does not exist, or the token has no access/,
      ),
      '',
    ])
    expect(stdout + stderr).not.toContain(TOKEN)
    expect(played.asked.every((line) => line.startsWith('GET '))).toBe(true)
  } finally {
    await played.close()
    await rm(folder, { recursive: true, force: true })
  }
})

test('what a forge says goes through the sieve before it is shortened, so that no part of a secret is left', async () => {
  const server = createServer((_, response) => {
    response.writeHead(403).end(JSON.stringify({ message: `${'x'.repeat(190)} ${TOKEN}` }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { forge, close } = openForge({
    kind: 'gitea',
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repository: 'network/gateways',
    clean: (said) => said.replaceAll(TOKEN, '(withheld)'),
    token: async () => TOKEN,
    authority: async () => undefined,
    now: () => NOW,
    cut: new AbortController().signal,
  })
  const said = await forge.lookAround().catch((error: unknown) => String(error))
  expect(said).toContain('x (withhel')
  expect(said).not.toContain(TOKEN.slice(0, 4))
  await close()
  server.close()
})

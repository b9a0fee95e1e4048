import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HostFile } from '../../../../src/appliance/host-file.ts'
import type { ServeHost } from '../../../../src/appliance/host-services.ts'
import { CommandFailure } from '../../../../src/cli/command.ts'
import { serveStatusPage } from '../../../../src/cli/watch/status/serve-status.ts'
import { startFault } from '../../../../src/cli/watch/status/start-fault.ts'
import type { World } from '../../../../src/cli/world.ts'
import { unseen } from '../../../../src/report/watch/status.ts'
import { identities } from '../../../serve/identities.ts'
import { bigCluster, showing } from '../../../serve/watched.ts'

const files = identities()
const { file } = files
const taken = createServer()
beforeAll(async () => {
  const locked = ['-in', 'server.key', '-aes256', '-passout', 'pass:hunter2', '-out', 'locked.key']
  execFileSync('openssl', ['pkey', ...locked], { cwd: file('.'), stdio: 'pipe' })
  writeFileSync(file('garbage'), 'nothing\n')
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  taken.close()
  files.remove()
})

/** How the start of the page fails. */
async function failure(serve: Partial<ServeHost>): Promise<readonly (string | undefined)[]> {
  const cluster = bigCluster(1)
  const hostFile = { serve: { address: '127.0.0.1', port: 0, ...serve } } as unknown as HostFile
  const world = { env: {} } as unknown as World
  try {
    const server = await serveStatusPage(hostFile, undefined, showing(cluster, unseen(cluster.name, 'observe')), world)
    await server?.close()
    return []
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    return [error.message, ...error.failure.next]
  }
}

const own = { certificate: file('server.pem'), key: file('server.key') }

test('a certificate with its key is served, and so is an authority', async () => {
  expect(await failure({ ...own, clientAuthority: file('authority.pem') })).toEqual([])
})

test.each<[string, () => Partial<ServeHost>, RegExp, RegExp]>([
  [
    'a key with a passphrase',
    () => ({ ...own, key: file('locked.key') }),
    /the key of "serve" has a passphrase/,
    /openssl pkey -in KEY/,
  ],
  ['the key of another', () => ({ ...own, key: file('stranger.key') }), /is not that of its certificate/, /made for/],
  ['no key', () => ({ ...own, key: file('garbage') }), /cannot be used: /, /in PEM form/],
  ['no certificate', () => ({ ...own, certificate: file('garbage') }), /cannot be used: /, /in PEM form/],
  ['both exchanged', () => ({ certificate: own.key, key: own.certificate }), /cannot be used: /, /in PEM form/],
  [
    'an authority that is none',
    () => ({ ...own, clientAuthority: file('garbage') }),
    /holds no certificate in PEM form, so that nobody could connect/,
    /the authority that issues/,
  ],
  ['a port that is taken', () => ({ port: (taken.address() as AddressInfo).port }), /EADDRINUSE/, /another port/],
  ['an address of another machine', () => ({ address: '192.0.2.1' }), /EADDRNOTAVAIL/, /"address" of "serve"/],
])('%s: what is wrong, and what to do about that', async (_, serve, why, remedy) => {
  expect(await failure(serve())).toEqual([expect.stringMatching(why), expect.stringMatching(remedy)])
})

test('a port for which rights are missing, and a machine that has no room for another socket', () => {
  const settings = { address: '127.0.0.1', port: 443 }
  const fault = (code: string): string =>
    startFault(Object.assign(new Error(code), { code, syscall: 'listen' }), settings).remedy
  expect(fault('EACCES')).toMatch(/^choose a port above 1023/)
  expect(fault('EMFILE')).toBe('allow more open files ("ulimit -n")')
})

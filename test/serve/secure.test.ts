import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { unseen } from '../../src/report/watch/status.ts'
import { serveStatus, type StatusServer } from '../../src/serve/server.ts'
import { bigCluster, showing } from './watched.ts'

let folder: string
let server: StatusServer
const file = (name: string): string => join(folder, name)
const text = (name: string): string => readFileSync(file(name), 'utf8')
const openssl = (...args: string[]): void => {
  execFileSync('openssl', args, { stdio: 'pipe', cwd: folder })
}

/** A certificate of this name that an authority signed, or that is an authority itself. */
function certificate(name: string, authority?: string): void {
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`]
  const signed = authority === undefined ? [] : ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`]
  openssl('req', '-x509', '-days', '2', ...key, ...signed, ...subject, '-out', `${name}.pem`)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-tls-'))
  certificate('authority')
  certificate('page', 'authority')
  certificate('operator', 'authority')
  certificate('stranger')
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(async () => server.close())

const cluster = bigCluster(1)
const start = async (more: { readonly clientAuthority?: string; readonly token?: () => string }): Promise<void> => {
  const { token, ...client } = more
  const tls = { certificate: text('page.pem'), key: text('page.key'), ...client }
  const settings = { address: '127.0.0.1', port: 0, tls, ...(token === undefined ? {} : { token }) }
  server = await serveStatus(settings, showing(cluster, unseen(cluster.name, 'observe')))
}

/** Status code of `/status.json`, or why the connection was refused. */
async function ask(who?: string, headers: Record<string, string> = {}): Promise<number | string | undefined> {
  const identity = who === undefined ? {} : { cert: text(`${who}.pem`), key: text(`${who}.key`) }
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port: server.port, path: '/status.json', ca: text('authority.pem'), headers }
    const asked = request({ ...options, ...identity, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    asked.end()
  })
}

test('with an authority for readers, only a certificate of it gets an answer', async () => {
  await start({ clientAuthority: text('authority.pem') })
  expect(await ask('operator')).toBe(200)
  expect(await ask()).not.toBe(200)
  expect(await ask('stranger')).not.toBe(200)
})

test('with a token, only who presents it gets an answer', async () => {
  await start({ token: () => 'a-token-of-some-length' })
  expect(await ask()).toBe(401)
  expect(await ask(undefined, { authorization: 'Bearer b-token-of-some-length' })).toBe(401)
  expect(await ask(undefined, { authorization: 'Bearer a-token-of-some-length' })).toBe(200)
})

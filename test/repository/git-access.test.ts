import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { followBranch } from '../../src/repository/follow-branch.ts'
import { sshCommand } from '../../src/repository/git-access.ts'
import { gitIn } from '../../src/repository/run-git.ts'
import { errorText } from '../../src/source/error-text.ts'

/** What ssh makes of a command line, in its own words. */
function effective(command: string): string[] {
  return execFileSync('sh', ['-c', `${command} -G git.example.com`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).split('\n')
}

test('of a git that says much before it fails the end is kept, which says why', async () => {
  const git = gitIn({ folder: tmpdir(), env: process.env })
  const loud = 'alias.loud=!yes remote: a | head -c 500000 >&2; echo fatal: the end >&2; exit 1'
  const why = await git(['-c', loud, 'loud']).catch(errorText)
  expect(why).toMatch(/fatal: the end$/)
  expect(why.length).toBeLessThan(5000)
})

describe('the command for SSH', () => {
  test('believes the hosts of the file and nobody else, never asks, and logs in with the key', () => {
    const settings = effective(sshCommand({ knownHosts: '/etc/pader/known_hosts', sshKey: '/etc/pader/deploy_key' }))
    expect(settings).toEqual(
      expect.arrayContaining([
        'stricthostkeychecking true',
        'batchmode yes',
        'updatehostkeys false',
        'userknownhostsfile /etc/pader/known_hosts',
        'globalknownhostsfile /dev/null',
        'identityfile /etc/pader/deploy_key',
        'identitiesonly yes',
      ]),
    )
  })

  test('takes paths as they are', () => {
    const settings = effective(sshCommand({ knownHosts: "/etc/it's %h here/known" }))
    expect(settings).toContain("userknownhostsfile /etc/it's %h here/known")
  })

  test('without files it is the user’s own, by the same rule', () => {
    const settings = effective(sshCommand({}))
    expect(settings).toEqual(expect.arrayContaining(['stricthostkeychecking true', 'batchmode yes']))
    expect(settings.some((line) => /^userknownhostsfile .*\.ssh\/known_hosts/.test(line))).toBe(true)
  })
})

const SSHD = '/usr/sbin/sshd'
const isHere = existsSync(SSHD)
if (!isHere) console.warn(`skipped: following a branch over SSH, since there is no ${SSHD} on this machine`)

describe.skipIf(!isHere)('following a branch over SSH, from a real server', () => {
  let folder: string
  let server: ChildProcess
  let port: number
  const at = (name: string): string => join(folder, name)
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pader-ssh-'))
    for (const name of ['host', 'impostor', 'login']) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)])
    }
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', at('remote')])
    const names = ['-c', 'user.name=Person', '-c', 'user.email=person@example.com']
    execFileSync('git', [...names, 'commit', '--quiet', '--allow-empty', '-m', 'First'], { cwd: at('remote') })
    port = await freePort()
    await mkdir('/run/sshd', { recursive: true }).catch(() => {})
    const settings = [
      `HostKey ${at('host')}`,
      `ListenAddress 127.0.0.1:${port}`,
      `AuthorizedKeysFile ${at('login.pub')}`,
      `PidFile ${at('pid')}`,
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
    ]
    await writeFile(at('sshd_config'), `${settings.join('\n')}\n`)
    server = spawn(SSHD, ['-D', '-e', '-f', at('sshd_config')], { stdio: 'ignore' })
  })
  afterAll(async () => {
    server.kill()
    await rm(folder, { recursive: true, force: true })
  })

  async function lookWith(hostKey: string | undefined, clone: string) {
    const known = at(`${clone}-known`)
    const key = hostKey === undefined ? '' : await readFile(at(`${hostKey}.pub`), 'utf8')
    await writeFile(known, key === '' ? '' : `[127.0.0.1]:${port} ${key}`)
    const follower = await followBranch({
      remote: `ssh://${userInfo().username}@127.0.0.1:${port}${at('remote')}`,
      branch: 'main',
      folder: at(clone),
      env: process.env,
      access: { knownHosts: known, sshKey: at('login') },
    })
    const look = await follower.look()
    expect(await readFile(known, 'utf8')).toBe(key === '' ? '' : `[127.0.0.1]:${port} ${key}`)
    return look
  }

  test('a host with the pinned key is read, one with another key or none is refused and not learnt', async () => {
    await vi.waitFor(async () => expect(await lookWith('host', 'pinned')).toMatchObject({ kind: 'new commit' }), 20_000)
    const refused = { kind: 'failed', why: expect.stringContaining('Host key verification failed') }
    expect(await lookWith('impostor', 'other')).toEqual(refused)
    expect(await lookWith(undefined, 'unknown')).toEqual(refused)
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

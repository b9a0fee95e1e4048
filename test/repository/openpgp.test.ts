import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followBranch, type BranchLook } from '../../src/repository/follow-branch.ts'

const isHere = spawnSync('gpg', ['--version']).status === 0
if (!isHere) console.warn('skipped: OpenPGP signatures, since there is no gpg on this machine')

describe.skipIf(!isHere)('commits with OpenPGP signatures', () => {
  let folder: string
  let env: NodeJS.ProcessEnv
  const fingerprints: Record<string, string> = {}
  const at = (name: string): string => join(folder, name)
  const gpg = (...args: string[]): string =>
    execFileSync('gpg', ['--batch', '--quiet', '--yes', ...args], {
      env,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pader-pgp-'))
    // A short path: the agent's socket lies below it.
    env = { ...process.env, GNUPGHOME: at('g') }
    await mkdir(at('g'), { mode: 0o700 })
    for (const name of ['trusted', 'stranger']) {
      const user = `${name}@example.com`
      gpg('--passphrase', '', '--quick-generate-key', user, 'ed25519', 'sign', 'never')
      const listing = gpg('--with-colons', '--list-keys', user)
      fingerprints[name] = /^fpr:+([0-9A-F]+):/m.exec(listing)?.[1] ?? ''
    }
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', at('remote')])
  })
  afterAll(async () => {
    spawnSync('gpgconf', ['--kill', 'gpg-agent'], { env })
    await rm(folder, { recursive: true, force: true })
  })

  async function commit(text: string, key?: string): Promise<string> {
    await writeFile(join(at('remote'), 'file'), text)
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=P', '-c', 'user.email=p@example.com', ...args], {
        cwd: at('remote'),
        env,
        encoding: 'utf8',
      }).trim()
    git('add', '.')
    git('commit', '--quiet', key === undefined ? '--no-gpg-sign' : `--gpg-sign=${fingerprints[key] ?? ''}`, '-m', text)
    return git('rev-parse', 'HEAD')
  }

  async function look(clone: string, ...signers: string[]): Promise<BranchLook> {
    const trusted = { fingerprints: signers.map((name) => fingerprints[name] ?? name) }
    const what = { remote: at('remote'), branch: 'main', folder: at(clone), env, signers: trusted }
    return (await followBranch(what)).look()
  }

  test('one of a listed key is believed, one of another key, of nobody or of a key that is gone is not', async () => {
    const first = await commit('signed', 'trusted')
    expect(await look('a', 'trusted')).toEqual({ kind: 'new commit', commit: first })
    expect(await look('b', 'stranger')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('not among the signers'),
    })

    const foreign = await commit('by a stranger', 'stranger')
    expect(await look('a', 'trusted')).toMatchObject({ kind: 'refused', why: expect.stringContaining(foreign) })
    const both = await commit('on top', 'trusted')
    expect(await look('a', 'trusted')).toMatchObject({ kind: 'refused', why: expect.stringContaining(foreign) })
    expect(await look('c', 'trusted')).toEqual({ kind: 'new commit', commit: both })

    const unsigned = await commit('by nobody')
    expect(await look('c', 'trusted')).toEqual({ kind: 'refused', why: `commit ${unsigned} is not signed` })

    gpg('--delete-secret-and-public-key', fingerprints['stranger'] ?? '')
    expect(await look('a', 'trusted', 'stranger')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(foreign),
    })
  })
})

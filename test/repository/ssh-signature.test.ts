import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SignatureFailure, sshSignatures } from '../../src/repository/ssh-signature.ts'

const isHere = spawnSync('ssh-keygen', ['-?']).error === undefined
if (!isHere) console.warn('skipped: signatures of SSH keys, since there is no ssh-keygen on this machine')

/** How a signature is made where it is not as it should be, and which keys are listed. */
interface Made {
  readonly signed?: string
  readonly namespace?: string
  readonly fingerprints?: readonly string[]
}

describe.skipIf(!isHere)('signatures of SSH keys', () => {
  let folder: string
  const at = (name: string): string => join(folder, name)
  const publicKey = (name: string): string => readFileSync(at(`${name}.pub`), 'utf8').trim()
  const fingerprint = (name: string): string =>
    execFileSync('ssh-keygen', ['-lf', at(`${name}.pub`)], { encoding: 'utf8' }).split(' ')[1]!
  const signatures = sshSignatures({ namespace: 'pader-plan', env: process.env, isTerminal: false })
  /** Writes the signature of a text by a key, and says who a file of allowed signers says it was. */
  async function judge(key: string, allowed: string, more: Made = {}) {
    const { signed = 'the plan', namespace = 'pader-plan', fingerprints = [] } = more
    const theirs = sshSignatures({ namespace, env: process.env, isTerminal: false })
    writeFileSync(at('sig'), await theirs.sign(signed, at(key)))
    writeFileSync(at('allowed'), allowed)
    return signatures.signerOf('the plan', at('sig'), { allowedSigners: at('allowed'), fingerprints })
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pader-ssh-'))
    for (const name of ['alice', 'bob'])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'a passphrase', '-C', 'locked', '-f', at('locked')])
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('say who signed, and with which key', async () => {
    const found = await judge('alice', `alice@example.com ${publicKey('alice')}\nbob@example.com ${publicKey('bob')}\n`)
    expect(found).toEqual({ name: 'alice@example.com', key: fingerprint('alice') })
  })

  test.each([
    ['of somebody else', {}, 'bob', /not among those/],
    ['of another text', { signed: 'another plan' }, 'alice', /of another text/],
    ['that were made for something else', { namespace: 'git' }, 'alice', /made for something else/],
    ['by a key that is not listed', { fingerprints: ['SHA256:other'] }, 'alice', /is not listed/],
  ])('%s do not count', async (_, more, key, words) => {
    const found = await judge(key, `alice@example.com ${publicKey('alice')}\n`, more)
    expect(found).toEqual({ doubt: expect.stringMatching(words) })
  })

  test('count only for what the file of allowed signers lets a key sign, and while it does', async () => {
    const forGit = `alice@example.com namespaces="git" ${publicKey('alice')}\n`
    expect(await judge('alice', forGit)).toEqual({ doubt: expect.any(String) })
    const both = `alice@example.com,al@example.com namespaces="git,pader-plan" ${publicKey('alice')}\n`
    expect(await judge('alice', both)).toMatchObject({ key: fingerprint('alice') })
    const over = `alice@example.com valid-before="20200101" ${publicKey('alice')}\n`
    expect(await judge('alice', over)).toEqual({ doubt: expect.any(String) })
  })

  test('are not there where there is none, and nothing is believed without a file that says whom to believe', async () => {
    writeFileSync(at('junk'), 'no signature')
    const trusted = { allowedSigners: at('allowed'), fingerprints: [] }
    expect(await signatures.signerOf('x', at('junk'), trusted)).toEqual({ doubt: 'it is no SSH signature' })
    writeFileSync(at('sig'), await signatures.sign('x', at('alice')))
    expect(await signatures.signerOf('x', at('sig'), { allowedSigners: at('nowhere'), fingerprints: [] })).toEqual({
      doubt: expect.stringContaining('nowhere'),
    })
    expect(await signatures.signerOf('x', at('sig'), { fingerprints: [] })).toEqual({ doubt: expect.any(String) })
  })

  test('can be made with the public half of a key that an agent holds', async () => {
    const agent = execFileSync('ssh-agent', ['-s', '-a', at('agent')], { encoding: 'utf8' })
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(agent)?.[1])
    try {
      const env = { ...process.env, SSH_AUTH_SOCK: at('agent') }
      execFileSync('ssh-add', ['-q', at('bob')], { env, stdio: 'ignore' })
      mkdirSync(at('public'))
      copyFileSync(at('bob.pub'), at('public/bob.pub'))
      const held = sshSignatures({ namespace: 'pader-plan', env, isTerminal: false })
      writeFileSync(at('sig'), await held.sign('the plan', at('public/bob.pub')))
      writeFileSync(at('allowed'), `bob@example.com ${publicKey('bob')}\n`)
      const trusted = { allowedSigners: at('allowed'), fingerprints: [] }
      expect(await signatures.signerOf('the plan', at('sig'), trusted)).toMatchObject({ name: 'bob@example.com' })
    } finally {
      process.kill(pid)
    }
  })

  test('cannot be made without the key, or where nobody is there to type its passphrase', async () => {
    await expect(signatures.sign('x', at('nowhere'))).rejects.toThrow(SignatureFailure)
    await expect(signatures.sign('x', at('locked'))).rejects.toThrow(SignatureFailure)
  })

  test('where ssh-keygen is missing, that is said and nothing is believed', async () => {
    const lost = sshSignatures({ namespace: 'pader-plan', env: { PATH: '/nowhere' }, isTerminal: false })
    await expect(lost.sign('x', at('alice'))).rejects.toThrow(/ssh-keygen cannot be run/)
  })
})

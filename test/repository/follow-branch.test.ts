import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { simpleGit, type SimpleGit } from 'simple-git'
import { followBranch } from '../../src/repository/follow-branch.ts'

let folder: string
let remote: string
let git: SimpleGit
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-follow-'))
  remote = join(folder, 'remote')
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', remote])
  git = simpleGit(remote)
  await git.addConfig('user.name', 'Operator')
  await git.addConfig('user.email', 'operator@example.com')
  await git.addConfig('gpg.format', 'ssh')
})
afterEach(async () => rm(folder, { recursive: true, force: true }))

/** Commits a file with a text; signed with a key where one is named. */
async function commit(text: string, key?: string): Promise<string> {
  await writeFile(join(remote, 'file'), text)
  await git.add('.')
  if (key !== undefined) await git.addConfig('user.signingKey', join(folder, key))
  await git.raw(['commit', '--quiet', key === undefined ? '--no-gpg-sign' : '--gpg-sign', '-m', text])
  return (await git.revparse(['HEAD'])).trim()
}

function makeKey(name: string): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(folder, name)])
  return join(folder, `${name}.pub`)
}

const follow = async (more: object = {}) =>
  followBranch({ remote, branch: 'main', folder: join(folder, 'clone'), env: process.env, ...more })
const checkedOut = async () => readFile(join(folder, 'clone', 'file'), 'utf8')

describe('following a branch', () => {
  test('goes forwards, has the commit checked out, and knows it after a restart', async () => {
    const first = await commit('one')
    const follower = await follow()
    expect(await follower.accepted()).toBeUndefined()
    expect(await follower.look()).toEqual({ kind: 'new commit', commit: first })
    expect(await follower.look()).toEqual({ kind: 'nothing new' })
    const second = await commit('two')
    await follower.checkOut(first)
    expect(await follower.look()).toEqual({ kind: 'new commit', commit: second })
    // A pass may be reading the files meanwhile.
    expect(await checkedOut()).toBe('one')
    await follower.checkOut(second)
    expect(await checkedOut()).toBe('two')
    expect(await (await follow()).accepted()).toBe(second)
  })

  test('works in its own clone, whatever repository a hook or an alias of git is about', async () => {
    const theirs = join(folder, 'theirs')
    execFileSync('git', ['clone', '--quiet', remote, theirs], { stdio: 'ignore' })
    await writeFile(join(theirs, 'unsaved'), 'work of a day')
    const first = await commit('one')
    const gitFolder = join(theirs, '.git')
    const env = {
      ...process.env,
      GIT_DIR: gitFolder,
      GIT_WORK_TREE: theirs,
      GIT_INDEX_FILE: join(gitFolder, 'index'),
      GIT_PREFIX: '',
    }
    const follower = await follow({ env })
    expect(await follower.look()).toEqual({ kind: 'new commit', commit: first })
    await follower.checkOut(first)
    expect(await checkedOut()).toBe('one')
    expect(await readFile(join(theirs, 'unsaved'), 'utf8')).toBe('work of a day')
  })

  test('settings of git that the environment has count beside its own', async () => {
    const first = await commit('one')
    const settings = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `url.${remote}.insteadOf`, GIT_CONFIG_VALUE_0: 'work:' }
    const follower = await follow({ remote: 'work:', env: { ...process.env, ...settings } })
    expect(await follower.look()).toEqual({ kind: 'new commit', commit: first })
    expect((await follower.git(['config', 'core.hooksPath'])).trim()).toBe('/dev/null')
  })

  test('refuses a rewritten history, also when the clone was lost and only the journal remembers', async () => {
    await commit('one')
    const gone = await commit('two')
    const follower = await follow()
    await follower.look()
    await git.raw(['reset', '--hard', '--quiet', 'HEAD~1'])
    await commit('another two')
    expect(await follower.look()).toMatchObject({ kind: 'refused' })
    expect(await follower.accepted()).toBe(gone)
    await rm(join(folder, 'clone'), { recursive: true })
    expect(await (await follow({ known: gone })).look()).toMatchObject({ kind: 'refused' })
  })

  test('what a commit holds is what is read: no attribute of it has a program or an encoding make something else of it', async () => {
    const home = join(folder, 'home')
    await mkdir(home)
    const program = `sh -c 'touch ${join(folder, 'ran')}; echo another text'`
    await writeFile(join(home, '.gitconfig'), `[filter "lfs"]\n\tsmudge = "${program}"\n\trequired = true\n`)
    await writeFile(join(remote, '.gitattributes'), 'file filter=lfs ident eol=crlf\n')
    const text = 'one\n$Id$\n'
    const first = await commit(text)
    const env = { PATH: process.env['PATH'], HOME: home }
    const follower = await follow({ env })
    await follower.look()
    await follower.checkOut(first)
    expect(await checkedOut()).toBe(text)
    await expect(readFile(join(folder, 'ran'))).rejects.toThrow('ENOENT')
    // The program is a good one: git itself runs it.
    execFileSync('git', ['clone', '--quiet', remote, join(folder, 'usual')], { env })
    expect(await readFile(join(folder, 'usual/file'), 'utf8')).toContain('another text')
  })

  test('a checkout that was killed, or edited by hand, is put right at the next start', async () => {
    const first = await commit('one')
    const follower = await follow()
    await follower.look()
    await follower.checkOut(first)
    await writeFile(join(folder, 'clone', '.git', 'index.lock'), '')
    await writeFile(join(folder, 'clone', 'file'), 'edited')
    await writeFile(join(folder, 'clone', 'other'), 'of nobody')
    await (await follow()).checkOut(first)
    await expect(readFile(join(folder, 'clone', 'other'))).rejects.toThrow('ENOENT')
    expect(await checkedOut()).toBe('one')
  })

  test('a branch that is not there is a failure, not an end, and is told with those that are', async () => {
    const nowhere = await follow({ branch: 'nowhere' })
    expect(await nowhere.look()).toEqual({
      kind: 'failed',
      why: 'the remote has no branch "nowhere"; it has none yet',
    })
    await commit('one')
    expect(await nowhere.look()).toEqual({ kind: 'failed', why: 'the remote has no branch "nowhere"; it has main' })
    const gone = await follow({ remote: join(folder, 'gone') })
    expect(await gone.look()).toMatchObject({ kind: 'failed', why: expect.stringContaining('git fetch') })
  })
})

describe('following a branch whose commits are signed', () => {
  test('accepts signers of the file; refuses one that is not signed even if a signed one stands on it', async () => {
    const allowedSigners = join(folder, 'allowed')
    await writeFile(allowedSigners, `operator@example.com ${await readFile(makeKey('trusted'), 'utf8')}`)
    makeKey('stranger')
    const follower = await follow({ signers: { allowedSigners, fingerprints: [] } })
    const first = await commit('signed', 'trusted')
    expect(await follower.look()).toEqual({ kind: 'new commit', commit: first })

    const unsigned = await commit('not signed')
    await commit('signed on top', 'trusted')
    expect(await follower.look()).toEqual({ kind: 'refused', why: `commit ${unsigned} is not signed` })
    expect(await follower.accepted()).toBe(first)

    await git.raw(['reset', '--hard', '--quiet', first])
    const foreign = await commit('by a stranger', 'stranger')
    expect(await follower.look()).toMatchObject({ kind: 'refused', why: expect.stringContaining(foreign) })
    expect(await follower.accepted()).toBe(first)
  })

  test('where keys are listed, one of them must have signed', async () => {
    const allowedSigners = join(folder, 'allowed')
    const publicKey = makeKey('trusted')
    await writeFile(allowedSigners, `operator@example.com ${await readFile(publicKey, 'utf8')}`)
    const fingerprint = execFileSync('ssh-keygen', ['-lf', publicKey], { encoding: 'utf8' }).split(' ')[1]!
    const tip = await commit('signed', 'trusted')
    const other = await follow({ signers: { allowedSigners, fingerprints: ['SHA256:other'] } })
    expect(await other.look()).toMatchObject({ kind: 'refused' })
    const listed = await follow({ signers: { allowedSigners, fingerprints: [fingerprint] } })
    expect(await listed.look()).toEqual({ kind: 'new commit', commit: tip })
  })
})

import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { followBranch } from '../../src/repository/follow-branch.ts'
import { proposeBranch, withdrawBranch, type BranchProposal } from '../../src/repository/propose-branch.ts'
import type { RunGit } from '../../src/repository/run-git.ts'

const BRANCH = 'pader/drift/two-site'

let folder: string
let git: RunGit
let base: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-propose-'))
  at('.', 'init', '--quiet', '--bare', '--initial-branch=main', 'remote.git')
  // The host's own book of what was pushed: nothing may reach another branch.
  const hook = join(folder, 'remote.git', 'hooks', 'update')
  await writeFile(hook, `#!/bin/sh\necho "$1" >> '${folder}/pushed'\n`)
  await chmod(hook, 0o755)
  at('.', 'clone', '--quiet', 'remote.git', 'person')
  at('person', 'checkout', '--quiet', '-B', 'main')
  await writeFile(join(folder, 'person', 'file.yaml'), '# kept\npriority: 10\n')
  await writeFile(join(folder, 'person', 'other.yaml'), 'one: 1\n')
  commit('First')
  git = await clone('clone')
  base = await tip()
})
afterEach(async () => rm(folder, { recursive: true, force: true }))

function at(where: string, ...args: string[]): string {
  const names = ['-c', 'user.name=Person', '-c', 'user.email=person@example.com']
  return execFileSync('git', [...names, ...args], { cwd: join(folder, where), encoding: 'utf8', stdio: 'pipe' }).trim()
}

function commit(message: string, branch = 'main'): string {
  at('person', 'add', '.')
  at('person', 'commit', '--quiet', '-m', message)
  at('person', 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`)
  return at('person', 'rev-parse', 'HEAD')
}

const remote = (): string => join(folder, 'remote.git')

async function clone(name: string): Promise<RunGit> {
  const follower = await followBranch({
    remote: remote(),
    branch: 'main',
    folder: join(folder, name),
    env: process.env,
  })
  expect(await follower.look()).toMatchObject({ kind: 'new commit' })
  return follower.git
}

async function tip(): Promise<string> {
  await git(['fetch', '--quiet', remote(), '+refs/heads/main:refs/pader/accepted'])
  return (await git(['rev-parse', 'refs/pader/accepted'])).trim()
}

const target = (more: object = {}) => ({
  remote: remote(),
  branch: BRANCH,
  followed: 'main',
  signature: { email: 'pader@example.com' },
  ...more,
})

const proposal = (more: Partial<BranchProposal> = {}): BranchProposal => ({
  base,
  message: 'Take over a change\n\n    priority of tokyo-2  10 → 20\n',
  mark: 'mark-of-20',
  files: [{ path: 'file.yaml', content: '# kept\npriority: 20\n' }],
  ...more,
})

const propose = async (more: Partial<BranchProposal> = {}, to: object = {}) =>
  proposeBranch(git, target(to), proposal(more))
const branches = (): string[] => at('remote.git', 'branch', '--format=%(refname:short)').split('\n').toSorted()
const pushed = async (): Promise<string[]> => (await readFile(join(folder, 'pushed'), 'utf8')).trim().split('\n')
const shown = (what: string): string => at('remote.git', 'show', what)

describe('proposing a change as a branch', () => {
  test('makes one commit on the base with the files and the text, and leaves the followed branch alone', async () => {
    const made = await propose()
    expect(made).toMatchObject({ kind: 'pushed' })
    expect(branches()).toEqual(['main', BRANCH])
    expect(shown(`${BRANCH}:file.yaml`)).toBe('# kept\npriority: 20')
    expect(shown(`${BRANCH}:other.yaml`)).toBe('one: 1')
    expect(at('remote.git', 'rev-parse', `${BRANCH}^`)).toBe(base)
    expect(at('remote.git', 'log', '-1', '--format=%cn <%ce>%n%s', BRANCH)).toBe(
      'Pader <pader@example.com>\nTake over a change',
    )
    expect(at('remote.git', 'rev-parse', 'main')).toBe(base)
    expect(new Set((await pushed()).slice(1))).toEqual(new Set([`refs/heads/${BRANCH}`]))
    expect(await git(['status', '--porcelain', '--untracked-files=no'])).not.toContain('pader')
  })

  test('the same difference is the same branch and the same commit, also when other files were changed meanwhile', async () => {
    const first = await propose()
    expect(await propose()).toEqual({ ...first, kind: 'as before' })
    await writeFile(join(folder, 'person', 'other.yaml'), 'one: 2\n')
    commit('Something else')
    expect(await propose({ base: await tip() })).toEqual({ ...first, kind: 'as before' })
    expect((await pushed()).filter((ref) => ref.endsWith(BRANCH))).toHaveLength(1)
  })

  test('another difference, or a file that was changed meanwhile, brings the branch up to date', async () => {
    await propose()
    const more = { mark: 'mark-of-30', files: [{ path: 'file.yaml', content: '# kept\npriority: 30\n' }] }
    expect(await propose(more)).toMatchObject({ kind: 'pushed' })
    await writeFile(join(folder, 'person', 'file.yaml'), '# kept, and more\npriority: 10\n')
    const next = commit('A comment')
    base = await tip()
    expect(
      await propose({ ...more, files: [{ path: 'file.yaml', content: '# kept, and more\npriority: 30\n' }] }),
    ).toMatchObject({ kind: 'pushed' })
    expect(branches()).toEqual(['main', BRANCH])
    expect(shown(`${BRANCH}:file.yaml`)).toBe('# kept, and more\npriority: 30')
    expect(at('remote.git', 'rev-parse', `${BRANCH}^`)).toBe(next)
  })

  test('a branch on which a person committed is left alone, by a new clone too', async () => {
    await propose()
    at('person', 'fetch', '--quiet')
    at('person', 'checkout', '--quiet', '-b', 'mine', `origin/${BRANCH}`)
    await writeFile(join(folder, 'person', 'file.yaml'), '# kept\npriority: 25\n')
    const theirs = commit('Better so', BRANCH)
    const left = { kind: 'left alone', why: expect.stringContaining(theirs.slice(0, 12)) }
    expect(await propose({ mark: 'another' })).toEqual(left)
    expect(await withdrawBranch(git, target())).toBe(false)
    git = await clone('clone2')
    expect(await propose({ mark: 'another' })).toEqual(left)
    expect(at('remote.git', 'rev-parse', BRANCH)).toBe(theirs)
  })

  test('a clone that was lost knows its branch again', async () => {
    await propose()
    git = await clone('clone2')
    expect(await propose()).toMatchObject({ kind: 'as before' })
    expect(await propose({ mark: 'another', message: 'Another' })).toMatchObject({ kind: 'pushed' })
  })

  test('a branch that somebody took away stays away for the same difference, and comes for another', async () => {
    await propose()
    at('person', 'push', '--quiet', 'origin', `:refs/heads/${BRANCH}`)
    expect(await propose()).toMatchObject({ kind: 'left alone' })
    expect(branches()).toEqual(['main'])
    expect(await propose({ mark: 'another' })).toMatchObject({ kind: 'pushed' })
  })

  test('it is taken away when nothing differs any more, and may come again', async () => {
    await propose()
    expect(await withdrawBranch(git, target())).toBe(true)
    expect(branches()).toEqual(['main'])
    expect(await withdrawBranch(git, target())).toBe(false)
    expect(await propose()).toMatchObject({ kind: 'pushed' })
  })

  test('the followed branch is never pushed to, and nothing is written through a link', async () => {
    await expect(propose({}, { branch: 'main' })).rejects.toThrow('never pushed to')
    execFileSync('ln', ['-s', '/etc/passwd', join(folder, 'person', 'link.yaml')])
    commit('A link')
    base = await tip()
    await expect(propose({ files: [{ path: 'link.yaml', content: 'x' }] })).rejects.toThrow('no file of the repository')
    expect(branches()).toEqual(['main'])
  })

  test('is signed where a key is given, as those who verify it see', async () => {
    const key = join(folder, 'key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'pader', '-f', key])
    await writeFile(join(folder, 'allowed'), `pader@example.com ${await readFile(`${key}.pub`, 'utf8')}`)
    const made = await propose({}, { signature: { email: 'pader@example.com', key } })
    if (made.kind !== 'pushed') throw new Error(made.kind)
    const file = `gpg.ssh.allowedSignersFile=${join(folder, 'allowed')}`
    expect(at('remote.git', '-c', file, 'log', '-1', '--format=%G?', made.commit)).toBe('G')
  })

  test('a remote that refuses is a failure in its own words', async () => {
    await writeFile(
      join(folder, 'remote.git', 'hooks', 'update'),
      '#!/bin/sh\necho "protected: ask a maintainer" >&2\nexit 1\n',
    )
    await expect(propose()).rejects.toThrow(/git push: .*protected: ask a maintainer/s)
    expect(branches()).toEqual(['main'])
  })
})

describe('a process that is killed', () => {
  /** Git as a process has it that dies right before, or right after, the first call of that kind. */
  const dying =
    (when: 'before' | 'after', call: string): RunGit =>
    async (args, ...rest) => {
      if (when === 'before' && args[0] === call) throw new Error('killed')
      const said = await git(args, ...rest)
      if (when === 'after' && args[0] === call) throw new Error('killed')
      return said
    }

  test.each([
    ['between commit and push', 'before', 'push', 'pushed'],
    ['between push and remembering it', 'after', 'push', 'as before'],
  ] as const)('%s leaves nothing that the next one does not put right', async (_when, when, call, expected) => {
    await expect(proposeBranch(dying(when, call), target(), proposal())).rejects.toThrow('killed')
    const next = await proposeBranch(git, target(), proposal())
    expect(next.kind).toBe(expected)
    expect(at('remote.git', 'rev-parse', BRANCH)).toBe('commit' in next ? next.commit : '')
    expect(at('remote.git', 'show', `${BRANCH}:file.yaml`)).toContain('priority: 20')
    expect(at('remote.git', 'rev-list', '--count', `main..${BRANCH}`)).toBe('1')
    // And it is still known as Pader's own: it moves on with the difference, and goes away with it.
    const files = [{ path: 'file.yaml', content: '# kept\npriority: 30\n' }]
    expect((await proposeBranch(git, target(), proposal({ mark: 'mark-of-30', files }))).kind).toBe('pushed')
    expect(await withdrawBranch(git, target())).toBe(true)
  })
})

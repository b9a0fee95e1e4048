import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pader } from '../cli/support.ts'

let folder: string
const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: join(folder, cwd),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-shallow-'))
  cpSync('clusters/two-site', join(folder, 'whole/clusters/two-site'), { recursive: true })
  git('whole', 'init', '-q', '-b', 'main')
  const file = join(folder, 'whole/clusters/two-site/cluster.yaml')
  for (const priority of [10, 20, 30, 40]) {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/priority: \d+/, `priority: ${priority}`))
    git('whole', 'add', '-A')
    git('whole', 'commit', '-qm', `priority ${priority}`)
  }
  git('whole', 'branch', 'other', 'HEAD~3')
  git('.', 'clone', '-q', '--depth=2', '--branch', 'main', `file://${join(folder, 'whole')}`, 'shallow')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const compare = (base: string, head = 'HEAD'): ReturnType<typeof pader> =>
  pader(join(folder, 'shallow'), 'compile', '--dry-run', '--base', base, '--head', head)

test('two revisions that a shallow clone has are compared without a checkout', async () => {
  writeFileSync(
    join(folder, 'shallow/clusters/two-site/cluster.yaml'),
    'format: what the working copy says is not asked\n',
  )
  const ended = await compare('HEAD~1')
  git('shallow', 'checkout', '-q', '.')
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
  expect(ended.stdout).toContain('priority of 4 nodes: newyork-1, newyork-2, tokyo-1, tokyo-2: 30 → 40')
})

test('what the clone does not reach is said with the depth that it needs, and following the advice helps', async () => {
  const ended = await compare('HEAD~3')
  expect(ended.exitCode).toBe(3)
  expect(ended.stderr).toContain('it has 2 of the 4 commits that lead there')
  const [, advice = ''] = /"git (fetch --deepen=\d+)"/.exec(ended.stderr) ?? []
  git('shallow', ...advice.split(' '))
  expect((await compare('HEAD~3')).stdout).toContain('10 → 40')
})

test('a branch that was not cloned is fetched alone, and following the advice helps', async () => {
  const ended = await compare('origin/other')
  expect(ended.exitCode).toBe(3)
  const [, advice = ''] = /"git (fetch --depth=1 origin \S+)"/.exec(ended.stderr) ?? []
  git('shallow', ...advice.split(' '))
  expect((await compare('origin/other')).stdout).toContain('10 → 40')
})

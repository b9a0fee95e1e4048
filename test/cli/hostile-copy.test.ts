import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { committed, type Committed } from './committed.ts'
import { pader } from './support.ts'

/** A working copy as whoever opens a pull request can make it; `outside` is a folder that no commit may reach. */
let copy: Committed
let outside: string
beforeEach(() => {
  copy = committed('two-site')
  outside = `${copy.folder}-outside`
  mkdirSync(outside)
})
afterEach(() => {
  copy.remove()
  rmSync(outside, { recursive: true, force: true })
})

test('a folder that poses as a repository of git names no program that is run', async () => {
  const proof = join(outside, 'ran')
  const program = `touch ${proof}; false`
  const settings = `[core]\nrepositoryformatversion = 0\nbare = false\nworktree = two-site\nfsmonitor = "${program}"\n`
  const log = `[log]\nshowSignature = true\n[gpg]\nprogram = "${program}"\n`
  mkdirSync(join(copy.folder, 'clusters/objects'), { recursive: true })
  mkdirSync(join(copy.folder, 'clusters/refs'))
  copy.git('mv', 'two-site', 'clusters/two-site')
  writeFileSync(join(copy.folder, 'clusters/HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(join(copy.folder, 'clusters/config'), settings + log)
  writeFileSync(join(copy.folder, 'clusters/objects/.keep'), '')
  writeFileSync(join(copy.folder, 'clusters/refs/.keep'), '')
  copy.git('add', '-A')
  copy.git('commit', '-qm', 'second')

  for (const call of [
    ['compile', 'clusters'],
    ['compile', 'clusters', '--dry-run', '--base', 'HEAD'],
    ['compile', 'clusters', '--dry-run', '--head', 'HEAD'],
    ['explain', 'tokyo-1', '--cluster', 'two-site'],
  ]) {
    const { exitCode, stderr } = await pader(copy.folder, ...call)
    expect([call, exitCode, stderr]).toEqual([call, 0, expect.anything()])
  }
  expect(existsSync(proof)).toBe(false)
  // The bait is good: git itself bites as soon as it starts in the folder.
  expect(() => copy.git('-C', 'clusters', 'status')).not.toThrow()
  expect(existsSync(proof)).toBe(true)
})

test('artifacts are neither written nor removed through a link of the working copy', async () => {
  writeFileSync(join(outside, 'precious.json'), '{}')
  for (const link of ['.pader', '.pader/out', '.pader/out/two-site', '.pader/out/two-site/locations']) {
    mkdirSync(join(copy.folder, link, '..'), { recursive: true })
    symlinkSync(outside, join(copy.folder, link))
    const { exitCode, stderr } = await pader(copy.folder, 'compile', '.')
    expect([link, exitCode]).toEqual([link, 1])
    expect(stderr).toContain(`${link}" is a link`)
    expect(readdirSync(outside)).toEqual(['precious.json'])
    rmSync(join(copy.folder, '.pader'), { recursive: true })
  }
  symlinkSync(outside, join(copy.folder, 'build'))
  expect((await pader(copy.folder, 'compile', '.', '--out', 'build/out')).exitCode).toBe(1)
  expect(readdirSync(outside)).toEqual(['precious.json'])
})

test('an artifact folder that the caller names elsewhere may be a link', async () => {
  const link = join(outside, 'link')
  mkdirSync(join(outside, 'disk'))
  symlinkSync(join(outside, 'disk'), link)
  expect((await pader(copy.folder, 'compile', '.', '--out', link)).exitCode).toBe(0)
  expect(existsSync(join(outside, 'disk/two-site/manifest.json'))).toBe(true)
})

test('a folder of clusters that a commit turned into a link out of the working copy is not read', async () => {
  mkdirSync(join(outside, 'private'))
  writeFileSync(join(outside, 'private/cluster.yaml'), 'a-canary: here\n')
  symlinkSync(outside, join(copy.folder, 'clusters'))
  const { exitCode, stdout, stderr } = await pader(copy.folder, 'compile', 'clusters', '--dry-run')
  expect(exitCode).toBe(3)
  expect(stderr).toContain('is a link that leads out of its repository')
  expect(stdout + stderr).not.toContain('canary')

  // Inside of the working copy a link is as good as what it leads to.
  rmSync(join(copy.folder, 'clusters'))
  mkdirSync(join(copy.folder, 'kept'))
  copy.git('mv', 'two-site', 'kept/two-site')
  symlinkSync('kept', join(copy.folder, 'clusters'))
  expect((await pader(copy.folder, 'compile', 'clusters', '--dry-run')).exitCode).toBe(0)
})

test('a link to something hidden is not followed: jobs keep there what they log in with', async () => {
  writeFileSync(join(copy.folder, '.env'), 'a-canary: here\n')
  symlinkSync('../../.env', join(copy.folder, 'two-site/locations/osaka.yaml'))
  const { exitCode, stdout, stderr } = await pader(copy.folder, 'compile', '.', '--dry-run')
  expect(exitCode).toBe(3)
  expect(stdout).toContain('something hidden')
  expect(stdout + stderr).not.toContain('canary')
})

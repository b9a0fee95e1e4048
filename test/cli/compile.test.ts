import { Ajv } from 'ajv'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pader } from './support.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-compile-'))
  cpSync('clusters/two-site', join(folder, 'clusters/two-site'), { recursive: true })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const out = (): string => join(folder, '.pader/out/two-site')
const edit = (path: string, from: string, to: string): void => {
  const file = join(folder, 'clusters/two-site', path)
  const before = readFileSync(file, 'utf8')
  expect(before).toContain(from)
  writeFileSync(file, before.replace(from, to))
}
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  })

test('writes artifacts, and the second time nothing', async () => {
  const first = await pader(folder, 'compile')
  expect(first).toMatchObject({ exitCode: 0, stderr: '' })
  expect(first.stdout).toContain('wrote locations/newyork.json, locations/tokyo.json')
  const before = readdirSync(out(), { recursive: true, encoding: 'utf8' }).map((name) => [
    name,
    statSync(join(out(), name)).mtimeMs,
  ])
  const second = await pader(folder, 'compile', '--detailed-exitcode', '--out', '.pader/out')
  expect(second.stdout).toContain('.pader/out/two-site is up to date')
  expect(second.exitCode).toBe(0)
  const after = readdirSync(out(), { recursive: true, encoding: 'utf8' }).map((name) => [
    name,
    statSync(join(out(), name)).mtimeMs,
  ])
  expect(after).toEqual(before)
})

test('a dry run writes nothing and says what it would write', async () => {
  const ended = await pader(folder, 'compile', '--dry-run')
  expect(ended.stdout).toContain('would write locations/newyork.json')
  expect(readdirSync(folder)).toEqual(['clusters'])
})

test('a dry run works where nothing can be written', async () => {
  chmodSync(folder, 0o555)
  expect((await pader(folder, 'compile', '--dry-run')).exitCode).toBe(0)
  chmodSync(folder, 0o755)
})

test('an error keeps what was written before', async () => {
  await pader(folder, 'compile')
  const before = readFileSync(join(out(), 'manifest.json'), 'utf8')
  edit('locations/tokyo.yaml', 'transit: true', 'transit: tru')
  const ended = await pader(folder, 'compile')
  expect(ended.exitCode).toBe(3)
  expect(ended.stdout).toContain('error SCHEMA-TYPE')
  // What could be read of the cluster has a size and a digest that are not the cluster's.
  expect(ended.stdout).toContain('two-site: nothing is written while there are errors\n')
  expect(readFileSync(join(out(), 'manifest.json'), 'utf8')).toBe(before)
})

test('the artifact of a location that went away is removed, and nothing else is', async () => {
  await pader(folder, 'compile')
  writeFileSync(join(out(), 'notes.txt'), 'mine')
  rmSync(join(folder, 'clusters/two-site/locations/newyork.yaml'))
  edit('cluster.yaml', '- between: [tokyo, newyork]', '- between: [tokyo, tokyo-2]')
  edit('cluster.yaml', '- between: [tokyo-1, newyork-1]', '- between: [tokyo-1, tokyo-2]')
  const ended = await pader(folder, 'compile')
  expect(ended.stdout).toContain('removed locations/newyork.json')
  expect(readdirSync(join(out(), 'locations'))).toEqual(['tokyo.json'])
  expect(readdirSync(out())).toContain('notes.txt')
})

test('formatting and comments change no digest', async () => {
  await pader(folder, 'compile')
  const digestOf = (): unknown => JSON.parse(readFileSync(join(out(), 'manifest.json'), 'utf8')).digest
  const before = digestOf()
  edit('cluster.yaml', 'priority: 10', '# the same everywhere\n  priority:    0xa')
  await pader(folder, 'compile')
  expect(digestOf()).toBe(before)
  edit('cluster.yaml', '0xa', '11')
  await pader(folder, 'compile')
  expect(digestOf()).not.toBe(before)
})

test('--base lists the values that differ from a revision, read without a checkout', async () => {
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'start')
  edit('cluster.yaml', 'priority: 10', 'priority: 20')
  edit('locations/tokyo.yaml', '  tokyo-2:', '  tokyo-9:')
  const ended = await pader(folder, 'compile', '--dry-run', '--base', 'HEAD', '--detailed-exitcode')
  expect(ended.exitCode).toBe(2)
  expect(ended.stdout).toContain(`
two-site: low risk, 3 changes
     no request at a node of both revisions is decided differently (proved)
  changes of the cluster
  ~ priority of 4 nodes: newyork-1, newyork-2, tokyo-1, tokyo-9: 10 → 20
      clusters/two-site/cluster.yaml:24:13
`)
  expect(ended.stdout).toContain(`
  changes of tokyo
  > node "tokyo-2" is renamed to "tokyo-9"; it is the same appliance
      clusters/two-site/locations/tokyo.yaml:15:3
`)
  expect(ended.stdout).toContain(`
  rollout, if the live state equals HEAD: 5 changes in 2 commits
`)
  expect(readdirSync(folder)).not.toContain('.pader')
  const { stdout } = await pader(folder, 'compile', '--dry-run', '--base', 'HEAD', '--output', 'json')
  const read = (name: string): object => JSON.parse(readFileSync(`schema/output/${name}.schema.json`, 'utf8'))
  const validate = new Ajv({ strict: true, strictRequired: false })
    .addSchema(read('diagnostics'))
    .addSchema(read('impact'))
    .compile(read('compile'))
  expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true)
  expect(validate({})).toBe(false)
})

test('a change of formatting has no effect, and equal digests prove it', async () => {
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'start')
  edit('cluster.yaml', 'priority: 10', 'priority:   10 # ten')
  const ended = await pader(folder, 'compile', '--dry-run', '--base', 'HEAD', '--detailed-exitcode')
  expect(ended.stdout).toContain('no effect')
  expect(ended.exitCode).toBe(0)
})

test('a revision that the checks find errors in is compared all the same, and it is said', async () => {
  git('init', '-q')
  edit('locations/tokyo.yaml', '10.81.0.12/24', '10.81.0.13/24')
  git('add', '-A')
  git('commit', '-qm', 'start')
  edit('locations/tokyo.yaml', '10.81.0.13/24', '10.81.0.12/24')
  edit('cluster.yaml', 'priority: 10', 'priority: 20')
  const ended = await pader(folder, 'compile', '--dry-run', '--base', 'HEAD')
  expect(ended.exitCode).toBe(0)
  expect(ended.stderr).toMatch(/"HEAD" does not compile: clusters\/two-site\/\S+:\d+:\d+ CM-/)
  expect(ended.stdout).toMatch(/priority of 4 nodes: .*: 10 → 20/)
})

test('below a long review the errors are named once more, with the first of them', async () => {
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'start')
  edit('cluster.yaml', 'priority: 10', 'priority: 20')
  edit('locations/tokyo.yaml', '10.81.0.12/24', '10.81.0.13/24')
  const { exitCode, stdout } = await pader(folder, 'compile', '--dry-run', '--base', 'HEAD')
  expect(exitCode).toBe(3)
  const [last, review] = stdout.trimEnd().split('\n\n').toReversed()
  expect(last?.replaceAll(/\s+/g, ' ')).toMatch(
    /^1 error above has to be corrected first: CM-[A-Z]+-\d+ at clusters\/two-site\/\S+:\d+:\d+$/,
  )
  expect(review).toMatch(/priority of 4 nodes: .*: 10 → 20/)
})

test('a revision that is not there is a clear error', async () => {
  git('init', '-q')
  expect(await pader(folder, 'compile', '--dry-run', '--base', 'nowhere')).toMatchObject({
    exitCode: 3,
    stderr:
      'pader: there is no revision "nowhere" in this repository: name a commit, branch or tag of this repository; a shallow clone has few\n',
  })
})

test('no folder, an empty folder and a single cluster', async () => {
  expect(await pader(folder, 'compile', 'nothing')).toMatchObject({
    exitCode: 3,
    stderr:
      'pader: there is no "nothing" here: name a folder of clusters or the folder of one cluster (default: "clusters")\n',
  })
  const empty = await pader(folder, 'compile', '--dry-run', 'clusters/two-site/locations/..')
  expect(empty.exitCode).toBe(0)
  expect(empty.stdout).toContain('two-site: 4 nodes in 2 locations')
  expect((await pader(folder, 'compile', '--cluster', 'three')).stderr).toBe(
    'pader: no cluster "three": clusters are two-site\n',
  )
})

test('a path that cannot be looked at is not said to be absent', async () => {
  symlinkSync('loop', join(folder, 'loop'))
  expect(await pader(folder, 'compile', 'loop/two-site')).toMatchObject({
    exitCode: 1,
    stderr:
      'pader: cannot read "loop/two-site": too many symbolic links encountered: name another place, or move what is there out of the way\n',
  })
})

test('artifacts that cannot be written are told with the cure of what keeps them', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { exitCode, stderr } = await pader(folder, 'compile', '--out', 'file')
  expect(stderr).toContain(': name another place, or move what is there out of the way, name another folder with --out')
  expect(exitCode).toBe(1)
})

test('a submodule that is not checked out is no cluster that is not there', async () => {
  mkdirSync(join(folder, 'clusters/paris'))
  const { exitCode, stdout } = await pader(folder, 'compile', '--dry-run')
  expect(exitCode).toBe(3)
  expect(stdout).toContain('clusters/paris error REF-UNREAD-FOLDER:')
  const asked = await pader(folder, 'compile', '--cluster', 'paris')
  expect(asked).toMatchObject({ exitCode: 64 })
  expect(asked.stderr).toContain('there is no "cluster.yaml" in its folder')
  expect((await pader(folder, 'compile', '--dry-run', '--cluster', 'two-site')).exitCode).toBe(0)
})

test('a link out of the repository is not followed', async () => {
  writeFileSync(join(folder, 'secret.yaml'), 'format: 1\nnodes: {}')
  symlinkSync(join(folder, 'secret.yaml'), join(folder, 'clusters/two-site/locations/osaka.yaml'))
  const ended = await pader(folder, 'compile', '--dry-run')
  expect(ended.exitCode).toBe(3)
  expect(ended.stdout).toContain('the link leads out of the repository')
})

test('--detailed-exitcode without anything to compare with is a mistake of use', async () => {
  expect((await pader(folder, 'compile', '--dry-run', '--detailed-exitcode')).exitCode).toBe(64)
})

test('JSON is one document whatever was found', async () => {
  edit('locations/tokyo.yaml', 'transit: true', 'transit: tru')
  const ended = await pader(folder, 'compile', '--output', 'json')
  const parsed = JSON.parse(ended.stdout)
  expect(parsed).toMatchObject({ formatVersion: 1, summary: { errors: 1 }, dryRun: false })
  expect(parsed.diagnostics[0].span.start).toEqual({ line: 11, column: 14 })
})

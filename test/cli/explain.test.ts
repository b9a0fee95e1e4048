import { Ajv } from 'ajv'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pader } from './support.ts'

/** A copy of the two clusters that no history is known of. */
function copied(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pader-explain-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync('clusters', join(folder, 'clusters'), { recursive: true })
  return folder
}

function commit(folder: string, author: string, summary: string): void {
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=CI', '-c', 'user.email=ci@example.com', ...args], {
      cwd: folder,
      env: { ...process.env, GIT_AUTHOR_DATE: '2026-03-01T23:30:00-0500' },
      stdio: 'ignore',
    })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-q', `--author=${author} <a@example.com>`, '-m', summary)
}

test('explains a value by every layer that had a say, with lines and the checks that look at it', async () => {
  const ended = await pader(copied(), 'explain', 'tokyo-10', 'updates.fromInternet', '--cluster', 'three-site')
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
  expect(ended.stdout).toBe(`tokyo-10 in tokyo, cluster three-site

updates.fromInternet (Download updates from the internet): true
    set by node: clusters/three-site/cluster.yaml:48:21
    overrides cluster, which says false: clusters/three-site/cluster.yaml:38:19
    checked by CM-UPD-004, CM-UPD-005, CM-UPD-006, CM-UPD-009, CM-UPD-010
`)
})

test('says which commit and author touched each line last, by the author’s calendar, and what is not committed', async () => {
  const folder = copied()
  commit(folder, 'Aiko Tanaka', 'first light')
  const file = join(folder, 'clusters/two-site/locations/tokyo.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('transit: true', 'transit: true\n    priority: 7'))
  const ended = await pader(folder, 'explain', 'tokyo-1', 'priority', '--cluster', 'two-site')
  expect(ended.stdout).toMatch(
    /set by node: clusters\/two-site\/locations\/tokyo.yaml:12:15\n {6}not committed yet\n {4}overrides cluster, which says 10: .*\n {6}[0-9a-f]{10} 2026-03-01 Aiko Tanaka: first light\n/,
  )
})

test('the JSON is what its published schema says', async () => {
  const folder = copied()
  commit(folder, 'Aiko Tanaka', 'first light')
  const { stdout } = await pader(folder, 'explain', 'tokyo-1', '--cluster', 'two-site', '--output', 'json')
  const validate = new Ajv({ strict: true }).compile(
    JSON.parse(readFileSync('schema/output/explain.schema.json', 'utf8')),
  )
  const document = JSON.parse(stdout)
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
  expect(validate({ ...document, values: [{}] })).toBe(false)
  const checks = document.values.flatMap((value: { checks: string[] }) => value.checks)
  expect(new Set(checks).size).toBeGreaterThan(30)
})

test('says which cluster is missing, and what a name was meant to be', async () => {
  expect((await pader('.', 'explain', 'tokyo-1')).stderr).toContain(
    'several clusters have a node "tokyo-1": choose with --cluster: three-site, two-site',
  )
  expect(await pader('.', 'explain', 'tokio-12')).toMatchObject({
    exitCode: 64,
    stderr: 'pader: no node "tokio-12": did you mean "tokyo-12"?\n',
  })
  expect((await pader('.', 'explain', 'tokyo-12', 'update')).stderr).toContain(
    '"tokyo-12" has no value "update": did you mean "updates"?',
  )
})

test('prints the schema of a kind of file', async () => {
  expect(JSON.parse((await pader('.', 'schema', 'location')).stdout)).toMatchObject({ title: 'Location' })
  expect((await pader('.', 'schema', 'locaton')).stderr).toContain('did you mean "location"?')
  expect((await pader('.', 'schema')).stdout).toMatch(/^cluster +Cluster$/m)
})

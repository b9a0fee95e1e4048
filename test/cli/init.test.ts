import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { run } from '../../src/cli/run.ts'
import { compile, pader } from './support.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-init-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
const files = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
const uuid = (index: number): string => `564D0FA3-6391-5B1C-ECDD-${String(index).padStart(12, '0')}`

/** Compiles what is there and expects no error and no warning, in the layout of `pader fmt`. */
async function expectClean(): Promise<void> {
  const { exitCode, stdout } = await pader(folder, 'compile', '--dry-run', '--output', 'json')
  const { summary } = JSON.parse(stdout) as { summary: { errors: number; warnings: number } }
  expect({ exitCode, ...summary }).toMatchObject({ exitCode: 0, errors: 0, warnings: 0 })
  expect(await pader(folder, 'fmt', '--check')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
}

test('a repository made of nothing compiles without a warning', async () => {
  const ended = await pader(folder, 'init')
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
  expect(ended.stdout).toContain('write your nodes into clusters/main/locations')
  await expectClean()
  expect(read('clusters/main/locations/north.yaml')).toContain('# These nodes are made up')
})

describe('whatever nodes it is given', () => {
  test.each([
    ['two in one location', [2]],
    ['one in each of two', [1, 1]],
    ['a location that is split', [14, 2]],
    ['three locations', [3, 4, 1]],
  ])('%s: it compiles without a warning and has them all', async (_title, sizes) => {
    const nodes = sizes.flatMap((size, site) =>
      Array.from({ length: size }, (_, index) => ({ site, index, name: `s${site}-${index}` })),
    )
    const given = nodes.flatMap(({ site, index, name }) => [
      '--member',
      `site-${site}/${name}=10.${site}.0.${index + 1},${uuid(site * 100 + index)}`,
    ])
    const ended = await pader(folder, 'init', '--cluster', 'proxies', '--build', '51390', ...given)
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
    await expectClean()
    const [cluster] = (await compile(folder)).fleet.clusters
    expect(cluster?.nodes.map(({ name, address }) => `${name} ${address?.value}`)).toEqual(
      nodes.map(({ site, index, name }) => `${name} 10.${site}.0.${index + 1}`).toSorted(),
    )
  })
})

test('in a terminal it asks, says what is wrong with an answer, and Enter takes what is usual', async () => {
  const answers = [
    'proxies',
    '',
    '51390',
    '10.0.0.3, 10.0.0.4, 10.0.0.5',
    '@example/network',
    'tokyo-1',
    ...[1, 2].map((index) => `tokyo/tokyo-${index}=10.81.0.1${index},${uuid(index)}`),
    '',
  ]
  let stdout = ''
  const questions: string[] = []
  const exitCode = await run(['init'], {
    stdout: { write: (text) => void (stdout += text), isTerminal: true, columns: 80 },
    stderr: { write: (text) => void (stdout += text), isTerminal: true, columns: 80 },
    env: {},
    cwd: folder,
    home: process.cwd(),
    stop: new AbortController().signal,
    endInOrder: () => undefined,
    now: () => new Date('2027-01-15T12:00:00Z'),
    ask: async (question) => {
      questions.push(question)
      return answers.shift()
    },
  })
  expect([exitCode, answers]).toEqual([0, []])
  expect(questions[0]).toBe('name of the cluster [main]: ')
  expect(stdout).toContain('  a node is given as LOCATION/NAME=ADDRESS,UUID, not as "tokyo-1"\n')
  expect(read('CODEOWNERS')).toContain('* @example/network\n')
  expect(parse(read('clusters/proxies/cluster.yaml'))).toMatchObject({
    product: { build: '51390' },
    entryNode: 'tokyo-1',
  })
  await expectClean()
})

test('what is there already is kept, and a cluster is not made twice', async () => {
  writeFileSync(join(folder, 'README.md'), 'ours\n')
  expect((await pader(folder, 'init')).stdout).toContain('kept README.md, which already exists\n')
  expect(read('README.md')).toBe('ours\n')
  const before = files()
  expect(await pader(folder, 'init')).toMatchObject({ exitCode: 3, stdout: '' })
  mkdirSync(join(folder, 'named'))
  expect((await pader(join(folder, 'named'), 'init', '--cluster', 'own')).exitCode).toBe(0)
  const second = await pader(join(folder, 'named'), 'init')
  expect(second).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('there is already a cluster: "own"') })
  rmSync(join(folder, 'named'), { recursive: true })
  expect((await pader(folder, 'init', '--cluster', 'second')).exitCode).toBe(0)
  expect(files().length).toBe(before.length + 3)
})

test('what cannot compile is said and not written', async () => {
  const ended = await pader(folder, 'init', '--cluster', 'Not A Name')
  expect(ended.exitCode).toBe(3)
  expect(ended.stderr).toContain('REF-NAME')
  expect(files()).toEqual([])
  expect(await pader(folder, 'init', '--member', 'a-1')).toMatchObject({ exitCode: 64 })
})

test('every file that is not YAML of Pader is what its reader expects, and every schema is where files look for it', async () => {
  await pader(folder, 'init')
  for (const path of files()) {
    if (path.endsWith('.json')) expect(() => JSON.parse(read(path)) as unknown).not.toThrow()
    if (!/\.ya?ml$/.test(path)) continue
    expect(() => parse(read(path)) as unknown).not.toThrow()
    const schema = /\$schema=(\S+)/.exec(read(path))?.[1]
    if (path.startsWith('clusters/')) expect(schema).toBeDefined()
    if (schema !== undefined) expect(existsSync(resolve(folder, dirname(path), schema))).toBe(true)
  }
  const settings = JSON.parse(read('.vscode/settings.json')) as { 'yaml.schemas': Record<string, string[]> }
  for (const schema of Object.keys(settings['yaml.schemas'])) expect(files()).toContain(schema)
})

test('the steps of its workflows that call pader do what they say', async () => {
  await pader(folder, 'init')
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
    })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'begin')
  const workflow = parse(read('.github/workflows/pader.yml')) as { jobs: { compile: { steps: { run?: string }[] } } }
  const gitlab = parse(read('.gitlab-ci.yml')) as { pader: { script: string[] } }
  const hooks = parse(read('.pre-commit-config.yaml')) as { repos: { hooks: { entry: string }[] }[] }
  const steps = [
    ...workflow.jobs.compile.steps.map((step) => step.run ?? ''),
    ...gitlab.pader.script,
    ...hooks.repos.flatMap((repo) => repo.hooks.map(({ entry }) => entry)),
  ].filter((step) => step.startsWith('pader '))
  expect(steps.length).toBeGreaterThan(4)
  for (const step of steps) {
    // The shell fills in what the host knows of the change, and is asked for the words that it makes of a step.
    const env = {
      BASE: 'HEAD',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: 'HEAD',
    }
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${step.replace('pader ', '')}`], {
      env,
      encoding: 'utf8',
    })
    const ended = await pader(folder, ...words.trimEnd().split('\n'))
    expect([step, ended.exitCode, ended.stderr]).toEqual([step, 0, ''])
  }
})

test('what its pipelines run is there: the actions, the scripts that they call, the included jobs', async () => {
  await pader(folder, 'init')
  const used = [...read('.github/workflows/pader.yml').matchAll(/uses: \.\/(\S+)/g)].map(([, path]) => path ?? '')
  expect(new Set(used).size).toBe(2)
  let called = 0
  for (const action of new Set(used)) {
    const text = read(`${action}/action.yml`)
    for (const [, script] of text.matchAll(/\$GITHUB_ACTION_PATH\/([\w./-]+)/g)) {
      expect(existsSync(join(folder, action, script ?? '')), script).toBe(true)
      called += 1
    }
  }
  expect(called).toBe(3)
  const scripts = [...read('.github/workflows/pader.yml').matchAll(/bash (\.github\S+)/g)].concat([
    ...read('.gitlab-ci.yml').matchAll(/(?:bash|local:) (\.gitlab\S+)/g),
  ])
  expect(scripts).toHaveLength(3)
  for (const [, script] of scripts) expect(existsSync(join(folder, script ?? '')), script).toBe(true)
})

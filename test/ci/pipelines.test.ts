import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { CommentHost, lists, MARKER } from './comment-host.ts'
import { actionSteps, PipelineWorld, withoutBuild, type Ran } from './world.ts'

const REPORTS = ['review.json', 'review.html', 'comment.md', 'pader.sarif', 'pader.junit.xml', 'code-quality.json']

describe.skipIf(withoutBuild !== '')(`pipelines${withoutBuild}`, () => {
  let world: PipelineWorld
  beforeAll(() => {
    world = new PipelineWorld()
    world.playCurl()
  }, 60_000)
  afterAll(() => rmSync(world.folder, { recursive: true, force: true }))

  const report = (name: string): string => readFileSync(join(world.clone, 'pader-reports', name), 'utf8')
  function runAction(inputs: Readonly<Record<string, string>>): readonly Ran[] {
    rmSync(join(world.clone, 'pader-reports'), { recursive: true, force: true })
    const steps = actionSteps('ci/github/review/action.yml', {
      tarball: world.tarball,
      sha256: world.sha256,
      ...inputs,
    })
    const ran: Ran[] = []
    for (const { run, env = {}, shell } of steps) {
      // What a pull request says must never become a part of a script.
      expect(run).not.toContain('${{')
      expect(shell).toBe('bash')
      const own = {
        RUNNER_TEMP: world.folder,
        GITHUB_ACTIONS: 'true',
        GITHUB_STEP_SUMMARY: join(world.folder, 'summary'),
      }
      ran.push(world.bash(run, { ...own, ...env }))
      if (ran.at(-1)?.exitCode !== 0) break
    }
    return ran
  }

  test('the tarball runs without anything else, and another one is refused', () => {
    const install = `bash "${process.cwd()}/ci/install.sh" "${world.tarball}"`
    const into = join(world.folder, 'installed')
    expect(world.bash(`${install} ${'0'.repeat(64)} ${into}`)).toMatchObject({ exitCode: 1, stdout: '' })
    expect(existsSync(join(into, 'package'))).toBe(false)
    expect(world.bash(`${install} nonsense ${into}`).exitCode).toBe(64)
    const ended = world.bash(`${install} ${world.sha256} ${into} && ${into}/bin/pader compile --dry-run --quiet`)
    expect(ended).toMatchObject({ exitCode: 3 })
    expect(ended.stdout).toMatch(/^pader \d+\.\d+\.\d+\n/)
    expect(ended.stdout).toContain('CM-UPD-004')
    expect(existsSync(join(into, 'package/node_modules'))).toBe(false)
  })

  test('the steps of the GitHub action: fetch the base that the shallow clone lacks, annotate, summarise, fail', () => {
    const ran = runAction({ base: world.base, 'fail-on': 'high no-downloader' })
    expect(ran.map(({ exitCode }) => exitCode)).toEqual([0, 0, 3])
    expect(ran[2]?.stdout).toMatch(
      /^::error file=clusters\/two-site\/cluster.yaml,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=CM-UPD-004::/m,
    )
    for (const name of [...REPORTS, 'plan-counts.json'])
      expect(statSync(join(world.clone, 'pader-reports', name)).size, name).toBeGreaterThan(10)
    expect(report('comment.md')).toContain('high risk, 1 change')
    expect(readFileSync(join(world.folder, 'summary'), 'utf8')).toContain('What this change does')
    expect(world.git('clone', 'status', '--porcelain').split('\n')).toEqual(['?? pader-reports/', ''])
  })

  test('a head that is not checked out is reviewed as data', () => {
    world.git('clone', 'checkout', '-q', '--detach', world.base)
    const ran = runAction({ base: world.base, head: world.head })
    world.git('clone', 'checkout', '-q', world.head)
    expect(ran.at(-1)?.exitCode).toBe(3)
    expect(JSON.parse(report('review.json')).compared).toMatchObject({ base: world.base, head: world.head })
    expect(report('comment.md')).toContain('high risk, 1 change')
  })

  test('a gate fails the job with 4, and a base that says the same as the head passes it', () => {
    world.git('clone', 'fetch', '-q', '--depth=3', 'origin', 'main')
    expect(runAction({ base: world.base, head: world.base, 'fail-on': 'low' }).at(-1)?.exitCode).toBe(0)
    const renumbered = world.bash(
      `sed -i 's/priority: 10/priority: 20/; s/fromInternet: false/fromInternet: true/' clusters/two-site/cluster.yaml &&
       PADER="${world.folder}/pader/bin/pader" PADER_BASE=${world.base} PADER_FAIL_ON=low bash "${process.cwd()}/ci/review.sh"`,
    )
    world.git('clone', 'checkout', '-q', '.')
    expect(renumbered).toMatchObject({ exitCode: 4, stderr: 'pader: the change does not pass --fail-on low\n' })
  })

  test('the GitLab template: its scripts run, and what it calls reports is there', () => {
    rmSync(join(world.clone, 'pader-reports'), { recursive: true, force: true })
    const template = parse(readFileSync('ci/gitlab/pader.gitlab-ci.yml', 'utf8'))
    const job = template['pader-review']
    const ran = world.bash(job.script.join('\n'), {
      CI_BUILDS_DIR: join(world.folder, 'builds'),
      PADER_TARBALL: 'https://artifacts.example.com/pader.tgz',
      PADER_SHA256: world.sha256,
      PADER_REPORTS: template.variables.PADER_REPORTS,
      CI_MERGE_REQUEST_DIFF_BASE_SHA: world.base,
    })
    expect(ran).toMatchObject({ exitCode: 3 })
    for (const path of Object.values<string>(job.artifacts.reports))
      expect(statSync(join(world.clone, path)).size, path).toBeGreaterThan(10)
    expect(JSON.parse(report('plan-counts.json'))).toEqual({ create: 0, update: 4, delete: 0 })
    expect(
      world.bash(job.script[0], {
        CI_BUILDS_DIR: join(world.folder, 'others'),
        PADER_TARBALL: 'https://artifacts.example.com/pader.tgz',
        PADER_SHA256: '0'.repeat(64),
      }).exitCode,
    ).toBe(1)
  })

  test('the comment is posted by the step of the action and by the job of the template, as they are written', async () => {
    const host = new CommentHost()
    await host.open()
    try {
      const comment = join(world.folder, 'comment.md')
      writeFileSync(comment, `${MARKER}\nwhat this change does\n`)
      const inputs = { comment, 'pull-request': '12', token: 't' }
      const [step, ...more] = actionSteps('ci/github/comment/action.yml', inputs)
      expect([step?.shell, step?.run.includes('${{'), more]).toEqual(['bash', false, []])
      const stepEnv = { ...host.env, ...step?.env }
      expect(await world.bashMeanwhile(step?.run ?? '', stepEnv)).toMatchObject({ exitCode: 0, stdout: 'commented\n' })

      mkdirSync(join(world.clone, 'pader-reports'), { recursive: true })
      cpSync(comment, join(world.clone, 'pader-reports/comment.md'))
      const job = parse(readFileSync('ci/gitlab/pader.gitlab-ci.yml', 'utf8'))['pader-comment']
      host.comments = []
      const jobEnv = {
        ...host.env,
        CI_BUILDS_DIR: join(world.folder, 'comment-builds'),
        PADER_TARBALL: 'https://artifacts.example.com/pader.tgz',
        PADER_SHA256: world.sha256,
        PADER_GITLAB_TOKEN: 't',
      }
      const ran = await world.bashMeanwhile(job.script.join('\n'), jobEnv)
      expect(ran).toMatchObject({ exitCode: 0, stdout: 'commented\n' })
      expect(host.asked).toEqual([`POST ${lists.github}`, `POST ${lists.gitlab}`])
      // Somebody else's archive is no reason to hand out the token.
      const refused = await world.bashMeanwhile(job.script.join('\n'), { ...jobEnv, PADER_SHA256: '0'.repeat(64) })
      expect(refused.exitCode).toBe(1)
      expect(host.asked).toHaveLength(2)
    } finally {
      await host.close()
    }
  })

  test('the hooks for pre-commit run, find what is wrong and write nothing', () => {
    const hooks: readonly { id: string; entry: string }[] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'))
    expect(hooks.map(({ id }) => id)).toEqual(['pader-compile', 'pader-test'])
    const onPath = `PATH="${world.folder}/pader/bin:$PATH";`
    expect(world.bash(`${onPath} ${hooks[0]?.entry}`).exitCode).toBe(3)
    world.git('clone', 'checkout', '-q', '--detach', world.base)
    for (const { entry } of hooks) expect(world.bash(`${onPath} ${entry}`)).toMatchObject({ exitCode: 0 })
    world.git('clone', 'checkout', '-q', world.head)
    expect(world.git('clone', 'status', '--porcelain').split('\n')).toEqual(['?? pader-reports/', ''])
  })
})

test('the example workflow gives nobody a token that runs what a fork wrote', () => {
  const workflow = parse(readFileSync('ci/github/example.yml', 'utf8'))
  expect(workflow.permissions).toEqual({ contents: 'read' })
  const { review, comment } = workflow.jobs
  expect(review.permissions).toBeUndefined()
  expect(comment.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' })
  // The job that may write checks out nothing of the pull request.
  expect(comment.steps[0]).toEqual({ uses: 'actions/checkout@v4' })
  const used = [...review.steps, ...comment.steps].map(({ uses }: { uses: string }) => uses)
  expect(used).toContain('example/pader/ci/github/review@v0.1.0')
  expect(JSON.stringify(review)).not.toContain('token')
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { committed } from '../committed.ts'
import { pader, type Ended } from '../support.ts'

const { folder, git, edit, reset, remove } = committed('three-site')
beforeEach(reset)
afterAll(remove)
const waive = (scope: string, reason = 'The site is needed until the audit is over'): void =>
  writeFileSync(
    join(folder, 'three-site', 'waivers.yaml'),
    `format: 1\nwaivers:\n  - code: weakening\n    scope: ${scope}\n    reason: ${reason}\n    owner: team-security\n    expires: 2027-02-01\n`,
  )
const review = async (...args: readonly string[]): Promise<Ended> =>
  pader(folder, 'compile', '--dry-run', '--base', 'HEAD', '--cluster', 'three-site', '.', ...args)
const weakening = async (): Promise<number> => (await review('--fail-on', 'weakening')).exitCode

/** In Paderborn uploads are blocked before, so that only two regions are affected. */
const letUploadsThrough = (): void => edit('policy/30-blocking.yaml', '10485760', '20485760')

test('a review says which requests get further, in which regions, and who has to agree', async () => {
  letUploadsThrough()
  const { exitCode, stdout, stderr } = await review('--fail-on', 'weakening')
  expect(exitCode).toBe(4)
  expect(stderr).toBe(
    'pader: the change does not pass --fail-on weakening\n' +
      'pader: if this is intended, a waiver of "weakening" in waivers.yaml opens this gate for its regions\n',
  )
  await expect(stdout.slice(stdout.indexOf('three-site: '))).toMatchFileSnapshot('review-requests.txt')
})

test('the comment has the same, weakening first and open', async () => {
  letUploadsThrough()
  edit('lists/Gambling.yaml', "  - '*.bets.example'\n", "  - '*.bets.example'\n  - '*.dice.example'\n")
  const { stdout } = await review('--output', 'markdown')
  await expect(stdout).toMatchFileSnapshot('review-requests-comment.txt')
})

test('the document fits its schema', async () => {
  letUploadsThrough()
  const [compile = {}, ...others] = ['compile', 'diagnostics', 'impact'].map((name): object =>
    JSON.parse(readFileSync(`schema/output/${name}.schema.json`, 'utf8')),
  )
  const validate = new Ajv({ allErrors: true, schemas: others }).compile(compile)
  const document: unknown = JSON.parse((await review('--output', 'json')).stdout)
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
  expect(document).toMatchObject({
    reviews: [
      {
        impact: { proved: true, classes: [{ direction: 'weaker', after: { action: 'let through' } }] },
        reviewers: [
          { owner: 'team-compliance-amer', regions: ['amer'], directions: ['weaker'] },
          { owner: 'team-compliance-apac', regions: ['apac'], directions: ['weaker'] },
        ],
      },
    ],
  })
})

test('what blocks more passes the gate, and what changes no request does too', async () => {
  edit('policy/30-blocking.yaml', '10485760', '5485760')
  expect(await weakening()).toBe(0)
  git('reset', '-q', '--hard')
  edit('policy/30-blocking.yaml', 'ruleSets:', '# only a comment\nruleSets:')
  expect(await weakening()).toBe(0)
})

test('a new node weakens nothing: no request came through it before', async () => {
  edit('locations/paderborn.yaml', 'paderborn-{1..4}:', 'paderborn-{1..5}:')
  const { stdout } = await review()
  expect(stdout).not.toContain('get further')
})

test.each([
  ['cluster', 0],
  ['[amer, apac]', 0],
  ['amer', 4],
])('a waiver for %s is enough or not', async (scope, exitCode) => {
  letUploadsThrough()
  waive(scope)
  expect(await weakening()).toBe(exitCode)
})

test('a waiver that was there before was given for another change', async () => {
  waive('cluster')
  git('add', '-A')
  git('commit', '-qm', 'an earlier change')
  letUploadsThrough()
  expect(await weakening()).toBe(4)
  waive('cluster', 'The audit has been put off, and this goes with it')
  expect(await weakening()).toBe(0)
})

test('a waiver for a location is refused: it is regions that requests belong to', async () => {
  waive('newyork')
  const { exitCode, stdout } = await review()
  expect(exitCode).toBe(3)
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('the scope "newyork" is neither "cluster" nor a region of it')
})

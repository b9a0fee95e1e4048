import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { committed } from '../committed.ts'
import { pader, type Ended } from '../support.ts'

const { folder, edit, reset, remove } = committed('three-site')
const validate = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync('schema/output/impact.schema.json', 'utf8')),
)
beforeEach(reset)
afterAll(remove)

test('a change of words changes no request, which is proved', async () => {
  edit('policy/30-blocking.yaml', 'ruleSets:', '# only a comment\nruleSets:')
  expect(await pader(folder, 'impact', 'three-site', '--base', 'HEAD')).toEqual({
    exitCode: 0,
    stdout: 'three-site: no request is decided differently (proved)\n',
    stderr: '',
  })
})

test('an entry that is taken from a list lets requests through: weaker, in every region, with the line', async () => {
  edit('lists/Gambling.yaml', "  - '*.bets.example'\n", '')
  const { exitCode, stdout } = await pader(folder, 'impact', 'three-site', '--base', 'HEAD', '--fail-on', 'weakening')
  expect(exitCode).toBe(4)
  await expect(stdout).toMatchFileSnapshot('impact-list.txt')
})

test('a waiver that comes with the change opens the gate for weakening, for its regions, and no other gate', async () => {
  edit('policy/30-blocking.yaml', '10485760', '20485760')
  const gate = async (scope: string, direction: string): Promise<Ended> => {
    writeFileSync(
      join(folder, 'three-site', 'waivers.yaml'),
      `format: 1\nwaivers:\n  - code: weakening\n    scope: ${scope}\n    reason: Needed until the audit is over\n    owner: team-security\n    expires: 2027-02-01\n`,
    )
    return pader(folder, 'impact', 'three-site', '--base', 'HEAD', '--fail-on', direction)
  }
  const accepted = await gate('[amer, apac]', 'weakening')
  expect(accepted).toMatchObject({ exitCode: 2, stderr: '' })
  expect(accepted.stdout).toMatch(/accepted +by team-security/)
  const partly = await gate('amer', 'weakening')
  expect(partly.exitCode).toBe(4)
  expect(partly.stdout).not.toContain('accepted')
  expect(partly.stderr).toContain('a waiver of "weakening" in waivers.yaml opens this gate')
  expect((await gate('cluster', 'any')).exitCode).toBe(4)
  const { stdout } = await pader(folder, 'impact', 'three-site', '--base', 'HEAD', '--output', 'json')
  expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true)
  expect(JSON.parse(stdout)).toMatchObject({ impacts: [{ classes: [{ acceptedBy: 'team-security' }] }] })
})

test('a rule set that is given to another region is weaker here and stricter there', async () => {
  edit('policy/30-blocking.yaml', 'regions: [emea]', 'regions: [amer]')
  const { exitCode, stdout } = await pader(folder, 'impact', 'three-site', '--base', 'HEAD')
  expect(exitCode).toBe(2)
  await expect(stdout).toMatchFileSnapshot('impact-region.txt')
})

test('two regions are compared by the same requests', async () => {
  const { exitCode, stdout } = await pader(folder, 'impact', 'three-site', '--between', 'emea,amer')
  expect(exitCode).toBe(2)
  await expect(stdout).toMatchFileSnapshot('impact-between.txt')
  expect(await pader(folder, 'impact', 'three-site', '--between', 'emea,emea')).toMatchObject({ exitCode: 0 })
})

test('the document fits its schema', async () => {
  edit('policy/30-blocking.yaml', '10485760', '20485760')
  const { stdout } = await pader(folder, 'impact', 'three-site', '--base', 'HEAD', '--output', 'json')
  const document: unknown = JSON.parse(stdout)
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
  expect(document).toMatchObject({
    impacts: [
      {
        proved: true,
        classes: [
          {
            direction: 'weaker',
            before: { rule: 'Data leaves by upload > Uploads to file sharing', span: { start: { line: 26 } } },
            after: { action: 'let through' },
            // In Paderborn file sharing is blocked before.
            audiences: [{ name: 'amer' }, { name: 'apac' }],
          },
        ],
      },
    ],
  })
})

test.each([
  [['impact', 'three-site'], /say what to compare/],
  [['impact', 'three-site', '--between', 'emea'], /--between takes two regions/],
  [['impact', 'three-site', '--base', 'HEAD', '--between', 'emea,amer'], /say what to compare/],
  [['impact', 'three-site', '--base', 'HEAD', '--fail-on', 'weak'], /unknown gate "weak"/],
])('%j is not understood', async (args, message) => {
  const { exitCode, stderr } = await pader(folder, ...args)
  expect(exitCode).toBe(64)
  expect(stderr).toMatch(message)
})

test('a region that is not there is named with those that are', async () => {
  const { exitCode, stderr } = await pader(folder, 'impact', 'three-site', '--between', 'emea,mars')
  expect(exitCode).toBe(3)
  expect(stderr).toContain('there is no region "mars": the regions are amer, apac, emea')
})

import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { committed } from '../committed.ts'
import { pader } from '../support.ts'

const { folder, edit, reset, remove } = committed('three-site')
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
  const validate = new Ajv({ allErrors: true }).compile(
    JSON.parse(readFileSync('schema/output/impact.schema.json', 'utf8')),
  )
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

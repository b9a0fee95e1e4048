import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { committed } from '../committed.ts'
import { pader, type Ended } from '../support.ts'

const { folder, edit, reset, remove } = committed('three-site')
const validate = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync('schema/output/find.schema.json', 'utf8')),
)
const find = (...args: readonly string[]): Promise<Ended> => pader(folder, 'policy', 'find', 'three-site', ...args)
const nobody = ['--client', '10.81.0.0/16', '--unauthenticated', '--outcome', 'allowed']

beforeEach(reset)
afterAll(remove)

describe('a question is answered', () => {
  test('by the rules that decide a request, with file and line', async () => {
    const { exitCode, stdout } = await find('--in', 'emea', '--url', 'https://www.share.example/')
    expect(exitCode).toBe(0)
    await expect(stdout).toMatchFileSnapshot('find-rule.txt')
  })

  test('by one request that two regions decide as it was asked', async () => {
    const { exitCode, stdout } = await find('--in', 'emea=blocked', '--in', 'amer=allowed')
    expect(exitCode).toBe(0)
    await expect(stdout).toMatchFileSnapshot('find-regions.txt')
  })

  test('by a proof that there is none', async () => {
    const { exitCode, stdout } = await find(...nobody)
    expect(exitCode).toBe(0)
    await expect(stdout).toMatchFileSnapshot('find-none.txt')
  })

  test('by what it would depend on, where nobody can tell', async () => {
    const { exitCode, stdout } = await find('--where', 'URL.Host matches "regex(casino)"', '--outcome', 'redirect')
    expect([exitCode, stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('no request is answered with')])
    edit('policy/30-blocking.yaml', '10485760', '10485760 AND URL.Host matches "regex(casino)"')
    const host = 'URL.Host matches "*.share.example" AND BytesFromClient greater than 10485760'
    const answer = await find('--where', host, '--in', 'amer=blocked')
    expect(answer.exitCode).toBe(8)
    await expect(answer.stdout).toMatchFileSnapshot('find-undecided.txt')
  })
})

describe('a check', () => {
  test('passes while it is so, and fails by the change that makes it otherwise', async () => {
    expect(await find(...nobody, '--expect', 'none')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await find(...nobody, '--expect', 'some')).toMatchObject({ exitCode: 3 })
    edit('policy/20-authentication.yaml', 'UserName equals ""', 'UserName equals "" AND URL.Host matches "*.com"')
    const { exitCode, stderr } = await find(...nobody, '--expect', 'none')
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('expected none: a request is allowed, with')])
    expect(await find(...nobody, '--expect', 'some')).toMatchObject({ exitCode: 0 })
  })

  test('is not passed by what nobody can tell', async () => {
    const { exitCode } = await find(
      '--where',
      'URL.Host matches "regex(a)"',
      '--outcome',
      'allowed',
      '--expect',
      'some',
    )
    expect(exitCode).toBe(8)
  })
})

test('the document fits its schema', async () => {
  const { stdout } = await find('--in', 'emea=blocked', '--in', 'amer=allowed', '--output', 'json')
  const document: unknown = JSON.parse(stdout)
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
  expect(document).toMatchObject({
    answer: 'found',
    question: { places: [{ region: 'emea', action: 'Block' }, { region: 'amer' }] },
    classes: [
      {
        certain: true,
        decided: [
          { rule: 'Blocked categories in Paderborn > Social networks', request: { 'System.HostName': 'paderborn-1' } },
          { action: 'let through', request: { 'System.HostName': 'newyork-1' } },
        ],
      },
      {},
    ],
  })
})

describe('what cannot be understood is refused, all of it at once', () => {
  test.each([
    [['--outcome', 'blokked'], 'there is no outcome "blokked"'],
    [['--in', 'emea=blocked', '--outcome', 'allowed'], 'not with both'],
    [['--in', 'a', '--in', 'b', '--in', 'c'], 'one region, or two'],
    [['--url', 'www.example.com/a'], 'write it with its scheme'],
    [['--client', '10.1'], 'is no address and no network'],
    [['--where', 'URL.Hst equals "a"'], 'URL.Host'],
    [['--where', 'URL.Host'], 'an operator is missing at the end of "URL.Host"'],
    [['--where', 'URL.Host matches in list "Gambling!"'], 'there is no list "Gambling!"'],
  ])('%j', async (args, says) => {
    const { exitCode, stderr, stdout } = await find(...args)
    expect([exitCode, stdout]).toEqual([64, ''])
    expect(stderr).toContain(says)
  })

  test('in several options', async () => {
    const { stderr } = await find('--where', 'URL.Host', '--client', 'x', '--url', 'a/b')
    expect(stderr).toMatch(/--where.*\n.*--url.*\n.*--client/)
  })

  test('a region that nobody has', async () => {
    expect(await find('--in', 'mars')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('emea') as string })
  })

  test('and what only a question takes is no part of the other two', async () => {
    const { exitCode, stderr } = await pader(folder, 'policy', 'show', 'three-site', '--url', 'a')
    expect([exitCode, stderr]).toEqual([64, expect.stringContaining('only "policy find" takes --url')])
  })
})

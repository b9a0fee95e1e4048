import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pader } from '../cli/support.ts'

const text = readFileSync('templates/container/Containerfile', 'utf8')
const argumentOf = (instruction: string): string[] =>
  [...text.matchAll(new RegExp(`^${instruction} (.+)$`, 'gm'))].map(([, value]) => value!)

test('the image starts a command that exists with options that it takes', async () => {
  const [entry] = argumentOf('ENTRYPOINT').map((value) => JSON.parse(value) as string[])
  const [command, ...options] = argumentOf('CMD').map((value) => JSON.parse(value) as string[])[0]!
  expect([entry, command]).toEqual([['pader'], 'watch'])
  const help = (await pader('.', 'watch', '--help')).stdout
  const used = options.filter((option) => option.startsWith('--'))
  expect(used.length).toBeGreaterThan(0)
  for (const option of used) expect(help).toContain(option)
})

test('the image runs as nobody special, on a base of a named release that Pader supports', () => {
  const [user] = argumentOf('USER')
  expect(user).toMatch(/^[1-9]\d{3,}:[1-9]\d{3,}$/)
  const [base] = argumentOf('FROM')
  const major = Number(/node:(\d+)-/.exec(base!)?.[1])
  expect(major).toBeGreaterThanOrEqual(20)
  expect(base).not.toContain('latest')
})

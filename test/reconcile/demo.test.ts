import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import type { Output, World } from '../../src/cli/world.ts'

function worldOf(lines: string[]): World {
  const stream: Output = { write: (text) => void lines.push(text), isTerminal: false, columns: 80 }
  return {
    stdout: stream,
    stderr: stream,
    env: { NO_COLOR: '1' },
    cwd: process.cwd(),
    home: process.cwd(),
    stop: new AbortController().signal,
    endInOrder: () => undefined,
    now: () => new Date(),
  }
}

test('the demonstration rolls out over HTTPS, heals what was changed by hand, and leaves nothing behind', async () => {
  const before = execFileSync(
    'git',
    ['status', '--porcelain', '--', 'clusters', 'src', 'templates', 'schema', '.pader'],
    { encoding: 'utf8' },
  )
  const told: string[] = []
  const exitCode = await run(['demo'], worldOf(told))
  const story = told.join('')
  expect(exitCode, story).toBe(0)
  expect(story).toContain('in sync after 4 commits')
  expect(story).toContain('change 2 lists')
  expect(story).toContain('change 4 system files')
  expect(story).toContain('priority  77 → 10')
  expect(story).toContain('in sync after 1 commit\n')
  expect(story).toContain('two-site: nothing to change')
  expect(story).toContain('change 4 lists and 1 value of settings')
  expect(story).toContain('+ "Coaching"')
  expect(story).toContain('in sync after 2 commits')
  expect(story).toContain('+ newyork-9.*')
  expect(story.trimEnd().endsWith('three-site: nothing to change'), story).toBe(true)
  expect(
    execFileSync('git', ['status', '--porcelain', '--', 'clusters', 'src', 'templates', 'schema', '.pader'], {
      encoding: 'utf8',
    }),
  ).toBe(before)
}, 300_000)

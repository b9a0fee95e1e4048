import { expect, test } from 'vitest'
import { resultOf } from '../../../../src/cli/watch/pass/result-of.ts'
import { resultWords } from '../../../../src/cli/watch/log/words.ts'
import { nodeName } from '../../../../src/model/names.ts'
import type { Verification } from '../../../../src/plan/progress.ts'

const [one, two, three] = ['tokyo-1', 'tokyo-2', 'newyork-1'].map(nodeName) as [
  ReturnType<typeof nodeName>,
  ReturnType<typeof nodeName>,
  ReturnType<typeof nodeName>,
]
const proved: Verification = { level: 3, confirmed: [one, two, three], behind: [], notConfirmed: [] }
const silent: Verification = {
  level: 3,
  confirmed: [one, two],
  behind: [],
  notConfirmed: [{ node: three, reason: 'nobody answers' }],
}
const behind: Verification = { level: 3, confirmed: [one, two], behind: [three], notConfirmed: [] }
const logged: Verification = { ...silent, failures: [{ node: one, said: 'storage rejected' }] }

test('a watch calls in sync what every node has shown, and says so of nothing else', () => {
  const words = (verification: Verification, commits?: number): string =>
    resultWords(
      resultOf(
        commits === undefined ? { kind: 'nothing to do', verification } : { kind: 'stored', commits, verification },
      ),
    )
  expect(resultWords(resultOf({ kind: 'in sync', commits: 1 }))).toBe('in sync after 1 commit')
  expect(words(proved)).toBe('as it should be')
  expect(words(silent)).toBe('as it should be at the entry node, not confirmed at newyork-1: nobody answers')
  expect(words(silent, 2)).toBe('stored in 2 commits, not confirmed at newyork-1: nobody answers')
  for (const commits of [undefined, 1]) expect(words(silent, commits)).not.toContain('in sync')
})

test('a node that does not hold what was committed waits for a person, however the pass went otherwise', () => {
  for (const verification of [behind, logged]) {
    expect(resultOf({ kind: 'nothing to do', verification })).toMatchObject({ kind: 'needs a person' })
    expect(resultOf({ kind: 'stored', commits: 1, verification })).toMatchObject({ kind: 'needs a person' })
  }
  expect(resultOf({ kind: 'stored', commits: 1, verification: behind })).toMatchObject({
    why: 'stored in 1 commit, and not arrived everywhere: behind: newyork-1; change nothing in the meantime, and find out why with "pader doctor"',
  })
})

test('what failed is told with what to do about it', () => {
  const standing = { committed: 0, left: 1, uncertain: false }
  const failed = { kind: 'failed', message: 'no answer (GET /list at tokyo-1)', remedy: 'see that it is up', standing }
  expect(resultWords(resultOf({ ...failed, kind: 'failed', fault: 'unreachable' }))).toBe(
    'failed: no answer (GET /list at tokyo-1); to do: see that it is up',
  )
  for (const fault of ['stopped', 'interrupted'])
    expect(resultOf({ ...failed, kind: 'failed', fault })).toEqual({ kind: 'stopped' })
})

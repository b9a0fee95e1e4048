import { expect, test } from 'vitest'
import { lastCommitSeen } from '../../../src/reconcile/journal/last-commit.ts'
import type { JournalReading } from '../../../src/reconcile/journal/reading.ts'

/** Records as `RUN KIND MINUTE`, by the clock of whoever wrote them; runs are named after their hosts. */
function seen(
  lines: readonly string[],
  now: number,
): { readonly written: number; readonly latest: number } | undefined {
  const records = lines.map((line) => {
    const [run = '', kind = '', at = ''] = line.split(' ')
    const by = `pader@${run.slice(0, 1)}`
    const event = { kind: { started: 'run started', commit: 'commit intended', ended: 'run ended' }[kind], by }
    return { run, at: new Date(Number(at) * 60_000).toISOString(), event }
  })
  const found = lastCommitSeen({ records } as unknown as JournalReading, 'ann@a', now * 60_000)
  return found && { written: found.written / 60_000, latest: found.latest / 60_000 }
}

test.each([
  ['no commit', ['a1 started 1'], undefined],
  ['its own commit', ['a1 started 1', 'a1 commit 50'], { written: 50, latest: 50 }],
  ['its own, before its clock was set back', ['a1 started 1', 'a1 commit 120'], { written: 100, latest: 100 }],
  [
    'its own, and what shows that the clock was set back',
    ['a1 started 1', 'a1 commit 99', 'a2 started 60'],
    { written: 60, latest: 60 },
  ],
  ['the commit of another host, seen now', ['b1 started 1', 'b1 commit 2'], { written: 2, latest: 100 }],
  ['one of another host, whose clock is ahead', ['b1 started 1', 'b1 commit 400'], { written: 100, latest: 100 }],
  [
    'one of another host, after which this one began',
    ['a1 started 1', 'b1 started 1', 'b1 commit 2', 'b1 ended 3', 'a2 started 70', 'a2 ended 80'],
    { written: 2, latest: 70 },
  ],
])('what a wait after %s is counted from', (_what, lines, expected) => {
  expect(seen(lines, 100)).toEqual(expected)
})

import { expect, test } from 'vitest'
import { plain } from '../../src/report/appearance.ts'
import { EXIT } from '../../src/report/exit-code.ts'
import { failureText } from '../../src/report/failure.ts'

const failure = { exitCode: EXIT.guarded, nodes: ['unchanged'], next: ['look'] } as const

test('what has lines of its own keeps them, indented and within the width', () => {
  const what =
    'an apply of this would be refused\n  GUARD-A: one\nGUARD-B: two and some more words that do not fit into it'
  expect(failureText({ ...failure, what }, { ...plain, columns: 40 })).toBe(
    `an apply of this would be refused
  GUARD-A: one
  GUARD-B: two and some more words that
    do not fit into it
  nodes: unchanged
  to do: look
  more: pader runbook 4
`,
  )
})

test('what would obey the terminal is shown and not obeyed', () => {
  const told = failureText({ ...failure, what: 'a\u001b[31mb', details: ['c\rd'] }, plain)
  for (const one of ['\u001b', '\r']) expect(told).not.toContain(one)
})

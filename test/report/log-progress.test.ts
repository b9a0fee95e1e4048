import { expect, test } from 'vitest'
import { nodeName } from '../../src/model/names.ts'
import type { Progress, Verification } from '../../src/plan/progress.ts'
import { progressEntry } from '../../src/report/watch/log-progress.ts'

const node = nodeName('tokyo-1')
const verified = (more: Partial<Verification>): Progress => ({
  kind: 'verified',
  asked: 'after',
  verification: { level: 3, confirmed: [node], behind: [], notConfirmed: [], ...more },
})

test.each<[string, Progress, string]>([
  ['a node that has not taken it over yet', { kind: 'answered', node, holds: false, detail: 'shows the old' }, 'info'],
  ['a node that is behind in the end', verified({ behind: [nodeName('tokyo-2')] }), 'error'],
  ['what every node holds', verified({}), 'info'],
  ['what cannot be read', { kind: 'observed', nodes: 2, unknown: ['a list: refused'] }, 'warning'],
  ['that it looks again', { kind: 'looking again', why: 'the entry node was changed' }, 'info'],
  ['a colleague’s change that was lost', { kind: 'foreign change lost', object: 'list x', copy: 'lost/x' }, 'error'],
])('%s: level and words without the marks for the eye', (_, progress, level) => {
  const entry = progressEntry(progress)
  expect(entry).toMatchObject({ event: progress.kind, level })
  expect(entry?.message).toMatch(/^[a-z0-9]/)
})

test('what is no news is not said', () => {
  expect(progressEntry({ kind: 'asking', node })).toBeUndefined()
})

import { expect, test } from 'vitest'
import { nodeName } from '../../../src/model/names.ts'
import type { Outcome, Verification } from '../../../src/plan/progress.ts'
import { plain } from '../../../src/report/appearance.ts'
import { outcomeReport, progressText } from '../../../src/report/plan/progress.ts'
import { samplePlan } from './sample-plan.ts'

const node = nodeName('tokyo-1')
const proved: Verification = { level: 3, confirmed: [node], behind: [], notConfirmed: [] }
const stored: Verification = { ...proved, level: 1, confirmed: [], notConfirmed: [{ node, reason: 'not asked' }] }

test('an apply reads as a story', async () => {
  const [phase] = samplePlan.phases
  if (phase?.steps[0] === undefined) throw new Error('the sample lost its first phase')
  const story = [
    progressText({ kind: 'observing' }, plain),
    progressText({ kind: 'observed', nodes: 4, unknown: [] }, plain),
    progressText({ kind: 'backed up', file: 'b.backup', digest: '0123456789abcdef', bytes: 512 }, plain),
    progressText({ kind: 'phase started', phase, of: 2 }, plain),
    progressText({ kind: 'step written', phase, step: phase.steps[0] }, plain),
    progressText({ kind: 'committing', phase }, plain),
    progressText({ kind: 'committed', phase, attachedFor: 1.25 }, plain),
    progressText({ kind: 'asking', node }, plain),
    progressText({ kind: 'answered', node, holds: true, detail: 'holds it' }, plain),
    progressText({ kind: 'verified', verification: proved }, plain),
    progressText({ kind: 'waiting', reason: 'the clock', seconds: 1.5 }, plain),
    progressText({ kind: 'foreign change lost', object: 'list "x"', copy: 'x.json' }, plain),
    outcomeReport({ kind: 'in sync', commits: 2 }, plain).output,
  ]
  await expect(story.join('')).toMatchFileSnapshot('../golden/progress.txt')
})

test('"in sync" is said only when every node was asked and nobody is left over', () => {
  const line = (verification: Verification): string => progressText({ kind: 'verified', verification }, plain)
  expect(line(proved)).toContain('in sync')
  expect(line(stored)).toBe('  ✓ stored, not confirmed at 1 node\n')
  expect(line({ ...proved, level: 2 })).not.toContain('in sync')
  expect(line({ ...proved, behind: [node] })).toBe('  ✗ behind: tokyo-1\n')
})

const failed = { kind: 'failed', message: 'm', remedy: 'r', left: 1 } as const

test.each<[Outcome, number, string]>([
  [{ kind: 'nothing to do', verification: proved }, 0, 'nothing to do'],
  [{ kind: 'in sync', commits: 1 }, 0, 'in sync after 1 commit'],
  [{ kind: 'stored', commits: 1, verification: stored }, 0, 'tokyo-1: not asked'],
  [{ kind: 'stored', commits: 1, verification: { ...stored, behind: [node] } }, 7, 'behind: tokyo-1'],
  [{ kind: 'stale', moved: ['list "x"'] }, 6, 'moved: list "x"'],
  [{ kind: 'locked', by: 'ann is logged on', remedy: 'ask ann' }, 5, 'ann is logged on'],
  [{ kind: 'held', by: 'bob', why: 'audit' }, 4, 'on hold by bob'],
  [{ kind: 'guarded', objections: ['too much'], remedy: '--allow' }, 4, 'too much'],
  [{ kind: 'waiting', for: 'import the CA', instructions: ['log on'] }, 9, 'log on'],
  [{ kind: 'superseded', objects: ['node tokyo-1'] }, 7, 'node tokyo-1'],
  [{ ...failed, fault: 'unreachable', committed: 0, uncertain: false }, 8, 'the cluster is as it was'],
  [{ ...failed, fault: 'attached elsewhere', committed: 0, uncertain: false }, 5, 'to do: r'],
  [{ ...failed, fault: 'unreachable', committed: 1, uncertain: false }, 7, '1 phase in effect, 1 not'],
  [{ ...failed, fault: 'unreachable', committed: 0, uncertain: true }, 7, 'not known whether the last commit'],
])('%j', (outcome, exitCode, said) => {
  const report = outcomeReport(outcome, plain)
  expect(report.exitCode).toBe(exitCode)
  expect(report.output).toContain(said)
})

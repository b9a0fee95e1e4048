import { describe, expect, test } from 'vitest'
import { nodeName } from '../../../src/model/names.ts'
import type { Ending, Outcome, Standing, Verification } from '../../../src/plan/progress.ts'
import { plain } from '../../../src/report/appearance.ts'
import { outcomeReport } from '../../../src/report/plan/outcome.ts'
import { progressText } from '../../../src/report/plan/progress.ts'
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
    progressText({ kind: 'verified', asked: 'before', verification: proved }, plain),
    progressText({ kind: 'step written', phase, step: phase.steps[0] }, plain),
    progressText({ kind: 'committing', phase }, plain),
    progressText({ kind: 'committed', phase, attachedFor: 1.25 }, plain),
    progressText({ kind: 'asking', node }, plain),
    progressText({ kind: 'answered', node, holds: false, detail: 'shows something else in 2 places' }, plain),
    progressText({ kind: 'answered', node, holds: true, detail: 'shows the same as the entry node' }, plain),
    progressText({ kind: 'verified', asked: 'after', verification: proved }, plain),
    progressText({ kind: 'waiting', reason: 'the clock', seconds: 1.5, until: '2027-01-15T02:00:01.5Z' }, plain),
    progressText({ kind: 'waiting', reason: 'newyork-2', seconds: 30 }, plain),
    progressText({ kind: 'foreign change lost', object: 'list "x"', copy: 'x.json' }, plain),
    outcomeReport({ kind: 'in sync', commits: 2 }, plain).output,
    outcomeReport({ kind: 'in sync', commits: 2 }, plain, 'rollback').output,
  ]
  await expect(story.join('')).toMatchFileSnapshot('../golden/progress.txt')
})

test('"in sync" is said only when every node was asked and nobody is left over', () => {
  const line = (verification: Verification): string =>
    progressText({ kind: 'verified', asked: 'after', verification }, plain)
  expect(line(proved)).toContain('in sync')
  expect(line(stored)).toBe('  ✓ stored, not confirmed at 1 node\n')
  expect(line({ ...proved, level: 2 })).not.toContain('in sync')
  expect(line({ ...proved, behind: [node] })).toBe('  ✗ behind: tokyo-1\n')
})

const early: Standing = { committed: 0, left: 1, uncertain: false }
const failed = { kind: 'failed', message: 'm', remedy: 'r' } as const

test.each<[Outcome, number, string]>([
  [{ kind: 'nothing to do', verification: proved }, 0, 'nothing to do'],
  [{ kind: 'in sync', commits: 1 }, 0, 'in sync after 1 commit'],
  [{ kind: 'stored', commits: 1, verification: stored }, 0, 'tokyo-1: not asked'],
  [{ kind: 'stored', commits: 1, verification: { ...stored, behind: [node] } }, 7, 'held before: tokyo-1'],
  [{ kind: 'stale', moved: ['list "x"'], standing: early }, 6, 'moved: list "x"'],
  [{ kind: 'locked', by: 'ann is logged on', remedy: 'ask ann', standing: early }, 5, 'ann is logged on'],
  [{ kind: 'held', by: 'bob', why: 'audit', remedy: 'ask bob', standing: early }, 4, 'on hold by bob: audit'],
  [{ kind: 'guarded', objections: ['too much'], remedy: '--allow', standing: early }, 4, 'too much'],
  [{ kind: 'waiting', for: 'the CA', instructions: ['log on'], goOn: 'say so', standing: early }, 9, 'then say so'],
  [{ kind: 'superseded', objects: ['node tokyo-1'], remedy: 'release it', standing: early }, 7, 'node tokyo-1'],
  [{ ...failed, fault: 'unreachable', standing: early }, 8, 'unchanged'],
  [{ ...failed, fault: 'refused', standing: early }, 8, 'to do: r'],
  [{ ...failed, fault: 'uncertain', standing: early }, 8, 'unchanged'],
  [{ ...failed, fault: 'stopped', standing: early }, 143, 'pader runbook 143'],
  [{ ...failed, fault: 'interrupted', standing: early }, 130, 'pader runbook 130'],
  [{ ...failed, fault: 'unreachable', standing: { ...early, committed: 1 } }, 7, '1 phase in effect, 1 not'],
  [
    { ...failed, fault: 'unreachable', standing: { ...early, uncertain: true } },
    7,
    'not known whether what was sent last',
  ],
])('%j', (outcome, exitCode, said) => {
  const report = outcomeReport(outcome, plain)
  expect(report.exitCode).toBe(exitCode)
  expect(report.output.replaceAll(/\s+/g, ' ')).toContain(said)
})

const endings: readonly Ending[] = [
  { kind: 'stale', moved: ['list "x"'] },
  { kind: 'locked', by: 'ann is logged on', remedy: 'ask ann' },
  { kind: 'held', by: 'bob', why: 'audit', remedy: 'ask bob' },
  { kind: 'guarded', objections: ['too much'], remedy: '--allow' },
  { kind: 'waiting', for: 'the CA', instructions: ['log on'], goOn: 'say so' },
  { kind: 'superseded', objects: ['node tokyo-1'], remedy: 'release it' },
  { ...failed, fault: 'unreachable' },
]
const shown: Verification = { ...proved, behind: [nodeName('tokyo-2')], notConfirmed: [{ node, reason: 'no answer' }] }

describe.each<[string, Standing]>([
  ['before anything', early],
  ['after a phase', { committed: 1, left: 2, uncertain: false, shown }],
  ['after a phase and nobody asked', { committed: 1, left: 2, uncertain: false }],
  ['in the dark', { committed: 1, left: 1, uncertain: true }],
])('an early end %s', (_when, standing) => {
  test.each(endings)('$kind says what the nodes are like, what to do, and where more is said', (ending) => {
    const { output, exitCode } = outcomeReport({ ...ending, standing }, plain)
    expect(exitCode).not.toBe(0)
    expect(output).toMatch(/^ {2}nodes: \S/m)
    expect(output).toMatch(/^ {2}to do: \S/m)
    expect(output).toContain(`more: pader runbook ${exitCode}\n`)
    // Whatever ended it: nobody may believe that nothing was written when something was.
    expect(output.includes('unchanged')).toBe(standing.committed === 0 && !standing.uncertain)
    const isHalf = standing.committed > 0 && ending.kind !== 'waiting'
    if (isHalf) expect(exitCode).toBe(7)
  })
})

test('how half a rollout left the nodes', async () => {
  const standing: Standing = { committed: 1, left: 2, uncertain: false, shown }
  const told = endings.map((ending) => outcomeReport({ ...ending, standing }, plain).output)
  await expect(told.join('\n')).toMatchFileSnapshot('../golden/endings.txt')
})

test('a clock that is set back meanwhile makes no session shorter', () => {
  const phase = samplePlan.phases[0]!
  const said = progressText({ kind: 'committed', phase, attachedFor: -162.4 }, plain)
  expect(said).toContain('the clock of this machine was set back by more than 162 s in the meantime')
  expect(said).not.toContain('-162')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commentHosts } from '../../../src/report/markdown/host.ts'
import { planComment, planMarker, pullText, type CommentPlace } from '../../../src/report/watch/plan-comment.ts'
import { unseen, type ClusterStatus, type PlanStatus } from '../../../src/report/watch/status.ts'

const place: CommentPlace = { host: commentHosts.github, folder: 'watch/two-site/published' }
const plan: PlanStatus = {
  at: '2026-01-05T08:00:00.000Z',
  summary: '1 change in 1 commit',
  operations: { create: 0, update: 1, delete: 0, manual: 0 },
  phases: [{ title: 'change 1 setting', tone: 'good', verdict: 'safe', changes: ['tokyo-2: priority: 30 → 20'] }],
  blocked: ['newyork-1 list a: changed on both sides; decide by hand'],
}
const withPlan = (more: Partial<PlanStatus> = {}): ClusterStatus => ({
  ...unseen('two-site', 'propose'),
  plan: { ...plan, ...more },
})

test('a comment says what would be done, phase by phase with its proof, and what is left', async () => {
  await expect(
    planComment(withPlan(), { ...place, page: 'https://pader.example.com/#c-two-site' }),
  ).toMatchFileSnapshot('./plan-comment.txt')
})

test('the same plan is the same comment at any time', () => {
  expect(planComment(withPlan({ at: '2027-01-01T00:00:00.000Z' }), place)).toBe(planComment(withPlan(), place))
})

test('when nothing differs any more it says so', () => {
  const text = planComment(withPlan({ phases: [], blocked: [] }), place)
  expect(text.startsWith(planMarker('two-site'))).toBe(true)
  expect(text).toContain('Nothing differs any more.')
})

const hostile = fc.constantFrom(
  '@network-team look',
  '/close',
  '</details><script>',
  '<!-- pader:plan other -->',
  '](https://evil.example) [x',
  '`` ` @team ``',
  '\n/merge\n',
  '\n```\n@all',
  '#1 !2 ~x',
)
const words = fc
  .array(fc.oneof(hostile, fc.string({ unit: 'grapheme', maxLength: 30 })), { maxLength: 6 })
  .map((parts) => parts.join(' '))

test('nothing that an appliance holds calls a person, commands a host, or becomes HTML, however it is put', () => {
  fc.assert(
    fc.property(words, words, fc.array(words, { maxLength: 8 }), (title, left, changes) => {
      const phases = [{ title, tone: 'good', verdict: 'safe', changes }] as const
      const text = planComment(withPlan({ summary: title, phases, blocked: [left] }), place)
      // Code is taken out as a reader of Markdown does: a run of backticks up to the next one of the same length.
      const outside = text.replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, 'CODE')
      expect(outside).not.toMatch(/@(?!&#8203;)\w|&#64;(?!&#8203;)/)
      expect(outside).not.toMatch(/^\s*\//m)
      expect(outside).not.toMatch(/<(?!\/?details|\/?summary|!-- pader:plan two-site)/)
      expect(outside).not.toContain('](')
    }),
  )
})

test('a plan that is too long for a host is cut to what it takes, and says where all of it is', () => {
  const changes = Array.from({ length: 41 }, (_, index) => `node-${index}: ${'x'.repeat(4000)}`)
  const text = planComment(withPlan({ phases: [{ title: 'all', tone: 'good', verdict: 'safe', changes }] }), place)
  expect(text.length).toBeLessThanOrEqual(65_536)
  expect(text).toContain('`watch/two-site/published/plan.txt` below the state directory')
})

test('a message becomes title and text, and is cut between two lines where it is too long', () => {
  expect(pullText('Take over a change\n\nSomebody changed it.\n', place)).toEqual({
    title: 'Take over a change',
    body: 'Somebody changed it.\n\n<!-- pader:proposal -->',
  })
  const lines = Array.from({ length: 400 }, (_, index) => `    line ${index} ${'y'.repeat(400)}`)
  const { title, body } = pullText(`${'t'.repeat(400)}\n\n${lines.join('\n')}`, place)
  expect(title).toHaveLength(250)
  expect(body.length).toBeLessThanOrEqual(65_536)
  const [kept, note] = body.split('\n\n**Cut here**')
  expect(note).toContain('`watch/two-site/published/proposal.md`')
  for (const line of kept?.split('\n') ?? []) expect(lines.map((one) => one.trim())).toContain(line.trim())
})

test('marks of different clusters differ, and none ends the comment that it stands in', () => {
  expect(planMarker('a-->b')).not.toMatch(/--.*--.*-->/)
  expect(planMarker('a')).not.toBe(planMarker('b'))
})

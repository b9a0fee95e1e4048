import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fit, type Section } from '../../../src/report/markdown/fit.ts'
import { commentHosts, stepSummary, type CommentHost } from '../../../src/report/markdown/host.ts'

const line = fc.integer({ min: 1, max: 3000 }).map((length) => `- ${'x'.repeat(length)}`)
const section: fc.Arbitrary<Section> = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 200 }),
    title: fc.string({ maxLength: 80 }),
    isOpen: fc.boolean(),
    before: fc.constant(['| | a |', '|---|---|']),
    lines: fc.array(line, { maxLength: 30 }),
    after: fc.constant(['```']),
    isDivisible: fc.boolean(),
  },
  { requiredKeys: ['name', 'lines', 'isDivisible'] },
)

test('a comment is never longer than any host allows, and what is missing is counted', () => {
  const small: CommentHost = { limit: 4000, folds: true, diagram: undefined }
  fc.assert(
    fc.property(
      fc.array(section, { maxLength: 12 }),
      fc.constantFrom(small, ...Object.values(commentHosts), stepSummary),
      (sections, host) => {
        const comment = fit('head', sections, host)
        expect(comment.length).toBeLessThanOrEqual(host.limit)
        expect(comment.match(/<details/g)?.length ?? 0).toBe(comment.match(/<\/details>/g)?.length ?? 0)
        const lines = sections.reduce((sum, one) => sum + one.lines.length, 0)
        const shown = comment.split('\n').filter((text) => /^- x*$/.test(text)).length
        if (shown < lines) expect(comment).toContain('**Too long for one comment**')
      },
    ),
  )
})

test('one section that is larger than the limit is cut between two lines, and the sections after it still stand', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => `| row ${index} | b |`)
  const comment = fit(
    'head',
    [
      { name: 'huge', title: 'Huge', before: ['| a | b |', '|---|---|'], lines: rows, isDivisible: true },
      { name: 'small', title: 'Small', lines: ['- kept'], isDivisible: true },
    ],
    commentHosts.bitbucket,
  )
  expect(comment.length).toBeLessThanOrEqual(commentHosts.bitbucket.limit)
  const shown = comment.match(/^\| row/gm)?.length ?? 0
  expect(shown).toBeGreaterThan(1000)
  expect(comment).toContain(`| | and ${5000 - shown} more | | | |`)
  expect(comment).toContain('1 part is cut or left out (`huge`)')
})

test('a diagram is drawn whole or not at all', () => {
  const diagram = {
    name: 'picture',
    before: ['```mermaid'],
    lines: ['x'.repeat(9000)],
    after: ['```'],
    isDivisible: false,
  }
  const comment = fit('head', [diagram], { limit: 5000, folds: true, diagram: undefined })
  expect(comment).not.toContain('mermaid')
  expect(comment).toContain('`picture`')
})

test('a host without folds gets titles', () => {
  const text = fit('head', [{ name: 'a', title: 'A', lines: ['- b'], isDivisible: true }], commentHosts.bitbucket)
  expect(text).toBe('head\n**A**\n\n- b\n\n')
})

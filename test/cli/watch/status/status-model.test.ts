import { expect, test } from 'vitest'
import { createScrubber } from '../../../../src/cli/watch/log/scrub.ts'
import { createStatusModel } from '../../../../src/cli/watch/status/status-model.ts'

test('what others say of a secret is hidden from the page as it is from the log, and the rest is as it was', () => {
  const model = createStatusModel(createScrubber({ env: {} }))
  model.show(new Map([['two-site', 'observe']]))
  const said = "could not read from 'https://pader:canary@git.example.com/x.git'"
  const at = '2026-01-05T08:00:00.000Z'
  const phase = { title: said, tone: 'good', verdict: said, changes: [said] } as const
  model.change('two-site', (before) => ({
    ...before,
    source: said,
    hold: said,
    lock: said,
    last: { kind: 'failed', words: said, at },
    plan: {
      at,
      summary: said,
      operations: { create: 0, update: 1, delete: 0, manual: 0 },
      phases: [phase],
      blocked: [said],
    },
    nodes: [{ name: 'tokyo-1', location: 'tokyo', groups: [], isTransit: false, holds: 'silent', why: said, drift: 0 }],
  }))
  const shown = JSON.stringify(model.all())
  expect(shown).not.toContain('canary')
  expect(shown.match(/pader:\*+@git\.example\.com/g)).toHaveLength(10)
  const [before] = model.all()
  model.change('two-site', (status) => ({ ...status, busy: true }))
  expect(model.all()).toEqual([{ ...before, busy: true }])
})

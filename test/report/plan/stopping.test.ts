import { expect, test } from 'vitest'
import type { Phase } from '../../../src/plan/plan.ts'
import type { AskedWhen, Progress, Verification } from '../../../src/plan/progress.ts'
import { underWay } from '../../../src/report/plan/stopping.ts'

const phase: Phase = {
  ordinal: 1,
  kind: 'settings',
  title: 'change it',
  preconditions: [],
  steps: [],
  proof: { kind: 'not needed', because: 'a test' },
}
const verification: Verification = { level: 3, confirmed: [], behind: [], notConfirmed: [] }
const verified = (asked: AskedWhen): Progress => ({ kind: 'verified', asked, verification })

test('who asks a run to stop hears what it finishes first, and what asking again does', () => {
  const going = underWay()
  const after = (...events: readonly Progress[]): string => {
    for (const event of events) going.told(event)
    return going.words(true)
  }
  const idle = 'pader: asked to stop: nothing is begun any more; a second signal (Ctrl-C) ends it at once\n'
  expect(after()).toBe(idle)
  expect(after({ kind: 'observing' }, verified('before'), { kind: 'phase started', phase, of: 1 })).toBe(idle)
  expect(after({ kind: 'committing', phase })).toContain('"change it" is still committed, and the nodes are asked')
  expect(after({ kind: 'committed', phase, attachedFor: 1 })).toBe(
    'pader: asked to stop: "change it" is in effect, and the nodes are still asked who holds it, and nothing is begun after it; a second signal (Ctrl-C) ends it at once, and the next run finds out what is in effect\n',
  )
  expect(after(verified('after'))).toBe(idle)
})

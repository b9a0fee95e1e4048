import { expect, test } from 'vitest'
import { nodeName } from '../../../src/model/names.ts'
import type { Change } from '../../../src/plan/review/change.ts'
import type { Consequence } from '../../../src/plan/review/consequence.ts'
import { rolloutView } from '../../../src/report/review/rollout.ts'
import { samplePlan } from '../plan/sample-plan.ts'

const empty = { ...samplePlan, phases: [], blocked: [] }

const repair = { reason: 'a disk', ticket: 'CHG-4712', expires: '2027-01-31' }

/** A node is, or is no longer, declared out of service. */
const declared = (before: unknown, after: unknown): Change => ({
  kind: 'value changed',
  subject: { kind: 'nodes' },
  field: 'outOfService',
  before,
  after,
  nodes: [nodeName('tokyo-2')],
  cause: { side: 'before', place: { kind: 'file', file: 'clusters/two-site/locations/tokyo.yaml' } },
})

test('a node that is back in service is named, and nobody is sent to look for steps by hand that there are not', () => {
  expect(rolloutView(empty, { changes: [declared(repair, undefined)], consequences: [] })).toEqual({
    summary: 'no commit',
    phases: [],
    asides: [
      {
        title: 'Back in service',
        word: 'back in service',
        items: [
          'tokyo-2: the first plan brings what was missed in the meantime, and only a look at the node shows what that is: see "pader plan"',
        ],
      },
    ],
  })
})

test('one that is declared so, or longer than before, is not back', () => {
  const later = { ...repair, expires: '2027-02-28' }
  const changes = [declared(undefined, repair), declared(repair, later)]
  expect(rolloutView(empty, { changes, consequences: [] }).asides).toEqual([])
})

test('work by hand without a commit is pointed to', () => {
  const authority: Consequence = { kind: 'by-hand', weight: 'caution', text: 'a new authority', nodes: [] }
  expect(rolloutView(empty, { changes: [], consequences: [authority] }).asides.map(({ word }) => word)).toEqual([
    'by hand',
  ])
})

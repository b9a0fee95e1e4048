import type { ScheduledJob } from '../../model/settings.ts'
import { jobsOf, type NodeJob } from '../facts/jobs.ts'
import { groupedBy } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** Job ids are unique, and jobs start only jobs that exist. */
export const cmBak006: Rule = {
  code: 'CM-BAK-006',
  title: 'Job ids are unique, and jobs start only jobs that exist',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  unverified: true,
  why: 'Jobs are found by their id; a job that should start an unknown job starts nothing.',
  source: 'recalled',
  help: 'correct the id',
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1:
    jobs: [{ id: nightly, kind: backup, schedule: daily, at: '02:30', then: ship }]
`,
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1:
    jobs:
      - { id: nightly, kind: backup, schedule: daily, at: '02:30', then: ship }
      - { id: ship, kind: upload, schedule: after-job, destination: 'sftp://backup.example.com/gateways/' }
`,
      },
    },
  },

  *check(cluster) {
    for (const [node, own] of groupedBy(jobsOf(cluster), (found) => found.node)) {
      const byId = groupedBy(own, ({ job }) => job.id)
      for (const [id, same] of byId) {
        const [, second] = same
        if (second !== undefined)
          yield { message: `node "${node.name}" has ${same.length} jobs with the id "${id}"`, place: second.place }
      }
      for (const { job, place } of own) {
        if (job.then === undefined || byId.has(job.then)) continue
        yield {
          message: `the job "${job.id}" of node "${node.name}" starts "${job.then}", which the node does not have`,
          place,
        }
      }
      for (const { job, place } of own) {
        const circle = circleFrom(job, byId)
        // A circle is told once, at the first of its jobs.
        if (circle.some((id) => id < job.id)) continue
        if (circle.length > 0)
          yield {
            message:
              circle.length === 1
                ? `the job "${job.id}" of node "${node.name}" starts itself again`
                : `the jobs ${quoted(circle)} of node "${node.name}" start each other in a loop`,
            place,
          }
      }
    }
  },
}

/** The jobs that a job starts one after the other until it is started again; none where it is not. */
function circleFrom(job: ScheduledJob, byId: ReadonlyMap<string, readonly NodeJob[]>): readonly string[] {
  const ids = new Set<string>()
  let next: ScheduledJob | undefined = job
  while (next !== undefined && !ids.has(next.id)) {
    ids.add(next.id)
    next = next.then === undefined ? undefined : byId.get(next.then)?.[0]?.job
  }
  return next?.id === job.id ? [...ids] : []
}

import { jobsOf } from '../facts/jobs.ts'
import type { Rule } from './rule.ts'

/** A job for other nodes names only nodes of the cluster. */
export const cmBak007: Rule = {
  code: 'CM-BAK-007',
  title: 'A job for other nodes names only nodes of the cluster',
  severity: 'error',
  stage: 'static',
  unverified: true,
  why: 'A job never runs on a named node that was removed.',
  source: 'recalled',
  help: 'correct the name, or remove it',
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1:
    jobs: [{ id: weekly, kind: backup, schedule: weekly, at: 'sun 02:30', onNodes: [tokyo-9] }]
`,
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1:
    jobs: [{ id: weekly, kind: backup, schedule: weekly, at: 'sun 02:30', onNodes: [tokyo-2] }]
`,
      },
    },
  },

  *check(cluster) {
    const names = new Set<string>(cluster.nodes.map(({ name }) => name))
    for (const { job, place } of jobsOf(cluster)) {
      for (const name of job.onNodes ?? []) {
        if (!names.has(name))
          yield { message: `the job "${job.id}" runs on "${name}", which is not a node of the cluster`, place }
      }
    }
  },
}

import { astray } from '../facts/destinations.ts'
import { jobsOf } from '../facts/jobs.ts'
import type { Rule } from './rule.ts'

/** A job sends its files to another machine, by a known transfer method. */
export const cmBak011: Rule = {
  code: 'CM-BAK-011',
  title: 'A job sends its files to another machine, by a known transfer method',
  severity: 'warning',
  stage: 'static',
  why: 'A backup that stays inside the cluster is lost with it, and a job with an unknown transfer method fails in the middle of the night.',
  limits: 'Which transfers a version of the product can make is not documented. A path without a host is CM-BAK-001.',
  source: 'ours',
  help: 'name a server outside the cluster, as in "sftp://backup.example.com/gateways/"',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': `defaults:
  jobs: [{ id: nightly, kind: backup, schedule: daily, at: '02:30', destination: 'stfp://backup.example.com/gateways/' }]
`,
      },
    },
    valid: {
      files: {
        'cluster.yaml': `defaults:
  jobs: [{ id: nightly, kind: backup, schedule: daily, at: '02:30', destination: 'sftp://backup.example.com/gateways/' }]
`,
      },
    },
  },

  *check(cluster) {
    const said = new Set<string>()
    for (const { job, place } of jobsOf(cluster)) {
      const key = JSON.stringify([place, job.id])
      if (job.destination === undefined || job.enabled === false || said.has(key)) continue
      said.add(key)
      const found = astray(job.destination, cluster)
      if (found === undefined) continue
      const { because, help } = found
      yield {
        message: `the destination of job "${job.id}" ${because}`,
        place,
        ...(help === undefined ? {} : { help }),
      }
    }
  },
}

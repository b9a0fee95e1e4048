import { placeOf, nodesWith } from '../facts/settings-of-nodes.ts'
import { goesElsewhere, isStarted, jobsOf } from '../facts/jobs.ts'
import type { Rule } from './rule.ts'

/** A scheduled backup goes to another machine. */
export const cmBak001: Rule = {
  code: 'CM-BAK-001',
  title: 'A scheduled backup goes to another machine',
  severity: 'warning',
  stage: 'static',
  why: 'A backup of one node holds the configuration of the whole cluster, so one job is enough; a backup kept on the same machine is lost with it.',
  source: 'BP',
  help: 'on one node, add a job of kind "backup" whose "destination" is another machine',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': `defaults:
  jobs: [{ id: nightly, kind: backup, schedule: daily, at: '02:30', destination: /opt/mwg/backup }]
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
    const [managed] = nodesWith(cluster, 'jobs')
    // Where nobody's jobs are managed, there may be one that is not in YAML.
    if (managed === undefined) return
    const backups = jobsOf(cluster).filter((one) => one.job.kind === 'backup' && isStarted(one))
    const uploads = jobsOf(cluster).filter((one) => one.job.kind === 'upload' && isStarted(one))
    if (
      backups.some(({ job }) => goesElsewhere(job)) ||
      (backups.length > 0 && uploads.some(({ job }) => goesElsewhere(job)))
    )
      return
    const [local] = backups
    yield {
      message:
        local === undefined
          ? 'no scheduled job makes a backup'
          : `the backup "${local.job.id}" stays on node "${local.node.name}"`,
      place: local?.place ?? placeOf(managed, 'jobs'),
    }
  },
}

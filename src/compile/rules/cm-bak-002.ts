import { jobsOf } from '../facts/jobs.ts'
import type { Rule } from './rule.ts'

/** One node makes the backup. */
export const cmBak002: Rule = {
  code: 'CM-BAK-002',
  title: 'One node makes the backup',
  severity: 'info',
  stage: 'static',
  why: 'Every node holds the configuration of every other node, so backing up all nodes saves the same file many times.',
  source: 'BP',
  help: 'keep the job on one or two nodes',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': `defaults:
  jobs: [{ id: nightly, kind: backup, schedule: daily, at: '02:30', destination: 'sftp://backup.example.com/gateways/' }]
`,
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1:
    jobs: [{ id: nightly, kind: backup, schedule: daily, at: '02:30', destination: 'sftp://backup.example.com/gateways/' }]
`,
      },
    },
  },

  *check(cluster) {
    const backups = jobsOf(cluster).filter(({ job }) => job.kind === 'backup' && job.enabled)
    const nodes = new Set(backups.map(({ node }) => node))
    const [first] = backups
    if (first === undefined || nodes.size < 3 || nodes.size < cluster.nodes.length) return
    yield { message: `all ${nodes.size} nodes make a backup of the same configuration`, place: first.place }
  },
}

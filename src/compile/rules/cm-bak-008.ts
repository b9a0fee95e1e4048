import { isStarted, jobsOf } from '../facts/jobs.ts'
import { dueTogether } from '../facts/due-together.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** Package updates do not run on all nodes of a location at once, and not in FIPS mode. */
export const cmBak008: Rule = {
  code: 'CM-BAK-008',
  title: 'Package updates do not run on all nodes of a location at once, and not in FIPS mode',
  severity: 'error',
  stage: 'static',
  unverified: true,
  why: 'A package update can change the version: on all nodes of a location at once, it takes the service there down; on some of them, it mixes versions. It is not available in FIPS mode.',
  source: 'recalled',
  help: 'give each node its own time, or upgrade by hand',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': "defaults: { jobs: [{ id: packages, kind: yum-update, schedule: daily, at: '02:00' }] }",
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1: { jobs: [{ id: packages, kind: yum-update, schedule: daily, at: '02:00' }] }
  tokyo-2: { jobs: [{ id: packages, kind: yum-update, schedule: daily, at: '03:00' }] }
`,
      },
    },
  },

  *check(cluster) {
    const updates = jobsOf(cluster).filter((one) => one.job.kind === 'yum-update' && isStarted(one))
    for (const { nodes, place } of dueTogether(cluster, updates))
      yield { message: `packages are updated at the same time on ${quoted(nodes)}`, place }
    for (const { node, job, place } of updates) {
      if (node.facts.fips?.value === true)
        yield { message: `node "${node.name}" is in FIPS mode but has the package update "${job.id}"`, place }
    }
  },
}

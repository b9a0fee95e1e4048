import { readPolicyEnvironment } from '../../../src/cli/policy-environment.ts'
import { compile } from '../../../src/compile/compile.ts'
import { rules } from '../../../src/compile/rules/index.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import type { RawFile } from '../../../src/source/source-file.ts'
import { validators } from '../../compile/support.ts'

/** The one cluster of some files. */
export function compileFiles(files: readonly RawFile[]): Cluster {
  const policy = readPolicyEnvironment(process.cwd())
  const { value } = compile(files, { root: 'clusters', validators, rules, policy, today: '2026-11-22' })
  const [cluster] = value.fleet.clusters
  if (cluster === undefined) throw new Error('the files hold no cluster')
  return cluster
}

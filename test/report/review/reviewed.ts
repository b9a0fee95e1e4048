import { readFileSync } from 'node:fs'
import { readPolicyEnvironment } from '../../../src/cli/policy-environment.ts'
import { compile, type Compiled } from '../../../src/compile/compile.ts'
import { comparedPolicies, type WordedPolicy } from '../../../src/compile/policy/compared-policies.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import { Locator } from '../../../src/compile/yaml/locate.ts'
import { rules } from '../../../src/compile/rules/index.ts'
import { parseDialect } from '../../../src/dialect/parse-dialect.ts'
import { reviewsOf, type Reviewed } from '../../../src/plan/review/review.ts'
import { compareFindings, type ComparedFindings } from '../../../src/report/review/findings.ts'
import { reviewView, type ReviewView } from '../../../src/report/review/view.ts'
import { nodesAtRisk } from '../../../src/report/topology/at-risk.ts'
import { differsFromBase, viewOf, type ClusterView } from '../../../src/report/topology/view.ts'
import { clusterFiles, rawFile, validators } from '../../compile/support.ts'
import type { Example, Files } from './examples.ts'

const policy = readPolicyEnvironment(process.cwd())
const shipped: unknown = JSON.parse(readFileSync('schema/dialects/web-gateway.json', 'utf8'))
const dialect = parseDialect(shipped, 'schema/dialects/web-gateway.json').value!

function compiled(cluster: string, files: Files): ReturnType<typeof compile> & { readonly locator: Locator } {
  const raw = Object.entries(files).map(([path, text]) => rawFile(`clusters/${cluster}/${path}`, text))
  const result = compile(raw, { root: 'clusters', validators, rules, policy, today: '2026-11-22' })
  return { ...result, locator: new Locator(result.value.textOf) }
}

function reviewed({ fleet, waiversOf }: Compiled): readonly Reviewed[] {
  return fleet.clusters.map((cluster) => ({ cluster, waivers: waiversOf(cluster.name) }))
}

const worded = (one: Cluster, { vocabularyOf }: Compiled): WordedPolicy => ({
  cluster: one,
  policy: one.policy,
  vocabulary: vocabularyOf(one.name),
})

const bases = {
  'two-site': compiled('two-site', clusterFiles('two-site')),
  'three-site': compiled('three-site', clusterFiles('three-site')),
}

/** The review of an example as every form of the report shows it. */
export function reviewOfExample({ cluster, edit }: Example): {
  readonly views: readonly ReviewView[]
  readonly pictures: readonly ClusterView[]
  readonly findings: ComparedFindings
} {
  const files = clusterFiles(cluster)
  edit(files)
  const before = bases[cluster]
  const after = compiled(cluster, files)
  const reviews = reviewsOf(reviewed(before.value), reviewed(after.value), {
    dialectOf: () => dialect,
    impactOf: (old, now) => comparedPolicies(worded(old, before.value), worded(now, after.value)),
  })
  return {
    views: reviews.map((review) =>
      reviewView(review, ({ side, place }) => (side === 'before' ? before : after).locator.spanOf(place)),
    ),
    pictures: after.value.fleet.clusters
      .map((one) => viewOf(one, before.value.fleet.clusters[0], nodesAtRisk(reviews[0])))
      .filter(differsFromBase),
    findings: compareFindings(
      before.diagnostics,
      after.diagnostics.map((found) => after.locator.locate(found)),
    ),
  }
}

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readPolicyGround } from '../../../src/cli/policy-ground.ts'
import { compile, type Compiled } from '../../../src/compile/compile.ts'
import { Locator } from '../../../src/compile/locate.ts'
import { rules } from '../../../src/compile/rules/index.ts'
import { parseDialect } from '../../../src/dialect/parse-dialect.ts'
import { reviewsOf, type Reviewed } from '../../../src/plan/review/review.ts'
import { compareFindings } from '../../../src/report/review/findings.ts'
import { reviewMarkdown } from '../../../src/report/review/markdown.ts'
import { reviewView } from '../../../src/report/review/view.ts'
import { nodesAtRisk } from '../../../src/report/topology/at-risk.ts'
import { mermaid } from '../../../src/report/topology/mermaid.ts'
import { differsFromBase, viewOf } from '../../../src/report/topology/view.ts'
import { clusterFiles, rawFile, validators } from '../../compile/support.ts'
import { examples, type Files } from './examples.ts'

const policy = readPolicyGround(process.cwd())
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

const bases = {
  'two-site': compiled('two-site', clusterFiles('two-site')),
  'three-site': compiled('three-site', clusterFiles('three-site')),
}

test('there are twenty examples, and no page is left over from an earlier one', () => {
  expect(examples).toHaveLength(20)
  const pages = examples.map(({ name }) => `${name.replaceAll(' ', '-')}.md`)
  expect(readdirSync('docs/review-examples').toSorted()).toEqual(pages.toSorted())
})

describe('the review of a realistic change reads well', () => {
  test.each(examples)('$name', async ({ name, cluster, edit, says }) => {
    const files = clusterFiles(cluster)
    edit(files)
    const before = bases[cluster]
    const after = compiled(cluster, files)
    expect(after.value.fleet.clusters).toHaveLength(1)
    const reviews = reviewsOf(reviewed(before.value), reviewed(after.value), () => dialect)
    const pictures = after.value.fleet.clusters
      .map((one) => viewOf(one, before.value.fleet.clusters[0], nodesAtRisk(reviews[0])))
      .filter(differsFromBase)
    const report = reviewMarkdown(
      reviews.map((review) =>
        reviewView(review, ({ side, place }) => (side === 'before' ? before : after).locator.spanOf(place)),
      ),
      {
        base: 'main',
        diagrams: new Map(pictures.map((view) => [view.name, mermaid(view)])),
        findings: compareFindings(
          before.diagnostics,
          after.diagnostics.map((found) => after.locator.locate(found)),
        ),
      },
    )
    const visible = report.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    expect(visible).toContain(says)
    await expect(report).toMatchFileSnapshot(`../../../docs/review-examples/${name.replaceAll(' ', '-')}.md`)
  })
})

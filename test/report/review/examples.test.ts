import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readPolicyGround } from '../../../src/cli/policy-ground.ts'
import { compile, type Compiled } from '../../../src/compile/compile.ts'
import { Locator } from '../../../src/compile/locate.ts'
import { rules } from '../../../src/compile/rules/index.ts'
import { parseDialect } from '../../../src/dialect/parse-dialect.ts'
import { reviewsOf } from '../../../src/plan/review/review.ts'
import { diagnosticSections } from '../../../src/report/markdown/diagnostics.ts'
import { reviewMarkdown } from '../../../src/report/review/markdown.ts'
import { mermaid } from '../../../src/report/topology/mermaid.ts'
import { viewOf } from '../../../src/report/topology/view.ts'
import { clusterFiles, rawFile, validators } from '../../compile/support.ts'

type Files = Record<string, string>
interface Example {
  readonly name: string
  readonly edit: (files: Files) => void
  /** What a reader must find in the report. */
  readonly says: string
}

const cluster = 'cluster.yaml'
const tokyo = 'locations/tokyo.yaml'
const newyork = 'locations/newyork.yaml'

/** Replaces a text that must be there, so that an example cannot silently stop being one. */
function replace(files: Files, file: string, from: string | RegExp, to: string): void {
  const before = files[file] ?? ''
  const after = before.replace(from, to)
  if (after === before) throw new Error(`"${String(from)}" is not in ${file}`)
  files[file] = after
}

const third = `  tokyo-3:
    uuid: 564D1111-6391-5B1C-ECDD-18116FD8DA03
    address: 10.81.0.13
    interfaces:
      eth0: { address: 10.81.0.13/24, role: cluster }
      eth1: { address: 10.81.16.13/20, role: users }
`

const examples: readonly Example[] = [
  {
    name: '01 formatting and comments only',
    says: 'no effect, proved by equal digests',
    edit: (files) => (files[tokyo] = `# a comment\n${files[tokyo] ?? ''}\n`),
  },
  { name: '02 add a node', says: 'to be added to the cluster by hand', edit: (files) => (files[tokyo] += third) },
  {
    name: '03 remove a node',
    says: 'to be removed from the cluster by hand',
    edit: (files) => replace(files, tokyo, / {2}tokyo-2:[\s\S]*$/, ''),
  },
  {
    name: '04 a transit node is one no longer',
    says: 'can no longer be reached',
    edit: (files) => replace(files, newyork, '    transit: true\n', ''),
  },
  {
    name: '05 a second transit node',
    says: 'no longer cuts anybody off',
    edit: (files) => replace(files, newyork, '    address: 10.1.0.12\n', '    address: 10.1.0.12\n    transit: true\n'),
  },
  {
    name: '06 replace hardware',
    says: 'gets another appliance',
    edit: (files) =>
      replace(files, tokyo, '564D0FA3-6391-5B1C-ECDD-18116FD8DADD', '564D0FA3-6391-5B1C-ECDD-18116FD8DAEE'),
  },
  {
    name: '07 rename a node',
    says: 'it is the same appliance',
    edit: (files) => replace(files, tokyo, 'tokyo-2:', 'tokyo-edge-2:'),
  },
  {
    name: '08 rename a location',
    says: 'is renamed to',
    edit: (files) => {
      files['locations/boston.yaml'] = files[newyork] ?? ''
      delete files[newyork]
      replace(files, cluster, /\[tokyo, newyork\]/, '[tokyo, boston]')
    },
  },
  {
    name: '09 move a node between locations',
    says: 'moves from',
    edit: (files) => {
      const block = / {2}tokyo-2:[\s\S]*$/.exec(files[tokyo] ?? '')?.[0] ?? ''
      replace(files, tokyo, block, '')
      files[newyork] += block
    },
  },
  {
    name: '10 renumber a node',
    says: 'new listener or address by hand',
    edit: (files) => replace(files, tokyo, 'address: 10.81.0.12\n', 'address: 10.81.0.22\n'),
  },
  {
    name: '11 change the port',
    says: 'port',
    edit: (files) => replace(files, cluster, /port: 12346\n {2}ca/, 'port: 12347\n  ca'),
  },
  {
    name: '12 change a default that reaches every node',
    says: '4 nodes',
    edit: (files) => replace(files, cluster, '  priority: 10', '  priority: 20'),
  },
  {
    name: '13 one node overrides a default',
    says: 'priority',
    edit: (files) => replace(files, tokyo, '    address: 10.81.0.12\n', '    address: 10.81.0.12\n    priority: 5\n'),
  },
  {
    name: '14 another entry node',
    says: 'everyone connects through',
    edit: (files) => replace(files, cluster, 'entryNode: tokyo-1', 'entryNode: newyork-1'),
  },
  {
    name: '15 upgrade the product',
    says: 'has to be upgraded by hand',
    edit: (files) => replace(files, cluster, 'version: 12.2.15', 'version: 12.2.16'),
  },
  {
    name: '16 rotate the authority',
    says: 'certificate of another authority',
    edit: (files) => replace(files, cluster, 'Example Bank Gateway CA', 'Example Bank Gateway CA 2'),
  },
  {
    name: '17 nobody downloads updates',
    says: 'downloads updates from the internet',
    edit: (files) => replace(files, cluster, 'fromInternet: true', 'fromInternet: false'),
  },
  {
    name: '18 client networks grow',
    says: 'clientNetworks',
    edit: (files) =>
      replace(files, tokyo, 'clientNetworks: [10.81.16.0/20]', 'clientNetworks: [10.81.16.0/20, 10.82.0.0/20]'),
  },
  {
    name: '19 another time zone',
    says: 'timeZone',
    edit: (files) => replace(files, newyork, 'America/New_York', 'America/Chicago'),
  },
  {
    name: '20 remove a location',
    says: 'location',
    edit: (files) => {
      delete files[newyork]
      replace(files, cluster, /\nnetwork:[\s\S]*$/, '\n')
    },
  },
]

const policy = readPolicyGround(process.cwd())
const shipped: unknown = JSON.parse(readFileSync('schema/dialects/web-gateway.json', 'utf8'))
const dialect = parseDialect(shipped, 'schema/dialects/web-gateway.json').value!

function compiled(files: Files): { value: Compiled; diagnostics: ReturnType<typeof compile>['diagnostics'] } {
  const raw = Object.entries(files).map(([path, text]) => rawFile(`clusters/two-site/${path}`, text))
  return compile(raw, { root: 'clusters', validators, rules, policy, today: '2026-11-22' })
}

test('there are twenty examples', () => {
  expect(examples).toHaveLength(20)
})

describe('the review of a realistic change reads well', () => {
  const before = compiled(clusterFiles('two-site')).value
  test.each(examples)('$name', async ({ name, edit, says }) => {
    const files = clusterFiles('two-site')
    edit(files)
    const { value: after, diagnostics } = compiled(files)
    expect(after.fleet.clusters).toHaveLength(1)
    const locators = { before: new Locator(before.textOf), after: new Locator(after.textOf) }
    const reviews = reviewsOf(before.fleet.clusters, after.fleet.clusters, () => dialect)
    const diagrams = new Map(
      after.fleet.clusters
        .filter(() => reviews.some(({ changes }) => changes.length > 0))
        .map((one) => [String(one.name), mermaid(viewOf(one, before.fleet.clusters[0]))]),
    )
    const report = reviewMarkdown(reviews, ({ side, place }) => locators[side].spanOf(place), {
      diagrams,
      errors: diagnostics.filter(({ severity }) => severity === 'error').length,
      findings: diagnosticSections(diagnostics.map((found) => locators.after.locate(found))),
    })
    const visible = report.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    expect(visible).toContain(says)
    await expect(report).toMatchFileSnapshot(`../../../docs/review-examples/${name.replaceAll(' ', '-')}.md`)
  })
})

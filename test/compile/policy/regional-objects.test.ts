import { expect, test } from 'vitest'
import { fileOfList } from '../../../src/adopt/adopt-drift.ts'
import { explainNode } from '../../../src/compile/explain.ts'
import { Locator } from '../../../src/compile/yaml/locate.ts'
import { objectChanges } from '../../../src/plan/review/policy-objects.ts'
import { explainText } from '../../../src/report/explain/text.ts'
import { plain } from '../../../src/report/appearance.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { build, exampleFiles, type Built } from '../support.ts'

const at = 'clusters/two-site'
const files = {
  'lists/Blocked.yaml': 'format: 1\ntype: regex\noverride: union\nentries:\n  - a.example\n  - b.example\n',
  'lists/apac/Blocked.yaml': 'format: 1\ntype: regex\nregion: apac\nentries:\n  - b.example\n  - c.example\n',
  'policy/10.yaml': `format: 1
parameters:
  limit:
    default: '10'
    override: tighten
    stricter: lower
    regions:
      apac: '9'
ruleSets:
  - name: A
    ruleSets:
      - name: B
        override: locked
        rules:
          - { name: r, criteria: 'Body.Size greater than or equals $(limit) AND URL.Host matches in list "Blocked"', action: Block }
`,
}
const built = (change: (text: string) => string = (text) => text, more: Readonly<Record<string, string>> = {}): Built =>
  build(exampleFiles({ files: { ...files, 'policy/10.yaml': change(files['policy/10.yaml']), ...more } }), [])

function explained(name: string, prefix: string): readonly (readonly string[])[] {
  const { cluster, textOf } = built()
  const node = cluster.nodes.find((one) => one.name === name)!
  return explainNode(cluster, node, new Locator(textOf), true)
    .values.filter((one) => one.name.startsWith(prefix))
    .map((one) => [
      one.name,
      ...one.layers.map(
        ({ layer, value, span }) => `${layer} ${String(value)} ${span.file.slice(at.length + 1)}:${span.start.line}`,
      ),
    ])
}

test('a node is told what its region has, what that overrides, and where each entry comes from', () => {
  expect(explained('tokyo-1', 'policy.')).toEqual([
    [
      'policy.lists.Blocked',
      'region 3 entries (union) lists/apac/Blocked.yaml:4',
      'cluster 2 entries lists/Blocked.yaml:4',
    ],
    ['policy.lists.Blocked.a.example', 'cluster a.example lists/Blocked.yaml:5'],
    [
      'policy.lists.Blocked.b.example',
      'region b.example lists/apac/Blocked.yaml:5',
      'cluster b.example lists/Blocked.yaml:6',
    ],
    ['policy.lists.Blocked.c.example', 'region c.example lists/apac/Blocked.yaml:6'],
    ['policy.parameters.limit', 'region 9 policy/10.yaml:8', 'cluster 10 policy/10.yaml:4'],
  ])
  expect(explained('newyork-1', 'policy.')).toEqual([
    ['policy.lists.Blocked', 'cluster 2 entries lists/Blocked.yaml:4'],
    ['policy.parameters.limit', 'cluster 10 policy/10.yaml:4'],
  ])
})

test('where clients tell the region, a node is told what those of each region have, beside what all others have', () => {
  const { cluster, textOf } = built(undefined, {
    'regions.yaml':
      'format: 1\nselectBy: client-ip\nregions: { apac: { clientNetworks: [10.81.0.0/16] }, amer: { clientNetworks: [10.1.0.0/16] } }',
  })
  const node = cluster.nodes.find(({ name }) => name === 'tokyo-1')!
  const { values, ...rest } = explainNode(cluster, node, new Locator(textOf), true)
  const own = values.filter(({ name }) => name.startsWith('policy.'))

  expect(explainText({ ...rest, values: own.map((one) => ({ ...one, checks: [] })) }, { ...plain, columns: 100 }))
    .toMatchInlineSnapshot(`
    "tokyo-1 in tokyo, cluster two-site

    policy.lists.Blocked: 2 entries
        set by cluster: clusters/two-site/lists/Blocked.yaml:4:1

    policy.lists.Blocked (Blocked (apac)): 3 entries (union)
        for clients of region apac: 10.81.0.0/16
        set by region: clusters/two-site/lists/apac/Blocked.yaml:4:1
        overrides cluster, which says 2 entries: clusters/two-site/lists/Blocked.yaml:4:1

    policy.lists.Blocked.a.example: a.example
        for clients of region apac
        set by cluster: clusters/two-site/lists/Blocked.yaml:5:5

    policy.lists.Blocked.b.example: b.example
        for clients of region apac
        set by region: clusters/two-site/lists/apac/Blocked.yaml:5:5
        overrides cluster, which says b.example: clusters/two-site/lists/Blocked.yaml:6:5

    policy.lists.Blocked.c.example: c.example
        for clients of region apac
        set by region: clusters/two-site/lists/apac/Blocked.yaml:6:5

    policy.parameters.limit: 10
        set by cluster: clusters/two-site/policy/10.yaml:4:14

    policy.parameters.limit: 9
        for clients of region apac: 10.81.0.0/16
        set by region: clusters/two-site/policy/10.yaml:8:13
        overrides cluster, which says 10: clusters/two-site/policy/10.yaml:4:14
    "
  `)
})

test('a review says that regions may do more than before, though nothing at the appliances changes', () => {
  const [before, after] = [
    built(),
    built((text) => text.replace('        override: locked\n', '').replace('tighten\n    stricter: lower', 'replace')),
  ]
  const changes = objectChanges(before.cluster, after.cluster, shippedVocabulary())
  expect(changes).toMatchObject([
    { subject: { kind: 'rule set', name: 'A / B' }, field: 'override', before: 'locked', after: undefined },
    { subject: { kind: 'parameter', name: 'limit' }, field: 'override', before: 'tighten (lower)', after: 'replace' },
  ])
  expect(after.cluster.policy).toEqual(before.cluster.policy)
})

test('what somebody changed by hand in the list of a region is not taken over as entries of one file', () => {
  const { cluster } = built()
  expect(fileOfList(cluster, { list: 'Blocked', type: 'regex' })).toEqual({ path: `${at}/lists/Blocked.yaml` })
  expect(fileOfList(cluster, { list: 'Blocked (apac)', type: 'regex' })).toEqual({
    why: `it is what regions make of list "Blocked": change ${at}/lists/apac/Blocked.yaml`,
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile, compilerOf } from '../../src/compile/compile.ts'
import { readPolicyEnvironment } from '../../src/cli/policy-environment.ts'
import { rules } from '../../src/compile/rules/index.ts'
import type { RawFile } from '../../src/source/source-file.ts'
import { clusterFiles, rawFile, validators } from './support.ts'

const options = { root: 'clusters', validators, rules, policy: readPolicyEnvironment('.'), today: '2026-01-01' }

/** Two clusters, of which the second is the first under another name. */
const base = new Map<string, string>(
  ['two-site', 'other'].flatMap((cluster) =>
    Object.entries(clusterFiles('two-site')).map(([path, text]): [string, string] => [
      `clusters/${cluster}/${path}`,
      text,
    ]),
  ),
)
base.set('clusters/pader.yaml', 'format: 1\n')
base.set(
  'clusters/two-site/policy/10.yaml',
  `format: 1
ruleSets:
  - name: A
    cycles: [request]
    rules: [{ name: One, criteria: URL.Host matches in list "Sites", action: Block<Default> }]
  - { name: B, region: emea, rules: [{ name: Two, criteria: System.HostName equals "tokyo-2", action: Stop Cycle }] }
`,
)
base.set('clusters/two-site/lists/Sites.yaml', "format: 1\ntype: regex\nentries: ['*.one.example']\n")
base.set(
  'clusters/two-site/regions.yaml',
  'format: 1\nregions: { emea: { locations: [newyork], selectBy: uuid }, amer: {}, apac: { locations: [tokyo] } }\n',
)

const paths = [...base.keys()].filter((path) => /pader|cluster\.yaml|locations|regions|policy|lists/.test(path))

/** Edits that reach a value, a default, another file, a severity, or make a file useless or go away. */
const edit = fc.record({
  path: fc.constantFrom(...paths),
  change: fc.constantFrom<(text: string) => string | undefined>(
    (text) => text.replace(/priority: \d+/, 'priority: 7'),
    (text) => `${text}\n# a comment\n`,
    (text) => text.replace(/(address: \S+)\d/, '$19'),
    (text) => text.replace('selectBy: uuid', 'selectBy: hostname'),
    (text) => text.replace('tokyo-2"', 'tokyo-9"').replace('one.example', 'two.example'),
    (text) => text.replace('defaults:', 'defaults:\n  storage: { keepDays: 3 }'),
    (text) => `${text}\nnodes: [`,
    (text) => text.replace(/uuid: .*/, 'uuid: nonsense'),
    (text) => text.replace('format: 1\n', 'format: 1\nrules: { CM-TIME-003: error, CM-NET-013: warning }\n'),
    () => undefined,
  ),
})

test('a compiler that is asked again says what one says that is asked for the first time', () => {
  let reused = 0
  const policies = { kept: 0, made: 0 }
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      const again = compilerOf(options)
      let files = new Map([...base].map(([path, text]) => [path, rawFile(path, text)] as const))
      let before = again([...files.values()])
      for (const { path, change } of edits) {
        files = edited(files, path, change)
        const all = [...files.values()]
        const now = again(all)
        const fresh = compile(all, options)
        expect(now.diagnostics).toEqual(fresh.diagnostics)
        expect(now.value.fleet).toEqual(fresh.value.fleet)
        reused += now.value.fleet.clusters.filter((one) => before.value.fleet.clusters.includes(one)).length
        policies.kept += policiesIn(now).filter((one) => policiesIn(before).includes(one)).length
        policies.made += policiesIn(now).filter((one) => !policiesIn(before).includes(one)).length
        before = now
      }
    }),
    { numRuns: 25 },
  )
  expect(reused).toBeGreaterThan(0)
  expect(policies.kept).toBeGreaterThan(10)
  expect(policies.made).toBeGreaterThan(10)
})

/** The rule sets of clusters that have some: the very same ones where the policy was not compiled again. */
function policiesIn({ value }: ReturnType<typeof compile>): readonly unknown[] {
  return value.fleet.clusters.flatMap(({ policy }) => (policy.ruleSets.length === 0 ? [] : [policy.ruleSets]))
}

function edited(
  files: ReadonlyMap<string, RawFile>,
  path: string,
  change: (text: string) => string | undefined,
): Map<string, RawFile> {
  const result = new Map(files)
  const file = files.get(path)
  const text = file !== undefined && 'bytes' in file ? change(new TextDecoder().decode(file.bytes)) : base.get(path)
  if (text === undefined) result.delete(path)
  else result.set(path, rawFile(path, text))
  return result
}

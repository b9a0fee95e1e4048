import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { PartsCache } from '../../../src/cli/cache/parts-cache.ts'
import type { NamedCache } from '../../../src/cli/cache/open-cache.ts'
import { readPolicyEnvironment } from '../../../src/cli/policy-environment.ts'
import { loadSchemaChecks } from '../../../src/cli/repository/schema-checks.ts'
import { compileCluster, type CompileOptions } from '../../../src/compile/compile-cluster.ts'
import { emitCluster, type ClusterArtifacts, type KnownArtifacts } from '../../../src/compile/emit/emit.ts'
import { gatherClusters, type ClusterFiles } from '../../../src/compile/read/gather.ts'
import { vocabularyFrom } from '../../../src/compile/policy/vocabulary.ts'
import { rules } from '../../../src/compile/rules/index.ts'
import { makeValidators } from '../../../src/compile/schema/validate.ts'
import type { RawFile } from '../../../src/source/source-file.ts'

const options: CompileOptions = {
  root: 'clusters',
  validators: makeValidators(await loadSchemaChecks(process.cwd())),
  rules,
  policy: readPolicyEnvironment('.'),
  today: '2027-01-15',
}
const environment = { severities: {}, shipped: options.policy }

const node = (name: string, more = ''): string => `format: 1
nodes:
  ${name}:
    uuid: D6CD9202-A787-5ACD-1E85-D855D9D3E6B1
    address: 10.0.0.11
    listeners: ['10.0.0.11:12346']
${more}`

const CLUSTER = `format: 1
product: { version: 12.2.15, build: '51390', branch: main }
entryNode: oslo-1
`

const POLICY = `format: 1
ruleSets:
  - name: A
    cycles: [request]
    rules: [{ name: B, criteria: URL.Host equals "one.example", action: Block<Default> }]
`

const file = (path: string, text: string): RawFile => ({ path, bytes: Buffer.from(text), digest: hash('sha256', text) })

/** The files of a cluster by name: locations, and others with their path below the cluster's folder. */
function clusterOf(texts: Readonly<Record<string, string>>): ClusterFiles {
  const all = { 'cluster.yaml': CLUSTER, ...texts }
  const files = Object.entries(all).map(([name, text]) =>
    file(`clusters/a/${name.includes('.') ? name : `locations/${name}.yaml`}`, text),
  )
  const [cluster] = gatherClusters(files, options).clusters
  if (cluster === undefined) throw new Error('there is no cluster')
  return cluster
}

/** A cache that counts what it keeps. */
function countingCache(): { readonly known: NamedCache; readonly kept: Map<string, unknown>; times: number } {
  const kept = new Map<string, unknown>()
  const counted = {
    kept,
    times: 0,
    known: {
      cache: {
        get: (key: string) => kept.get(key),
        put: (key: string, value: object) => {
          counted.times += 1
          kept.set(key, JSON.parse(JSON.stringify(value)))
        },
        tidy: () => undefined,
      },
      keys: {
        common: () => '',
        cluster: () => '',
        run: () => '',
        parts: (path: string) => path,
        folder: (kind: string, path: string) => `${kind} ${path}`,
      },
    },
  }
  return counted
}

/** Compiles a cluster with what is known of it, holds that against a compile that knows nothing, and says what was known. */
function compiled(files: ClusterFiles, known: NamedCache): readonly string[] {
  const parts = new PartsCache(known, '/clusters')
  const recalled = parts.get(files, environment)
  const documents = [...files.locations].filter(([, one]) => recalled.known.documents.location.has(one))
  const names = [
    ...documents.map(([name]) => name),
    ...[...(recalled.artifacts?.locations.keys() ?? [])].map((name) => `artifact of ${name}`),
    ...(recalled.known.policies.has('a') ? ['policy'] : []),
    ...(recalled.artifacts?.policy === undefined ? [] : ['artifacts of policy']),
  ]
  const one = compileCluster(files, {}, { ...options, known: recalled.known })
  const artifacts = emitted(one, recalled.artifacts)
  const fresh = compileCluster(files, {}, options)
  expect(one).toEqual(fresh)
  expect(plain(artifacts)).toEqual(plain(emitted(fresh)))
  if (recalled.isOutdated) parts.put(files, environment, recalled.known, artifacts.parts)
  return names.toSorted()
}

function emitted(one: ReturnType<typeof compileCluster>, known?: KnownArtifacts): ClusterArtifacts {
  return emitCluster(one.cluster, 'clusters', vocabularyFrom(one.environment.dialect), known)
}

/** With the texts of files that were not written. */
function plain({ files, manifest, digest }: ClusterArtifacts): unknown {
  return { digest, files: [...files, manifest].map((one) => ({ path: one.path, digest: one.digest, text: one.text })) }
}

const artifactsOf = (...names: readonly string[]): readonly string[] => [
  ...names.map((name) => `artifact of ${name}`),
  'artifacts of policy',
]

test('what a file says is recalled for the same bytes only, and its artifact for the same name besides', () => {
  const { known } = countingCache()
  const texts = { oslo: node('oslo-1'), rome: node('rome-1', '    priority: 10\n'), bern: node('bern-1') }
  expect(compiled(clusterOf(texts), known)).toEqual([])
  expect(compiled(clusterOf(texts), known)).toEqual([
    ...artifactsOf('bern', 'oslo', 'rome'),
    'bern',
    'oslo',
    'policy',
    'rome',
  ])
  // The same bytes under another name say the same, and find another file.
  const renamed = { lima: texts.oslo, bern: texts.bern, rome: node('rome-2') }
  expect(compiled(clusterOf(renamed), known)).toEqual([...artifactsOf('bern'), 'bern', 'lima', 'policy'])
})

test('what a cluster hands down changes every artifact and nothing that is said', () => {
  const { known } = countingCache()
  const texts = { oslo: node('oslo-1'), rome: node('rome-1') }
  compiled(clusterOf(texts), known)
  const changed = { ...texts, 'cluster.yaml': `${CLUSTER}defaults: { priority: 5 }\n` }
  expect(compiled(clusterOf(changed), known)).toEqual(['oslo', 'policy', 'rome'])
  expect(compiled(clusterOf(changed), known)).toContain('artifact of oslo')
})

test('a setting that no node had changes the artifacts of all', () => {
  const { known } = countingCache()
  const texts = { oslo: node('oslo-1'), rome: node('rome-1') }
  compiled(clusterOf(texts), known)
  // That the artifacts are what they would be is held in every case.
  compiled(clusterOf({ ...texts, rome: node('rome-1', '    priority: 10\n') }), known)
})

test('a policy is recalled while its files hold the same, and is made again for another topology', () => {
  const { known } = countingCache()
  const regions = 'format: 1\nselectBy: uuid\nregions: { south: { locations: [rome] } }\n'
  const texts = { oslo: node('oslo-1'), rome: node('rome-1'), 'policy/10.yaml': POLICY, 'regions.yaml': regions }
  compiled(clusterOf(texts), known)
  expect(compiled(clusterOf(texts), known)).toContain('policy')
  // Held against a compile that knows nothing: the region's list has another UUID.
  const moved = { ...texts, rome: texts.rome.replace('E6B1', 'E6B2') }
  expect(compiled(clusterOf(moved), known)).toContain('policy')
  const other = { ...texts, 'policy/10.yaml': POLICY.replace('one.', 'two.') }
  expect(compiled(clusterOf(other), known)).not.toContain('policy')
})

test('everything is kept anew only where more than a quarter was not known', () => {
  const counted = countingCache()
  const texts = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, node(name)]))
  compiled(clusterOf(texts), counted.known)
  compiled(clusterOf({ ...texts, a: node('other') }), counted.known)
  expect(counted.times).toBe(1)
  compiled(clusterOf({ ...texts, a: node('other'), b: node('another') }), counted.known)
  expect(counted.times).toBe(2)
})

test('a file with a mistake is read every time', () => {
  const { known } = countingCache()
  const texts = { oslo: node('oslo-1'), rome: 'format: 1\nnods: {}\n', bern: 'nodes: [\n' }
  compiled(clusterOf(texts), known)
  const names = compiled(clusterOf(texts), known)
  expect(names).toContain('oslo')
  expect(names).not.toContain('rome')
  const broken = { oslo: node('oslo-1'), 'policy/10.yaml': 'ruleSets: [\n' }
  compiled(clusterOf(broken), known)
  expect(compiled(clusterOf(broken), known)).not.toContain('policy')
})

test('what would not come back as it was is not kept', () => {
  const counted = countingCache()
  const files = clusterOf({ oslo: node('oslo-1') })
  const parts = new PartsCache(counted.known, '/clusters')
  const { known } = parts.get(files, environment)
  const artifacts = emitted(compileCluster(files, {}, { ...options, known }))
  for (const one of files.locations.values())
    Object.assign(known.documents.location.get(one)?.document.document.content ?? {}, { more: Number.NaN })
  parts.put(files, environment, known, artifacts.parts)
  expect(counted.times).toBe(0)
})

test('a policy with something that an appliance is to keep secret is kept by nobody else', () => {
  const counted = countingCache()
  const secret = `${POLICY}settings:
  Default:
    target: Block
    template: com.scur.template.mainaction.block
    version: '1.6'
    values: { Servers: '<list><configurationProperty key="password" value="CANARY-0451" encrypted="true"/></list>' }
`
  const texts = { oslo: node('oslo-1'), 'policy/10.yaml': secret }
  compiled(clusterOf(texts), counted.known)
  expect(counted.times).toBe(1)
  expect(JSON.stringify([...counted.kept.values()])).not.toContain('CANARY-0451')
  // Its absence is nothing new.
  expect(compiled(clusterOf(texts), counted.known)).toEqual(['artifact of oslo', 'oslo'])
  expect(counted.times).toBe(1)
})

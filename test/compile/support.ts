import { createHash } from 'node:crypto'
import { readPolicyEnvironment } from '../../src/cli/policy-environment.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parse, stringify } from 'yaml'
import { compile, type Compiled } from '../../src/compile/compile.ts'
import { Locator } from '../../src/compile/yaml/locate.ts'
import { rules } from '../../src/compile/rules/index.ts'
import type { Example, Rule } from '../../src/compile/rules/rule.ts'
import { compileSchemas, type SchemaFiles } from '../../src/compile/schema/compile-schemas.ts'
import { makeValidators } from '../../src/compile/schema/validate.ts'
import type { Cluster } from '../../src/model/fleet.ts'
import type { Diagnostic, LocatedDiagnostic } from '../../src/source/diagnostic.ts'
import { onceForEachText, onceForRecentTexts } from '../../src/source/once-for-each.ts'
import type { RawFile } from '../../src/source/source-file.ts'

/** The schemas of the repository. */
export const schemaFiles: SchemaFiles = Object.fromEntries(
  readdirSync('schema')
    .filter((name) => name.endsWith('.schema.json'))
    .map((name) => [name, JSON.parse(readFileSync(join('schema', name), 'utf8')) as object]),
)

/** What holds files against the schemas. */
export const validators = makeValidators(compileSchemas(schemaFiles))

/** Bytes of a text under a path. */
export function rawFile(path: string, text: string): RawFile {
  return { path, bytes: new TextEncoder().encode(text) }
}

/** Files of a folder below `clusters/` by their path below the cluster. */
export function clusterFiles(name: string): Record<string, string> {
  return { ...filesOf(name) }
}

const filesOf = onceForEachText((name): Readonly<Record<string, string>> => {
  const folder = join('clusters', name)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'))
  return Object.fromEntries(names.map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]))
})

/** Texts of the example clusters and of fragments come again in most tests. */
const MOST_KEPT = 100
const valueOf = onceForRecentTexts(MOST_KEPT, (text): unknown => parse(text))

/** The files of an example of a rule: its fragments laid over its base cluster. */
export function exampleFiles({ base = 'two-site', files, replace = [], without = [] }: Example): RawFile[] {
  const merged = clusterFiles(base)
  for (const path of without) delete merged[path]
  for (const [path, text] of Object.entries(files)) {
    const below = merged[path]
    merged[path] =
      below === undefined || replace.includes(path) ? text : stringify(overlay(valueOf(below), valueOf(text)))
  }
  return Object.entries(merged).map(([path, text]) =>
    rawFile(posix.join('clusters', base, path), path.startsWith('locations/') ? withIdentities(text) : text),
  )
}

/** Gives the nodes of a location that have no UUID one each, so that an example need not speak of what it is not about. */
const withIdentities = onceForRecentTexts(MOST_KEPT, (text): string => {
  const location = valueOf(text)
  if (!isMap(location) || !isMap(location['nodes'])) return text
  let added = false
  const nodes = Object.entries(location['nodes']).map(([name, node]) => {
    if (!isMap(node) || 'uuid' in node || 'uuids' in node) return [name, node] as const
    added = true
    const range = /\{(\d+)\.\.(\d+)\}/.exec(name)
    if (range === null) return [name, { ...node, uuid: identityOf(name) }] as const
    const [from, to] = [Number(range[1]), Number(range[2])]
    const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index)
    const uuids = numbers.map((number) => identityOf(name.replace(range[0], String(number))))
    return [name, { ...node, uuids }] as const
  })
  return added ? stringify({ ...location, nodes: Object.fromEntries(nodes) }) : text
})

function identityOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

/** Maps are merged deeply, anything else replaces what was there. */
function overlay(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above
  const merged: Record<string, unknown> = { ...below }
  for (const [key, value] of Object.entries(above)) merged[key] = overlay(below[key], value)
  return merged
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const policy = readPolicyEnvironment(process.cwd())

/** What a test can ask about files that were compiled. */
export interface Built extends Compiled {
  readonly diagnostics: readonly Diagnostic[]
  readonly located: readonly LocatedDiagnostic[]
  /** The only cluster; fails the test when there is none. */
  readonly cluster: Cluster
}

/** Compiles files of a repository whose clusters lie below `clusters/`. */
export function build(files: readonly RawFile[], withRules: readonly Rule[] = rules, isRunning = false): Built {
  const { value, diagnostics } = compile(files, {
    root: 'clusters',
    validators,
    rules: withRules,
    policy,
    today: '2027-01-15',
    isRunning,
  })
  const locator = new Locator(value.textOf)
  return {
    ...value,
    diagnostics,
    located: diagnostics.map((diagnostic) => locator.locate(diagnostic)),
    get cluster() {
      const [only] = value.fleet.clusters
      if (only === undefined) throw new Error(`no cluster: ${diagnostics.map(({ message }) => message).join('; ')}`)
      return only
    },
  }
}

/**
 * Compiles the two-site cluster with fragments laid over it, for example
 * `buildCluster({ 'locations/tokyo.yaml': 'nodes: { tokyo-1: { priority: 1 } }' })`.
 */
export function buildCluster(fragments: Example['files'] = {}, withRules: readonly Rule[] = rules): Built {
  return build(exampleFiles({ files: fragments }), withRules)
}

/** Compiles an example of a rule with only that rule, switched on even where it is off by default. */
export function buildExample(rule: Rule, example: Example): Built {
  const { unverified: _, ...verified } = rule
  return build(exampleFiles(example), [verified])
}

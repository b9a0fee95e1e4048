import type { Dialect } from '../../dialect/dialect.ts'
import type { Policy } from '../../model/policy/policy.ts'
import type { RegionalObject } from '../../model/policy/regional.ts'
import { append } from '../../source/append.ts'
import type { Checked } from '../../source/checked.ts'
import { hasErrors, type Diagnostic } from '../../source/diagnostic.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { checkPolicy } from '../../policy/check/check-policy.ts'
import { withOwnProperties } from '../../policy/vocabulary.ts'
import { buildAll, type PolicyContext } from './build-all.ts'
import { importsOf } from './imports.ts'
import { parameterProblems } from './parameter-contracts.ts'
import type { PolicySource } from './policy-source.ts'
import { readListFile } from './read-list-file.ts'
import { readPolicyFile } from './read-policy-file.ts'
import type { RegionTopology } from './region-nodes.ts'
import { regionRuleSet } from './region-property.ts'
import { promisesOfRegions, regionProblems } from './region-promises.ts'
import { regionTest, type RegionTest } from './region-selector.ts'
import { regionalLists } from './regional-lists.ts'
import { regionalObjects } from './regional-objects.ts'
import { expandRuleSets } from './rule-set-template.ts'
import { systemFiles } from './system-files.ts'
import { unverifiedSelectors } from './unverified-regions.ts'
import { varyByRegion } from './vary-by-region.ts'
import { vocabularyFrom } from './vocabulary.ts'

/** A YAML file that has been parsed: the path that diagnostics show, and the plain value. */
export interface ParsedFile {
  readonly file: string
  readonly value: unknown
}

/** What every policy is compiled with, whatever the cluster. */
export interface PolicyEnvironment {
  /** Templates by their path below `templates/`, for example `system/rsyslog.conf.hbs`. */
  readonly templates: ReadonlyMap<string, SourceFile>
  readonly dialect: Dialect['policy']
}

/** Everything that the policy of one cluster is made of. */
export interface PolicyInput extends PolicyEnvironment {
  readonly topology: RegionTopology
  /** Files below `policy/` and `lists/`, in the order of their names: the order of the rule sets. */
  readonly policy: readonly ParsedFile[]
  readonly lists: readonly ParsedFile[]
  /** Exports from the UI below `exports/`, by path. */
  readonly exports: readonly SourceFile[]
}

/** A policy, and what regions may change of it. */
export interface CompiledPolicy {
  readonly policy: Policy
  readonly regional: readonly RegionalObject[]
}

/** Compiles the policy of a cluster: reads the files, fills regions from the topology, and checks what comes out. */
export function compilePolicy(input: PolicyInput): Checked<CompiledPolicy> {
  const diagnostics: Diagnostic[] = []
  const take = <Value>({ value, diagnostics: found }: Checked<Value>): Value | undefined => {
    append(diagnostics, found)
    return value
  }
  const vocabulary = vocabularyFrom(input.dialect)
  const sources = input.policy.flatMap(({ file, value }) => take(readPolicyFile(value, file)) ?? [])
  const lists = input.lists.flatMap(({ file, value }) => take(readListFile(value, file)) ?? [])
  const tests = input.topology.regions.flatMap((region) => take(regionTest(region, input.topology)) ?? [])
  const imports = importsOf(input.exports, vocabulary)
  const report = (found: Diagnostic): void => void diagnostics.push(found)
  const parameters = sources.flatMap((source) => source.parameters)
  append(diagnostics, parameterProblems(parameters, input.topology.regions))
  const words = withOwnProperties(
    vocabulary,
    sources.flatMap(({ properties }) => properties),
  )
  const top = regionRuleSet(tests)
  const asked = expandRuleSets(
    sources.flatMap((source) => source.ruleSets),
    input.templates,
    report,
  )
  append(diagnostics, promisesOfRegions(asked))
  const context: PolicyContext = { vocabulary: words, regions: input.topology.regions, tests, top, imports, report }
  const built = buildAll(asked, parameters, context)
  const written = lists.flatMap((source) => ('contract' in source ? [source] : []))
  const merged = take(imports.merge(written.map(({ list }) => list))) ?? []
  const shared = written.map((one, index) => ({ ...one, list: merged[index] ?? one.list }))
  const variants = regionalLists(
    shared,
    lists.flatMap((source) => ('regions' in source ? [source] : [])),
    input.topology.regions,
    report,
  )
  const variety = { variants, tests, topology: input.topology, report }
  const files = take(
    systemFiles(
      sources.flatMap((source) => source.systemFiles),
      input.topology.nodes,
      input.templates,
    ),
  )
  const policy = assemble({
    sources,
    lists: [...merged, ...variants.map(({ list }) => list)],
    tables: lists.flatMap((source) => ('table' in source ? [source.table] : [])),
    tests,
    imported: imports.brought(),
    ruleSets: varyByRegion(built.ruleSets, variety),
    added: top === undefined ? [] : [top.property],
    files: files ?? [],
  })
  const doubts = unverifiedSelectors(tests, (kind, name) =>
    input.dialect[kind === 'property' ? 'properties' : 'operators'].get(name),
  )
  append(diagnostics, doubts)
  const varied = new Map(variants.map((variant) => [variant.list, variant.shared.list]))
  append(diagnostics, checkPolicy(policy, vocabulary, varied))
  // Of a policy that is wrong, nothing can be proved.
  if (!hasErrors(diagnostics))
    append(diagnostics, regionProblems({ asked, parameters, built, variety, policy, context }))
  const regional = regionalObjects(shared, variants, parameters, built)
  return { value: { policy, regional }, diagnostics: distinct(diagnostics) }
}

interface Parts {
  readonly sources: readonly PolicySource[]
  readonly lists: Policy['lists']
  readonly tables: Policy['tables']
  readonly tests: readonly RegionTest[]
  readonly imported: Pick<Policy, 'lists' | 'tables' | 'settings' | 'properties'>
  readonly ruleSets: Policy['ruleSets']
  readonly added: Policy['properties']
  readonly files: Policy['systemFiles']
}

function assemble({ sources, lists, tables, tests, imported, ruleSets, added, files }: Parts): Policy {
  return {
    ruleSets,
    lists: byName([...lists, ...tests.flatMap(({ list }) => list ?? []), ...imported.lists]),
    tables: byName([...tables, ...imported.tables]),
    settings: byName([...sources.flatMap(({ settings }) => settings), ...imported.settings]),
    properties: byName([...sources.flatMap(({ properties }) => properties), ...imported.properties, ...added]),
    systemFiles: files.toSorted((a, b) => compare(`${a.node}/${a.path}`, `${b.node}/${b.path}`)),
  }
}

function byName<Named extends { readonly name: string }>(objects: readonly Named[]): readonly Named[] {
  return objects.toSorted((a, b) => compare(a.name, b.name))
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [
    ...new Map(diagnostics.map((found) => [JSON.stringify([found.code, found.message, found.place]), found])).values(),
  ]
}

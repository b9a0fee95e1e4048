import type { Cluster } from '../../model/fleet.ts'
import { withOwnProperties } from '../../policy/vocabulary.ts'
import type { Checked } from '../../source/checked.ts'
import { hasErrors, type Diagnostic } from '../../source/diagnostic.ts'
import type { RawFile } from '../../source/source-file.ts'
import { decode } from '../yaml/decode.ts'
import type { ValidDocument } from '../documents/documents.ts'
import {
  compilePolicy,
  type CompiledPolicy,
  type ParsedFile,
  type PolicyEnvironment,
} from '../policy/compile-policy.ts'
import { testReferences } from '../policy/test-references.ts'
import { vocabularyFrom } from '../policy/vocabulary.ts'

/** What a cluster's folders of policy hold: YAML that its schema accepts, and exports that nobody has read yet. */
export interface PolicyDocuments {
  readonly policy: readonly ValidDocument<'policy'>[]
  readonly lists: readonly ValidDocument<'list'>[]
  readonly exports: readonly RawFile[]
  /** Those with which nothing is wrong; who runs them reads them again. */
  readonly tests: readonly ValidDocument<'tests'>[]
}

/** The policy of a resolved cluster. */
export function resolvePolicy(
  documents: PolicyDocuments,
  cluster: Cluster,
  environment: PolicyEnvironment,
): Checked<CompiledPolicy> {
  const exported = documents.exports.map(decode)
  const diagnostics: Diagnostic[] = exported.flatMap((file) => file.diagnostics)
  const policy = compilePolicy({
    ...environment,
    topology: cluster,
    policy: documents.policy.map(parsed),
    lists: documents.lists.map(parsed),
    exports: exported.flatMap(({ value }) => value ?? []),
  })
  const tested = documents.tests.length === 0 ? [] : inTests(documents.tests, cluster, environment, policy)
  return { value: policy.value, diagnostics: [...diagnostics, ...policy.diagnostics, ...tested] }
}

function inTests(
  tests: PolicyDocuments['tests'],
  cluster: Cluster,
  { dialect }: PolicyEnvironment,
  { value, diagnostics }: Checked<CompiledPolicy>,
): readonly Diagnostic[] {
  const vocabulary = withOwnProperties(vocabularyFrom(dialect), value?.policy.properties ?? [])
  // Of a policy that is wrong, not all that it declares may be known.
  return testReferences(tests, { topology: cluster, vocabulary, isWhole: !hasErrors(diagnostics) })
}

function parsed({ file, content }: ValidDocument<'policy' | 'list'>): ParsedFile {
  return { file, value: content }
}

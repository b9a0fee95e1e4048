import type { Dialect } from '../../dialect/dialect.ts'
import { layPolicies } from '../../dialect/overlay.ts'
import { parseDialect } from '../../dialect/parse-dialect.ts'
import { append } from '../../source/append.ts'
import type { Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { RawFile, SourceFile } from '../../source/source-file.ts'
import { decode } from '../yaml/decode.ts'
import type { PolicyEnvironment } from './compile-policy.ts'

/** What a cluster has of its own to compile its policy with. */
export interface OwnPolicyEnvironment {
  /** Identifiers that were read from the cluster's appliances. */
  readonly dialect: RawFile | undefined
  /** Files below the cluster's `templates/`. */
  readonly templates: readonly RawFile[]
}

/** What one policy is compiled with: what Pader ships, and over it what the cluster has of its own. */
export function policyEnvironmentOf(
  own: OwnPolicyEnvironment,
  shipped: PolicyEnvironment,
): Checked<PolicyEnvironment> & { value: PolicyEnvironment } {
  const diagnostics: Diagnostic[] = []
  const read = (file: RawFile): SourceFile | undefined => {
    const { value, diagnostics: found } = decode(file)
    append(diagnostics, found)
    return value
  }
  const templates = new Map(shipped.templates)
  for (const file of own.templates) {
    const template = read(file)
    if (template !== undefined) templates.set(keyOf(file.path), template)
  }
  const text = own.dialect && read(own.dialect)
  const calibrated = text && readDialect(text)
  append(diagnostics, calibrated?.diagnostics ?? [])
  const over = calibrated?.value?.policy
  const dialect = over === undefined ? shipped.dialect : layPolicies(shipped.dialect, over)
  return { value: { templates, dialect }, diagnostics }
}

/** What a template is called where it is used: its path below `templates/`. */
function keyOf(path: string): string {
  const steps = path.split('/')
  return steps.slice(steps.lastIndexOf('templates') + 1).join('/')
}

function readDialect({ path, text }: SourceFile): Checked<Dialect> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const broken: Diagnostic = {
      code: 'POL-DIALECT',
      severity: 'error',
      message: `the dialect of the cluster is not JSON: ${whereOf(error, text)}`,
      place: { kind: 'file', file: path },
      help: 'correct the file, or remove it: then only what is publicly known of the product is used',
    }
    return { value: undefined, diagnostics: [broken] }
  }
  return parseDialect(json, path)
}

/** Where JSON breaks off; in our words, since those of the engine differ from version to version. */
function whereOf(error: unknown, text: string): string {
  const position = /at position (\d+)/.exec(String(error))?.[1]
  if (position === undefined) return 'it ends too early'
  const before = text.slice(0, Number(position)).split('\n')
  return `it cannot be read on from line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`
}

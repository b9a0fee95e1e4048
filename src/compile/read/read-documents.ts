import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { SchemaProblem, Validate } from '../../source/validator.ts'
import { toDiagnostic, type SeveritySettings } from '../check/check.ts'
import { decode } from '../yaml/decode.ts'
import type { Documents, ValidDocument } from '../documents/documents.ts'
import { schemaFix } from '../fix/schema-fix.ts'
import { frontEndFinding, isFrontEndCode } from '../codes/front-end-codes.ts'
import { parse } from '../yaml/parse.ts'
import type { Misplacement, Rule } from '../rules/rule.ts'
import { salvage, type LeftOut, type Salvaged } from '../documents/salvage.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import type { Validators } from '../schema/validate.ts'

/** A file that was read: what of its content its schema accepts, what had to be left out, and what is wrong. */
export interface ReadDocument<Kind extends DocumentKind> {
  readonly document: ValidDocument<Kind>
  readonly leftOut: readonly LeftOut[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What is needed to say what is wrong with a document. */
export interface DocumentReader {
  readonly validators: Validators
  readonly rules: readonly Rule[]
  readonly severities: SeveritySettings
  /** What was read before, where somebody reads the same files again. */
  readonly known?: KnownDocuments | undefined
}

interface KnownDocument<Kind extends DocumentKind> {
  readonly severities: SeveritySettings
  readonly document: ReadDocument<Kind>
}

/** The documents that nodes are made of, by the very files that they were read from, and with what. */
export type KnownDocuments = {
  readonly [Kind in 'cluster' | 'location']: WeakMap<RawFile, KnownDocument<Kind>>
}

/** Nothing is known yet. */
export function noKnownDocuments(): KnownDocuments {
  return { cluster: new WeakMap(), location: new WeakMap() }
}

/** Reads one file as {@link readDocument} does, unless that is known. */
export function readOnce<Kind extends keyof KnownDocuments>(
  kind: Kind,
  file: RawFile,
  reader: DocumentReader,
): ReadDocument<Kind> {
  const { severities } = reader
  const known: WeakMap<RawFile, KnownDocument<Kind>> | undefined = reader.known?.[kind]
  const before = known?.get(file)
  if (before?.severities === severities) return before.document
  const document = readDocument(kind, file, reader)
  known?.set(file, { severities, document })
  return document
}

/** Reads one file as a document of a kind: bytes → text → values → schema. */
export function readDocument<Kind extends DocumentKind>(
  kind: Kind,
  file: RawFile,
  reader: DocumentReader,
): ReadDocument<Kind> {
  const validate = reader.validators[kind]
  const text = decode(file)
  const parsed = text.value === undefined ? text : parse(text.value)
  if (parsed.value === undefined) {
    return salvaged(kind, file.path, salvage(kind, undefined, [], validate), validate, parsed.diagnostics)
  }
  const content = parsed.value
  const problems = validate(content)
  const diagnostics = [...parsed.diagnostics, ...problems.map((problem) => explained(problem, kind, file.path, reader))]
  const rest = problems.length === 0 ? { content, leftOut: [] } : salvage(kind, content, problems, validate)
  return salvaged(kind, file.path, rest, validate, diagnostics)
}

function salvaged<Kind extends DocumentKind>(
  kind: Kind,
  file: string,
  { content, leftOut }: Salvaged,
  validate: Validate,
  diagnostics: readonly Diagnostic[],
): ReadDocument<Kind> {
  const problems = leftOut.length === 0 && diagnostics.length === 0 ? [] : validate(content)
  if (!isAccepted(kind, content, problems)) throw new Error(`the remainder of "${file}" is not valid`)
  return { document: { file, content }, leftOut, diagnostics }
}

/** The one place where a value becomes a document: when its schema had nothing to say about it. */
function isAccepted<Kind extends DocumentKind>(
  _kind: Kind,
  _content: unknown,
  problems: readonly SchemaProblem[],
): _content is Documents[Kind] {
  return problems.length === 0
}

/** A schema problem as a diagnostic, under the code of the rule that knows why the key must not stand there. */
function explained(problem: SchemaProblem, kind: DocumentKind, file: string, reader: DocumentReader): Diagnostic {
  const place: Place = { kind: 'node', file, path: problem.path, part: problem.part }
  for (const rule of reader.rules) {
    const misplacement = rule.misplaced?.find((candidate) => isAbout(candidate, kind, problem))
    if (misplacement === undefined) continue
    // What its schema refuses is left out of a document, so this blocks whatever severity the rule has.
    return toDiagnostic(rule, 'error', { message: misplacement.message, place })
  }
  if (!isFrontEndCode(problem.code)) throw new Error(`no such code: ${problem.code}`)
  return frontEndFinding(problem.code, place, problem.message, {
    ...(problem.help === undefined ? {} : { help: problem.help }),
    ...schemaFix(file, problem),
  })
}

function isAbout(misplacement: Misplacement, kind: DocumentKind, problem: SchemaProblem): boolean {
  return (
    // Several keys that belong together elsewhere lost the line above them.
    problem.also === undefined &&
    misplacement.document === kind &&
    (misplacement.codes ?? ['SCHEMA-UNKNOWN-KEY']).includes(problem.code) &&
    misplacement.path.length === problem.path.length &&
    misplacement.path.every((step, index) => step === '*' || step === String(problem.path[index]))
  )
}

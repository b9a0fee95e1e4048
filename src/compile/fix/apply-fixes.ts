import type { Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Fix } from '../../source/fix.ts'
import type { RawFile } from '../../source/source-file.ts'
import { isFrontEndCode } from '../codes/front-end-codes.ts'
import { editFiles } from './edit-files.ts'

/** What became of the fixes that findings offer. */
export interface Fixed {
  /** All files, the repaired ones included. */
  readonly files: readonly RawFile[]
  readonly applied: readonly OfferedFix[]
  readonly refused: readonly (OfferedFix & { readonly why: string })[]
}

/** A fix and the finding that it repairs. */
export interface OfferedFix {
  readonly code: string
  readonly file: string
  readonly title: string
}

type Compile = (files: readonly RawFile[]) => Pick<Checked<unknown>, 'diagnostics'>
type Offer = Diagnostic & { readonly fix: Fix }

/**
 * Applies every fix that findings offer, one code after the other, and compiles after each: a fix stays only if the
 * finding is gone and no error or warning has come. A finding that was waived has been accepted and is left alone.
 */
export function applyFixes(files: readonly RawFile[], compile: Compile): Fixed {
  const applied: OfferedFix[] = []
  const refused: (OfferedFix & { why: string })[] = []
  const tried = new Set<string>()
  const oneByOne = new Set<string>()
  let state = { files, diagnostics: compile(files).diagnostics }
  for (;;) {
    const open = state.diagnostics.flatMap(offersOf).filter((one) => !tried.has(keyOf(one)))
    const [first] = open.toSorted((left, right) => rank(left) - rank(right))
    if (first === undefined) return { files: state.files, applied, refused }
    const batch = oneByOne.has(first.code) ? [first] : open.filter(({ code }) => code === first.code)
    const outcome = attempt(state, batch, compile)
    if (typeof outcome === 'string' && batch.length > 1) {
      oneByOne.add(first.code)
      continue
    }
    for (const one of batch) {
      tried.add(keyOf(one))
      if (typeof outcome === 'string') refused.push({ ...offeredBy(one), why: outcome })
      else applied.push(offeredBy(one))
    }
    if (typeof outcome !== 'string') state = outcome
  }
}

interface State {
  readonly files: readonly RawFile[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The state after some fixes of one code, or why they cannot stay. */
function attempt(before: State, offers: readonly Offer[], compile: Compile): State | string {
  const files = editFiles(
    before.files,
    offers.flatMap(({ fix }) => fix.edits),
  )
  if (files === undefined) return 'the text around it can only be changed by hand (anchors, several lines)'
  const after = { files, diagnostics: compile(files).diagnostics }
  const code = offers[0]?.code ?? ''
  if (count(after, ofCode(code)) > count(before, ofCode(code)) - offers.length)
    return 'the finding would still be there'
  const came = after.diagnostics.find((one) => counts(one, code) && isMore(one.code, before, after))
  return came === undefined ? after : `it would bring ${came.code}: ${came.message}`
}

const ofCode = (code: string) => (one: Diagnostic) => one.code === code && one.waivedBy === undefined

function isMore(code: string, before: State, after: State): boolean {
  const weighs = (one: Diagnostic): boolean => ofCode(code)(one) && one.severity !== 'info'
  return count(after, weighs) > count(before, weighs)
}

/**
 * Whether a finding that came speaks against a fix. That a waiver has become unnecessary does not, and while a text
 * cannot be read completely rules keep quiet about it: what they say afterwards has been there all the time.
 */
function counts({ code, severity, waivedBy }: Diagnostic, repaired: string): boolean {
  if (severity === 'info' || waivedBy !== undefined || code === 'REF-WAIVER-UNUSED') return false
  return !isFrontEndCode(repaired) || isFrontEndCode(code)
}

function count({ diagnostics }: State, is: (one: Diagnostic) => boolean): number {
  return diagnostics.filter(is).length
}

function offersOf(found: Diagnostic): readonly Offer[] {
  const { fix, waivedBy } = found
  return fix === undefined || waivedBy !== undefined ? [] : [{ ...found, fix }]
}

/** The text before the rules, the worst first: what is only advice may have become pointless by then. */
function rank({ code, severity }: Diagnostic): number {
  return (isFrontEndCode(code) ? 0 : 3) + ['error', 'warning', 'info'].indexOf(severity)
}

function keyOf({ code, fix }: Offer): string {
  return JSON.stringify([code, fix.edits])
}

function offeredBy({ code, place, fix }: Offer): OfferedFix {
  return { code, file: place.file, title: fix.title }
}

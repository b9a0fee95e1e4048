import { isStep } from '../../plan/known-steps.ts'
import type { LoggedFailure, Verification } from '../../plan/progress.ts'
import {
  isFlag,
  isInstant,
  isNumber,
  isText,
  kindOf,
  listOf,
  orAbsent,
  shaped,
  type Shape,
} from '../../source/shape.ts'
import type { JournalEvent } from './event.ts'
import type { JournalRecord } from './record.ts'

const notConfirmed = { node: isText, reason: isText } satisfies Shape<Verification['notConfirmed'][number]>

const failure = { node: isText, peer: orAbsent(isText), said: isText } satisfies Shape<LoggedFailure>

const verification = {
  level: isNumber,
  confirmed: listOf(isText),
  behind: listOf(isText),
  notConfirmed: listOf(shaped(notConfirmed)),
  away: orAbsent(listOf(isText)),
  failures: orAbsent(listOf(shaped(failure))),
} satisfies Shape<Verification>

type Shapes = {
  readonly [Kind in JournalEvent['kind']]: Shape<Omit<Extract<JournalEvent, { kind: Kind }>, 'kind'>>
}

const KNOWN: Shapes = {
  'run started': {
    command: isText,
    by: isText,
    desired: isText,
    observed: isText,
    dialect: isText,
    revision: orAbsent(isText),
    settled: orAbsent(isText),
    undoes: orAbsent(isText),
    approvedBy: orAbsent(listOf(isText)),
    phases: isNumber,
  },
  recovered: { torn: isText, bytes: isNumber },
  'backup stored': { file: isText, sha256: isText },
  'phase started': { phase: isNumber, title: isText, steps: isNumber },
  'write intended': { phase: isNumber, step: isStep, found: orAbsent(isText) },
  'commit intended': {
    phase: isNumber,
    through: orAbsent(isText),
    node: orAbsent(isText),
    nodeTime: orAbsent(isInstant),
  },
  committed: { phase: isNumber },
  'stored at once': { phase: isNumber },
  'commit uncertain': { phase: isNumber, cause: isText },
  verified: { phase: isNumber, verification: shaped(verification) },
  'foreign change lost': { object: isText, copy: isText },
  'waiting for a person': { step: isText, confirmable: isFlag },
  'confirmed by a person': { step: isText, by: isText },
  'lock broken': { by: isText, why: isText },
  held: { by: isText, why: isText, until: orAbsent(isInstant) },
  released: { by: isText },
  'run ended': { outcome: isText, left: orAbsent(isNumber) },
}

/** Whether this Pader knows what a record is about: a newer one may have written it. */
export function isKnownEvent({ kind }: { readonly kind: string }): boolean {
  return Object.hasOwn(KNOWN, kind)
}

const record = shaped({
  sequence: isNumber,
  at: isInstant,
  cluster: isText,
  run: isText,
  event: kindOf(KNOWN),
  previous: isText,
} satisfies Shape<JournalRecord>)

/** Whether a value that was read from a line is a record: with everything that events of its kind have, where that is known. */
export function isRecord(value: unknown): value is JournalRecord {
  return record(value)
}
